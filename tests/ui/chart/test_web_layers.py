"""Imports of the browser's modules run one way: core < marks < interaction < chart, and player and page beside them."""

from __future__ import annotations

import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from explorer.ui.chart.document import SCRIPT
from tests.helpers.web import WEB

ALLOWED = {
    "core": {"core"},
    "marks": {"core", "marks"},
    "interaction": {"core", "marks", "interaction"},
    "chart": {"core", "marks", "interaction", "chart"},
    "player": {"core", "player"},
    "lesson": {"core", "lesson"},
    "page": {"core", "page"},
    "": {"core", "chart", "lesson", "page", "player"},
}
"""What each folder of modules may import; the empty name is what stands outside of them."""
MOST_LINES = 250
LONG: dict[str, str] = {}
"""Files that may be longer, with the reason."""
FILES = sorted(WEB.rglob("*.js"))
IMPORT = re.compile(r'^import (?:\* as \w+|\{([^}]*)\}) from "([^"]+)";', re.M)
EXPORT = re.compile(r"^export (?:default )?(?:async )?(?:function|class|const|let) (\w+)", re.M)


def name(path: Path) -> str:
    return path.relative_to(WEB).as_posix()


def imports(path: Path) -> list[tuple[str, Path]]:
    """The names and the file of each import."""
    return [(names or "", (path.parent / where).resolve()) for names, where in IMPORT.findall(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_module_imports_what_stands_below_it(path):
    folder = name(path).rpartition("/")[0]
    text = path.read_text(encoding="utf-8")
    assert len(imports(path)) == len(re.findall(r"^import\b", text, re.M))  # none is written in another way
    for names, target in imports(path):
        assert target.is_file(), f"{target} is missing"
        assert name(target).rpartition("/")[0] in ALLOWED[folder]
        offered = set(EXPORT.findall(target.read_text(encoding="utf-8")))
        for one in filter(None, (part.strip() for part in names.split(","))):
            own, _, known = one.partition(" as ")
            assert own in offered
            assert len(re.findall(rf"\b{known or own}\b", text)) > 1, f"{one} is not used"


def test_no_circle():
    imported = {name(path): {name(target) for _, target in imports(path)} for path in FILES}
    assert set(TopologicalSorter(imported).static_order()) == set(imported)  # a circle is an error


def test_no_module_is_unused():
    used = {name(target) for path in FILES for _, target in imports(path)}
    started = {"mount.js", "stub.js", SCRIPT}  # by the page, by Streamlit and by the document
    assert {name(path) for path in FILES} - used == started


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_file_is_long(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES or LONG.get(name(path))
