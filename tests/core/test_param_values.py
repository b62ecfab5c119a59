"""The parameters of the chosen entries: a mapping that cannot change."""

from __future__ import annotations

import pytest

from explorer.core.param_values import ParamValues

GIVEN = {"loss.delta": 1.5, "model.degree": 3, "penalty.ratio": 0.5}


def test_it_reads_as_a_dictionary():
    values = ParamValues(GIVEN)
    assert dict(values) == GIVEN == values
    assert list(values) == list(GIVEN)
    assert len(values) == 3
    assert "loss.tau" not in values
    assert repr(values) == repr(GIVEN)
    with pytest.raises(KeyError, match=r"loss\.tau"):
        values["loss.tau"]


def test_equal_values_are_one_key_whatever_their_order():
    one, other = ParamValues(GIVEN), ParamValues(dict(reversed(GIVEN.items())))
    assert one == other
    assert {one: "kept"}[other] == "kept"
    assert one != ParamValues(GIVEN | {"loss.delta": 2.0})


def test_it_cannot_change():
    given = dict(GIVEN)
    values = ParamValues(given)
    given["loss.delta"] = 9.0
    assert values["loss.delta"] == 1.5
    with pytest.raises(TypeError, match="item assignment"):
        values["loss.delta"] = 2.0
