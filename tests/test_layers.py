"""Imports run one way, and the compute package is NumPy alone."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import explorer

ROOT = Path(explorer.__file__).parent


def modules(code: str) -> set[str]:
    run = subprocess.run(
        [sys.executable, "-c", code + "\nimport sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in run.stdout.split()}


def test_the_compute_package_loads_neither_streamlit_nor_plotly():
    loaded = modules("import explorer; explorer.Experiment(steps=20).train()")
    assert "numpy" in loaded
    assert not loaded & {"streamlit", "plotly", "pandas", "scipy", "sklearn"}


def test_figures_load_plotly_but_not_streamlit():
    loaded = modules("import explorer.figures.fit.picture, explorer.figures.surface.two_weights, explorer.figures.path.picture")
    assert "plotly" in loaded
    assert "streamlit" not in loaded


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [a.name for node in ast.walk(tree) if isinstance(node, ast.Import) for a in node.names]
    return set(names + [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)])


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_imports_run_one_way(path):
    place = path.relative_to(ROOT).parts[0]
    names = imported(path)
    uses = lambda prefix: any(name == prefix or name.startswith(f"{prefix}.") for name in names)
    if place not in ("figures", "ui"):
        assert not uses("plotly")
        assert not uses("explorer.figures")
    if place != "ui":
        assert not uses("streamlit")
        assert not uses("explorer.ui")


@pytest.mark.parametrize("path", sorted((ROOT / "solvers").glob("*.py")), ids=lambda p: p.name)
def test_solvers_know_no_loss_and_no_penalty(path):
    assert not {name for name in imported(path) if name.startswith(("explorer.losses", "explorer.penalties"))}
