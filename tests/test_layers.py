"""The house: which folder may import what, no circles, no long files, a face for each folder, a test for each module."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import explorer
from tests.helpers.architecture import (
    Tree,
    circles,
    faceless,
    forbidden_imports,
    foreign_packages,
    long_files,
    may_import,
    room_of,
    untested,
)

TESTS = Path(__file__).parent
TREE = Tree(Path(explorer.__file__).parent)

CATALOGUES = ["losses", "penalties", "models", "datasets"]
ROOMS = {
    "core": [],
    "losses": ["core"],
    "penalties": ["core"],
    "models": ["core"],
    "datasets/example_weights": ["core"],
    "datasets/base": ["datasets/example_weights"],
    "datasets/gaps": ["datasets/base"],
    "datasets/table": ["datasets/gaps"],
    "datasets": ["datasets/table"],
    "solvers/schedules": ["core"],
    "solvers": ["core"],
    "cost": CATALOGUES,
    "path/algorithms": ["cost"],
    "path/kkt": ["path/algorithms"],
    "path/zeroing": ["path/algorithms"],
    "path/methods": ["path/kkt", "path/zeroing"],
    "path": ["path/methods"],
    "selection": ["path"],
    "background": [],
    "training": ["cost", "solvers", "solvers/schedules"],
    "landscape/shape": ["training"],
    "landscape": ["landscape/shape", "path"],
    "experiment/menus": ["solvers", "solvers/schedules", "cost"],
    "experiment/starting_weights": ["core"],
    "experiment/feature_factors": ["core"],
    "experiment/own_table": ["datasets"],
    "experiment/settings": ["experiment/menus", "experiment/feature_factors", "experiment/starting_weights", "landscape"],
    "experiment/build": ["experiment/settings", "selection"],
    "experiment/changes": ["experiment/build"],
    "experiment/carry_over": ["experiment/settings"],
    "experiment/checks": ["experiment/build", "experiment/changes", "experiment/carry_over"],
    "experiment/link": ["experiment/own_table", "experiment/build", "experiment/changes", "experiment/carry_over"],
    "experiment/json_text": ["experiment/link"],
    "experiment/experiment": ["experiment/checks", "experiment/json_text"],
    "experiment/pinned": ["experiment/experiment"],
    "experiment/pinned_names": ["experiment/pinned"],
    "experiment/export/libraries": ["path"],
    "experiment/export/scripts": ["experiment/export/libraries", "experiment/experiment"],
    "experiment/export/tables": ["experiment/experiment"],
    "experiment/export/comparing": ["experiment/export/scripts", "experiment/export/tables"],
    "experiment/export": ["experiment/export/comparing"],
    "experiment/comparison": ["experiment/pinned_names", "experiment/export"],
    "experiment/asked_comparison": ["experiment/experiment"],
    "experiment": ["experiment/comparison", "experiment/asked_comparison"],
    "findings": ["experiment"],
    "lessons": ["experiment"],
    "words": ["core"],
    "openings": ["experiment"],
    "figures/base": ["experiment", "words"],
    "figures/loss": ["figures/base"],
    "figures/cost": ["figures/base"],
    "figures/fit": ["figures/base"],
    "figures/weights": ["figures/base"],
    "figures/surface": ["figures/base"],
    "figures/path": ["figures/base"],
    "figures/target": ["figures/base"],
    "figures/compare": ["figures/base"],
    "figures": [
        "figures/target",
        "figures/compare",
        "figures/loss",
        "figures/cost",
        "figures/fit",
        "figures/weights",
        "figures/surface",
        "figures/path",
    ],
    "ui/chart": ["figures"],
    "ui/markdown": ["core"],
    "ui/visit": ["experiment", "words"],
    "ui/lesson_state": ["ui/undo", "ui/chart", "lessons"],
    "ui/view_choice": ["experiment"],
    "ui/opening_state": ["ui/undo", "ui/view_choice", "openings"],
    "ui/address_bar": ["ui/views"],
    "ui/interruption": ["ui/visit"],
    "ui/undo": ["ui/visit"],
    "ui/kept_rate": ["experiment", "words"],
    "ui/view_models": ["ui/interruption", "ui/markdown", "figures", "findings", "background"],
    "ui/presence": [],
    "ui/uploads": [],
    "ui/kept_axes": ["ui/view_models"],
    "ui/run_changes": ["ui/undo", "ui/kept_rate", "lessons"],
    "ui/notices": ["ui/run_changes", "ui/markdown"],
    "ui/factor_controls": ["ui/visit"],
    "ui/scale_choice": ["ui/view_models", "ui/notices"],
    "ui/weighting_controls": ["ui/view_models"],
    "ui/slider_positions": ["core", "words"],
    "ui/parts/picture": ["ui/chart"],
    "ui/own_table": ["ui/uploads", "ui/parts/picture", "ui/view_models", "ui/run_changes"],
    "ui/sidebar": ["ui/own_table", "ui/slider_positions", "ui/scale_choice", "ui/factor_controls", "ui/weighting_controls"],
    "ui/parts": ["ui/sidebar", "ui/chart", "ui/lesson_state", "ui/opening_state", "ui/presence", "ui/view_choice"],
    "ui/player": ["ui/parts"],
    "ui/views": ["ui/player", "ui/view_choice"],
    "ui/page_heading": ["ui/views"],
    "ui": ["ui/views", "ui/address_bar", "ui/page_heading", "ui/kept_axes"],
    "": ["experiment"],
}
"""Folder or module -> what it may import, and what these may import. "" is the package's own face, which nothing imports."""

FOREIGN = {"figures": {"plotly"}, "ui": {"plotly", "streamlit", "starlette", "pandas"}}
"""Packages from elsewhere, of which the last two come with Streamlit. NumPy may be imported everywhere."""

LONG: dict[str, str] = {}
"""Files over 250 lines, and why each is one concept all the same."""

REGISTRY = "entries of a registry, which tests run over:"
TESTED_ELSEWHERE = {
    "losses": f"{REGISTRY} test_losses.py, test_oracles.py, test_minimisers.py, test_noise.py",
    "penalties": f"{REGISTRY} test_penalties.py",
    "models": f"{REGISTRY} test_models.py",
    "solvers": f"{REGISTRY} test_solvers.py",
    "solvers/schedules": f"{REGISTRY} test_schedules.py",
    "datasets/bundled": f"{REGISTRY} test_catalogue.py",
    "datasets/generated": f"{REGISTRY} test_catalogue.py",
    "datasets/base": f"{REGISTRY} test_catalogue.py",
    "words": "sentences, drawn on all pages and read: test_said.py",
}
"""Modules, or folders of them, without a test file of their own name, and what tests them."""


def loaded(code: str) -> set[str]:
    """The packages that are loaded after this code has run in a fresh interpreter."""
    run = subprocess.run(
        [sys.executable, "-c", code + "\nimport sys; print(*sys.modules)"], capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in run.stdout.split()}


def test_the_compute_package_loads_neither_streamlit_nor_plotly():
    packages = loaded("import explorer; explorer.Experiment(steps=20).train()")
    assert "numpy" in packages
    assert not packages & {"streamlit", "plotly", "pandas", "scipy", "sklearn"}


def test_figures_load_plotly_but_not_streamlit():
    packages = loaded(
        "import explorer.figures.fit.picture, explorer.figures.surface.two_weights, explorer.figures.path.picture"
    )
    assert "plotly" in packages
    assert "streamlit" not in packages


def test_every_import_is_allowed():
    assert len(TREE.modules) > 200
    assert sum(map(len, TREE.imports.values())) > 500
    assert forbidden_imports(TREE, ROOMS) == []


def test_every_room_of_the_table_is_there():
    assert [room for room in ROOMS if room not in TREE.modules] == []


def test_no_modules_import_each_other_in_a_circle():
    assert circles(TREE.imports) == []


def test_streamlit_and_plotly_are_imported_where_they_belong():
    assert {"plotly", "streamlit", "numpy"} <= set().union(*TREE.packages.values())
    assert foreign_packages(TREE, FOREIGN, {"numpy"}) == []


def test_solvers_know_no_loss_and_no_penalty():
    assert not may_import(ROOMS)["solvers"] & {"losses", "penalties", "cost"}


def test_every_folder_says_what_it_is_for():
    assert faceless(TREE.root) == []


def test_long_files_are_those_with_a_reason():
    assert set(long_files(TREE.root)) == set(LONG)


def test_every_module_has_a_test_of_its_own_name():
    own = {module: room_of(module, TESTED_ELSEWHERE) for module in untested(TREE, TESTS)}
    assert [module for module, reason in own.items() if reason is None] == []
    assert set(TESTED_ELSEWHERE) == {reason for reason in own.values() if reason}
