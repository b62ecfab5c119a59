"""Running the browser's modules for tests in Node: the machine's own where it is new enough, else Playwright's."""

from __future__ import annotations

import functools
import json
import shutil
import subprocess
from pathlib import Path

import playwright

import explorer

ROOT = Path(explorer.__file__).parent.parent
WEB = ROOT / "explorer" / "ui" / "chart" / "web"
TESTS = ROOT / "tests" / "web"
OLDEST = (22, 7)
"""From this version on Node tells by itself that a file is a module."""


@functools.cache
def node() -> str:
    """Where a Node that is new enough stands. Playwright is driven by a Node of its own, so there always is one."""
    own = Path(playwright.__file__).parent / "driver" / "node"
    candidates = [shutil.which("node"), *map(str, (own, own.with_suffix(".exe")))]
    for path in candidates:
        if path is not None and Path(path).exists() and _version(path) >= OLDEST:
            return path
    raise FileNotFoundError(f"no Node from version {OLDEST} on, not even Playwright's: {candidates}")


def _version(path: str) -> tuple[int, ...]:
    output = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in output.strip().lstrip("v").split(".")[:2])


def exported(module: str, expression: str, *more: str):
    """The value of an expression, a function of what a module under ``web/`` and some ``more`` of them export."""
    modules = (module, *more)
    imports = "".join(f"import * as m{i} from {json.dumps((WEB / one).as_uri())};" for i, one in enumerate(modules))
    every = ", ".join(f"...m{i}" for i in range(len(modules)))
    code = f"{imports} console.log(JSON.stringify(({expression})({{{every}}})))"
    run = subprocess.run([node(), "--input-type=module", "-"], input=code, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)
