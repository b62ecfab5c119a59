"""What all tests share."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before NumPy comes: the cores are shared by workers already

import numpy as np
import pytest
from hypothesis import settings

from explorer import Dataset

settings.register_profile("ci", deadline=None, derandomize=True, max_examples=150, print_blob=True)
settings.register_profile("dev", deadline=None, max_examples=60)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

TESTS = Path(__file__).parent
FIRST = ("browser", "ui", "training", "path")
"""The folders whose files take longest, longest first: a long one at the end would keep one worker busy and the others idle."""


def pytest_configure(config: pytest.Config) -> None:
    """Workers take the files in the order of collection, not by their number of tests."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where tests run side by side, those of one file run in one worker: what a file caches or starts is made once.

    The essential ones in a browser share one Chromium; all others in a browser are thorough.
    """
    place = {folder: number for number, folder in enumerate(FIRST)}
    groups = {path: _group(path) for path in {item.path for item in items}}
    for item in items:
        essential, group = item.get_closest_marker("essential"), "/".join(groups[item.path])
        item.add_marker(pytest.mark.xdist_group("essential" if essential else group))  # one Chromium for all of those
        if groups[item.path][0] == "browser" and not essential:
            item.add_marker(pytest.mark.thorough)
    items.sort(key=lambda item: place.get(groups[item.path][0], len(FIRST)))


def _group(path: Path) -> tuple[str, ...]:
    """What runs together: a test file, named by its folders and its own name; or all examples in docstrings."""
    return path.relative_to(TESTS).with_suffix("").parts if path.is_relative_to(TESTS) else ("examples in docstrings",)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests that want PyTorch skip where it is not installed, unless WITH_TORCH=1 says that it has to be."""
    if item.get_closest_marker("torch") and not os.environ.get("WITH_TORCH"):
        pytest.importorskip("torch", reason="PyTorch is in tests/requirements-torch.txt, apart from the rest")


@pytest.fixture(scope="session")
def regression_data() -> Dataset:
    """60 examples, 5 features of mixed size, a noisy linear target."""
    rng = np.random.default_rng(3)
    X = rng.normal(size=(60, 5)) * (1.0, 0.5, 2.0, 1.0, 1.5)
    return Dataset(X, X @ (1.0, -2.0, 0.0, 0.5, 0.0) + 0.7 + 0.5 * rng.normal(size=60))


@pytest.fixture(scope="session")
def binary_data() -> Dataset:
    """80 examples, 4 features, two classes that overlap."""
    rng = np.random.default_rng(4)
    X = rng.normal(size=(80, 4))
    y = np.where(X @ (1.0, -1.0, 0.5, 0.0) + rng.normal(size=80) > 0, 1.0, -1.0)
    return Dataset(X, y, task="binary")


@pytest.fixture(scope="session")
def data_for(regression_data, binary_data):
    """Data of a loss's own task, made of the same inputs."""
    made = {
        "regression": regression_data.y,
        "count": np.floor(np.exp(0.3 * regression_data.y)),
        "amount": np.maximum(regression_data.y, 0.0),
        "positive": np.exp(0.3 * regression_data.y),
        "multiclass": np.digitize(regression_data.y, [-0.5, 1.5]),
    }

    def choose(loss) -> Dataset:
        return binary_data if loss.task == "binary" else Dataset(regression_data.X, made[loss.task], task=loss.task)

    return choose


@pytest.fixture
def shown_step(monkeypatch):
    """Stands in for the browser where there is none: asked for the step it shows, it answers at once; 0 unless set."""
    import streamlit as st
    from streamlit.components.v2 import manifest_scanner

    from explorer.ui import player, run_changes, visit

    # For each page it opens, AppTest reads the metadata of every installed package in search of components. Ours is declared
    # by the app itself; a real server, in the browser's tests, does search.
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", list)
    shown = {"step": 0}

    def answer():
        visit.touch()
        run_changes.answer(visit.current().pending_number, shown["step"])
        st.rerun()

    monkeypatch.setattr(player, "_wait", answer)
    return shown
