"""The registry: a class dropped into a folder is in the menu, the link and the tests, and nothing else is touched."""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import explorer
from explorer.core.registry import TASKS, Entry, collect

ROOT = Path(explorer.__file__).parent.parent

README = (ROOT / "README.md").read_text(encoding="utf-8")
NEW_LOSS = re.search(r"<!-- example -->\n```python\n(.*?)```", README, re.DOTALL)[1]

ASK = """
from explorer import LOSSES, Experiment
e, notes = Experiment.from_query({"loss": "fair", "loss.c": "0.5"})
assert notes == [], notes
assert e.make("loss").c == 0.5
assert "fair" in e.losses()
h = e.train()
assert h.total[-1] < h.total[0]
print("found", "fair" in LOSSES)
"""


TESTS = [
    f"tests/{name}.py"
    for name in (
        "losses/test_losses",
        "losses/test_minimisers",
        "losses/test_noise",
        "core/test_formulas",
        "core/test_docstrings",
    )
]


@pytest.mark.thorough
def test_a_new_loss_touches_one_file(tmp_path):
    """The README's own example, dropped into a copy: in the menu, the link and the tests."""
    shutil.copytree(ROOT / "explorer", tmp_path / "explorer", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__", "browser", "benchmarks"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "explorer" / "losses" / "mine.py").write_text(NEW_LOSS)
    asked = subprocess.run([sys.executable, "-c", ASK], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert asked.stdout.strip() == "found True", asked.stderr
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", *TESTS, "-v", "-k", "fair or Fair"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert tested.returncode == 0, tested.stdout
    assert re.search(r"[1-9]\d* passed", tested.stdout)
    for name in TESTS:
        assert f"{name} ." in tested.stdout


def test_the_readmes_python_runs():
    code = re.findall(r"```python\n(from explorer import.*?)```", README, re.DOTALL)
    assert len(code) == 1
    ran = subprocess.run([sys.executable, "-W", "error", "-c", code[0]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def write_package(folder: Path, name: str, **modules: str) -> None:
    package = folder / name
    package.mkdir()
    (package / "__init__.py").write_text("")
    for module, text in modules.items():
        head = "from dataclasses import dataclass\nfrom explorer.core.registry import Entry\n"
        (package / f"{module}.py").write_text(head + text)


def test_entries_sort_by_task_then_rank_then_id(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(tmp_path)
    made = "\n".join(
        f"@dataclass(frozen=True)\nclass {c}(Entry):\n    id = {i!r}\n    name = 'N'\n    rank = {r}\n    task = {t!r}\n"
        for c, i, r, t in [
            ("A", "a", 20, "binary"),
            ("B", "b", 10, "binary"),
            ("C", "c", 99, TASKS[0]),
            ("D", "d", 10, "binary"),
        ]
    )
    write_package(tmp_path, "sorted_menu", one=made)
    assert list(collect("sorted_menu", Entry)) == ["c", "b", "d", "a"]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("thawed", "class A(Entry):\n    id = 'a'\n    name = 'A'\n", "frozen"),
        ("nameless", "@dataclass(frozen=True)\nclass A(Entry):\n    id = 'a'\n", "name"),
        (
            "twice",
            "".join(f"@dataclass(frozen=True)\nclass {c}(Entry):\n    id = 'a'\n    name = 'A'\n" for c in "AB"),
            "share the id",
        ),
    ],
)
def test_half_made_entries_are_refused(tmp_path, monkeypatch, name, text, said):
    monkeypatch.syspath_prepend(tmp_path)
    write_package(tmp_path, name, one=text)
    importlib.invalidate_caches()
    with pytest.raises(TypeError, match=said):
        collect(name, Entry)
