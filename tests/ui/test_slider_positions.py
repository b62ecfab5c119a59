"""What a slider of the sidebar offers, and by which words a message names its positions."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.core.params import params_of
from explorer.ui.slider_positions import FORMATS, name_of, names, offered, positions

STRENGTH, RATE = (params_of(Experiment)[name] for name in ("strength", "rate"))


def test_named_values_stand_at_the_left_and_the_rest_rises_with_values_beside_the_grid_in_their_place():
    grid = [v for v in positions(RATE, 0.0123) if not isinstance(v, str)]
    assert positions(RATE, 0.0123)[0] == "auto"
    assert grid == sorted(grid)
    assert 0.0123 in grid
    assert positions(RATE, "auto").count("auto") == 1


def test_no_two_positions_have_the_same_word():
    close = [0.02, 0.020000001, 0.0200000011]
    found = names(STRENGTH, positions(STRENGTH, *close), lambda v: f"{v:.3g}")
    assert len(set(found.values())) == len(found) == len(positions(STRENGTH, *close))


def test_where_a_slider_has_stood_beside_its_grid_is_still_offered_later(monkeypatch):
    monkeypatch.setattr("explorer.ui.slider_positions.st.session_state", {})
    assert offered("k", STRENGTH, 0.0123)[-1] == 0.0123
    assert offered("k", STRENGTH, 0.02) == [0.0123, 0.02]
    assert offered("other", STRENGTH, 0.02) == [0.02]


@pytest.mark.parametrize(("value", "word"), [("auto", "auto"), (0.5, "0.5"), (3, "3")])
def test_a_value_is_called_as_it_is_written(value, word):
    assert name_of(RATE, value) == word


def test_shares_and_noise_are_written_with_what_they_are_a_share_of():
    assert FORMATS["noise"](0.5) == "0.5 × spread"
