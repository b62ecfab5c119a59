"""The heading of a script and how blocks of lines are joined."""

from __future__ import annotations

import ast

import pytest

from explorer import Experiment
from explorer.experiment.export.scripts.base import heading, joined


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "with L2 at strength 0.02."),
        ({"penalty": "none"}, "with no penalty."),
        ({"penalty": "elastic_net", "strength": 0.5}, "with Elastic net at strength 0.5."),
        ({}, "The weights are those of the standardised features and target."),
        ({"dataset": "moons"}, "The weights are those of the standardised features."),
    ],
)
def test_the_heading_says_what_is_minimised(fields, said):
    text = heading(Experiment(**fields), "Title.")
    assert ast.get_docstring(ast.parse(text)).startswith("Title.")
    assert said in text


def test_without_standardising_no_units_are_told():
    assert "standardised" not in heading(Experiment(dataset="moons", standardise=False), "Title.")


def test_blocks_have_an_empty_line_between_and_two_around_definitions():
    text = joined("import math", "", "x = 1", "def f():\n    return 1", "y = 2", "z = 3")
    assert text == "import math\n\nx = 1\n\n\ndef f():\n    return 1\n\n\ny = 2\n\nz = 3\n"
