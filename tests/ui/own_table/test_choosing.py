"""The choices from a table: what is guessed, what can be changed, what comes of it."""

from __future__ import annotations

import pytest

from explorer.ui.own_table.draft import DRAFT
from tests.helpers.own_data import GAPS, HOMES, dialog, drop, press, says
from tests.helpers.whole_app import experiment, healthy, select

pytestmark = pytest.mark.usefixtures("shown_step")


def several(at, label):
    return next(m for m in at.multiselect if m.label == label)


def test_what_the_target_could_be_is_guessed_and_said():
    at = drop(dialog(), HOMES)
    assert (select(at, "Target").value, select(at, "What it is").value) == ("price", "regression")
    assert "so it is taken for a number" in says(at)
    assert select(at, "What it is").options == ["a number", "a count: 0, 1, 2 ...", "an amount from 0", "an amount above 0"]


def test_another_target_brings_its_kind_and_its_classes():
    at = drop(dialog(), HOMES)
    at = healthy(select(at, "Target").set_value("city").run())
    assert select(at, "What it is").value == "multiclass"
    at = healthy(select(at, "What it is").set_value("binary").run())
    assert "say by positive" in says(at)
    assert next(b for b in at.button if b.label == "Use this table").disabled
    at = healthy(several(at, "Class +1").set_value(["Oslo", "Bern"]).run())
    at = press(at, "Use this table")
    assert experiment(at).dataset.choices.positive == ("Bern", "Oslo")
    assert experiment(at).dataset.load().classes == ("Rome", "Bern or Oslo")
    assert experiment(at).make("loss").task == "binary"


def test_features_are_chosen_and_what_is_left_out_is_told():
    first, *rows = HOMES.splitlines()
    more = [f"{k},2026-01-{1 + k % 28:02d},{row}" for k, row in enumerate(rows)]
    at = drop(dialog(), "\n".join([f"id,day,{first}", *more]))
    assert several(at, "Features").value == ["rooms", "city", "size"]
    assert "id is left out" in says(at)
    assert "day is left out" in says(at)
    at = healthy(several(at, "Features").set_value(["size", "rooms"]).run())
    assert at.session_state[DRAFT].own.load().features == ("size", "rooms")
    assert "city is left out: it was not chosen." in says(at)
    at = healthy(several(at, "Features").set_value([]).run())
    assert "No feature is left to predict from." in says(at)


def test_weights_and_an_exposure_are_columns_of_their_own():
    at = drop(dialog(), HOMES.replace("size", "years").replace(",price", ",visits"), "v.csv")
    at = healthy(select(at, "What it is").set_value("count").run())
    at = healthy(select(at, "Exposure").set_value("years").run())
    at = healthy(select(at, "Weights").set_value("rooms").run())
    own = at.session_state[DRAFT].own
    data = own.load()
    assert data.features == ("city=Bern", "city=Oslo", "city=Rome")
    assert data.offset is not None
    assert data.example_weights is not None
    assert "years" not in select(at, "Weights").options


def test_rows_with_gaps_are_dropped_or_filled_and_counted():
    at = drop(dialog(), GAPS)
    assert "58 examples" in says(at)
    assert "2 of 60 rows are left out because of empty cells; 58 are examples." in says(at)
    ways = next(c for c in at.segmented_control if c.label == "Rows with empty cells")
    at = healthy(ways.set_value("median").run())
    assert "60 examples" in says(at)
    assert "1 empty cell" in says(at)
    assert "gets the median of the examples that are trained on" in says(at)


def test_a_column_that_cannot_be_a_feature_says_why():
    at = drop(dialog(), HOMES.replace("1,Rome,3.5", "unknown,Rome,3.5"))
    assert several(at, "Features").value == ["city", "size"]
    assert 'line 3, column rooms: "unknown" is not a number' in says(at)
    at = healthy(several(at, "Features").set_value(["city", "rooms"]).run())
    assert next(b for b in at.button if b.label == "Use this table").disabled
    assert experiment(at).dataset == "diabetes"


def test_what_may_stand_for_no_value_is_one_press_away():
    at = drop(dialog(), HOMES.replace(",3.5,", ",k.A.,"))
    assert "size is left out" in says(at)
    at = healthy(next(b for b in at.button if "is a missing cell" in b.label).click().run())
    draft = at.session_state[DRAFT]
    assert draft.packed.reading.missing == ("k.A.",)
    assert several(at, "Features").value == ["rooms", "city", "size"]
    assert int(draft.packed.table.column("size").missing.sum()) == HOMES.count(",3.5,")
