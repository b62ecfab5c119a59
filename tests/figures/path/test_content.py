"""What can be shown of a path, and which way its axis runs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.figures.path.content import SHOWS
from tests.helpers.path_content import path_content


def test_stopping_early_is_offered_only_where_steps_match_strengths():
    content = path_content()
    assert list(content.shows) == list(SHOWS)
    assert "early" not in replace(content, early=None).shows
    assert list(replace(content, apart=True).shows) == ["early"]


def test_rows_rise_with_the_strength_and_biases_are_left_out():
    content = path_content()
    assert (np.diff(content.path.strengths[content.order]) > 0).all()
    assert content.penalised.tolist() == np.flatnonzero(content.problem.network.penalised).tolist()
    assert content.margin["l"] > content.margin["r"]
