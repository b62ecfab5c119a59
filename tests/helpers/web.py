"""Running the browser's modules for tests: in Node where there is one, else in Chromium."""

from __future__ import annotations

import functools
import http.server
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import explorer
from driving import QUIET, chromium

ROOT = Path(explorer.__file__).parent.parent
WEB = ROOT / "explorer" / "ui" / "chart" / "web"
TESTS = ROOT / "tests" / "web"
OLDEST = (22, 7)
"""From this version on Node tells by itself that a file is a module."""
SHIMS = {"node:test": "/tests/web/shims/test.js", "node:assert/strict": "/tests/web/shims/assert.js"}


@functools.cache
def node() -> str | None:
    """Where a Node that is new enough stands, if anywhere."""
    path = shutil.which("node")
    if path is None:
        return None
    version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
    return path if tuple(int(part) for part in version.strip().lstrip("v").split(".")[:2]) >= OLDEST else None


def exported(module: str, expression: str):
    """The value of an expression of what a module under ``web/`` exports, which are names in it."""
    if (path := node()) is not None:
        code = f"import * as m from {json.dumps((WEB / module).as_uri())}; console.log(JSON.stringify(({expression})(m)))"
        run = subprocess.run([path, "--input-type=module", "-e", code], capture_output=True, text=True, check=True)
        return json.loads(run.stdout)
    with chromium_page() as page:
        return page.evaluate(f"() => import('/explorer/ui/chart/web/{module}').then((m) => ({expression})(m))")


@contextmanager
def chromium_page() -> Iterator:
    """An empty page in Chromium that can import the repository's modules."""
    path = chromium()
    if path is None:
        pytest.skip("neither Node nor Chromium on this machine")
    from playwright.sync_api import sync_playwright

    class Quiet(http.server.SimpleHTTPRequestHandler):
        extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".js": "text/javascript"}

        def log_message(self, format: str, *args) -> None:
            """Nothing."""

        def do_GET(self) -> None:
            if self.path != "/":
                return super().do_GET()
            text = f'<script type="importmap">{json.dumps({"imports": SHIMS})}</script>'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(text)
            return None

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(ROOT))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/")
            yield page
            browser.close()
        server.shutdown()
