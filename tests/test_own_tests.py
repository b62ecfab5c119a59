"""Tests that check: none ends without a check, none imports another, none expects just any error."""

from __future__ import annotations

import ast
import functools
import textwrap
from pathlib import Path

import pytest

from tests.helpers import own_tests

TESTS = Path(__file__).parent


@functools.cache
def files() -> dict[str, ast.Module]:
    """The code of all tests and their helpers."""
    paths = [path for path in sorted(TESTS.rglob("*.py")) if path.relative_to(TESTS).parts[0] not in ("benchmarks", "mutation")]
    return {path.relative_to(TESTS).as_posix(): own_tests.parsed(path) for path in paths}


def module(text: str) -> ast.Module:
    return ast.parse(textwrap.dedent(text))


def found(check) -> dict[str, list]:
    """What a check finds, by file."""
    assert len(files()) > 80
    return {name: faults for name, tree in files().items() if (faults := check(tree))}


def test_no_test_imports_another():
    """What several need has its home in tests/helpers."""
    assert found(own_tests.imported_tests) == {}


def test_no_comparison_is_without_effect():
    assert found(own_tests.idle_comparisons) == {}


def test_no_test_expects_just_any_error():
    assert found(own_tests.broad_raises) == {}


def test_no_test_replaces_more_than_one_function_of_ours():
    """A test that needs more wants an argument in their place."""

    def several(tree: ast.Module) -> list[str]:
        counts = {f.name: own_tests.patches(f, tree, "explorer") for f in own_tests.each_function(tree)}
        return [f"{name}: {', '.join(patched)}" for name, patched in counts.items() if len(patched) > 1]

    assert found(several) == {}


def test_every_test_checks_something():
    helping = [own_tests.checking_functions(tree) for name, tree in files().items() if name.startswith("helpers/")]
    helpers = set().union(*helping)
    assert found(lambda tree: own_tests.ways_not_to_check(tree, helpers)) == {}


@pytest.mark.parametrize(
    "body",
    [
        "x = 1",
        "if x:\n    assert x",
        "if x:\n    return\nassert x",
        "for x in y:\n    if x:\n        continue\n    assert x",
        "for x in [z for z in y if z]:\n    assert x",
        "for x in y:\n    if x:\n        assert x",
        "if x:\n    assert x\nelif y:\n    assert y",
        "try:\n    assert x\nexcept KeyError:\n    pass",
        "with x:\n    pass",
        "helper(x)",
        "while True:\n    if x:\n        break\n    assert x",
    ],
)
def test_a_way_not_to_check_is_found(body):
    text = "def test_it(x, y):\n" + textwrap.indent(body, "    ")
    assert own_tests.ways_not_to_check(module(text)) == ["test_it:1"]


@pytest.mark.parametrize(
    "body",
    [
        "assert x",
        "if x:\n    assert x\nelse:\n    assert y",
        "for x in y:\n    assert x",
        "for x in y:\n    z = x\nassert z",
        "with pytest.raises(KeyError):\n    x()",
        "with x:\n    assert y",
        "np.testing.assert_allclose(x, y)",
        "helper(x)\n\ndef helper(x):\n    assert x",
        "try:\n    z = 1\nexcept KeyError:\n    assert x\nelse:\n    assert y",
        "if x:\n    assert x\n    return\nassert y",
        "while True:\n    if x:\n        break\nassert x",
    ],
)
def test_what_checks_is_left_alone(body):
    text = "def test_it(x, y):\n" + textwrap.indent(body, "    ")
    if "def helper" in text:
        text = textwrap.dedent(text.replace("    def helper", "def helper").replace("        assert x", "    assert x"))
    assert own_tests.ways_not_to_check(module(text)) == []


def test_imports_of_tests_are_found():
    text = "import tests.core.test_a\nfrom tests.core import test_b\nfrom test_c import x\nfrom tests.helpers.paged import x\n"
    assert own_tests.imported_tests(module(text)) == ["tests.core.test_a", "tests.core.test_b", "test_c"]


def test_idle_comparisons_and_broad_errors_are_found():
    assert own_tests.idle_comparisons(module("x == 1\nassert x\nassert True\nassert (x, 'said')\nx < y and y\n")) == [
        1,
        3,
        4,
        5,
    ]
    text = "pytest.raises(Exception)\npytest.raises(KeyError)\npytest.raises((ValueError, Exception), match='x')\n"
    assert own_tests.broad_raises(module(text)) == [1, 3]


def test_patches_of_ours_are_counted():
    text = """
        import numpy as np
        from explorer.ui import player, state as kept
        import explorer.core.text as words

        def test_it(monkeypatch):
            monkeypatch.setattr(player, "_wait", 1)
            monkeypatch.setattr(player.st, "session_state", 1)
            monkeypatch.setattr(np, "sum", 1)
            monkeypatch.setattr("explorer.ui.player.shown", 1)
            monkeypatch.setattr(words, "shown", 1)
            for name in "ab":
                monkeypatch.setattr(kept, name, 1)
    """
    tree = module(text)
    (function,) = own_tests.each_function(tree)
    assert own_tests.patches(function, tree, "explorer") == [
        "player._wait", "explorer.ui.player.shown", "words.shown", "kept.name", "kept.name",
    ]  # fmt: skip
