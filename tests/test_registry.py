"""The registry: a class dropped into a folder is in the menu, the link and the tests, and nothing else is touched."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import explorer
from explorer.registry import TASKS, Entry, collect

ROOT = Path(explorer.__file__).parent.parent

NEW_LOSS = r'''
"""A loss that a visitor wrote."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.losses.base import Loss
from explorer.params import param


@dataclass(frozen=True)
class Rooted(Loss):
    """A smooth absolute value, sqrt(1 + r^2) - 1, times a scale."""

    id: ClassVar[str] = "rooted"
    name: ClassVar[str] = "Rooted"
    task: ClassVar[str] = "regression"
    summary: ClassVar[str] = "Squared near zero, straight far out."
    scale: float = param(1.0, 0.1, 10.0, "A factor.")

    convex = True
    smooth = True
    formula = r"s (\sqrt{1 + r^2} - 1)"

    @property
    def curvature_bound(self):
        """The scale, at r = 0."""
        return self.scale

    def value(self, y, z):
        """s (hypot(1, r) - 1)."""
        return self.scale * (np.hypot(1.0, z - y) - 1.0)

    def slope(self, y, z):
        """s r / hypot(1, r)."""
        return self.scale * (z - y) / np.hypot(1.0, z - y)

    def curvature(self, y, z):
        """s / hypot(1, r)^3."""
        return self.scale / np.hypot(1.0, z - y) ** 3
'''

ASK = """
from explorer import LOSSES, Experiment
from explorer.experiment import Experiment
e, notes = Experiment.from_query({"loss": "rooted", "loss.scale": "0.5"})
assert notes == [], notes
assert e.make("loss").scale == 0.5
assert "rooted" in e.losses()
h = e.train()
assert h.total[-1] < h.total[0]
print("found", "rooted" in LOSSES)
"""


def test_a_new_loss_touches_one_file(tmp_path):
    shutil.copytree(ROOT / "explorer", tmp_path / "explorer", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests", tmp_path / "tests", ignore=shutil.ignore_patterns("__pycache__", "browser", "benchmarks"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "explorer" / "losses" / "mine.py").write_text(NEW_LOSS)
    asked = subprocess.run([sys.executable, "-c", ASK], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert asked.stdout.strip() == "found True", asked.stderr
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "tests/test_losses.py", "-v", "-k", "rooted"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert tested.returncode == 0, tested.stdout
    assert " passed" in tested.stdout


def write_package(folder: Path, name: str, **modules: str) -> None:
    package = folder / name
    package.mkdir()
    (package / "__init__.py").write_text("")
    for module, text in modules.items():
        head = "from dataclasses import dataclass\nfrom explorer.registry import Entry\n"
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
