"""What is on the desk: the last table that could be read, and choices that are kept or fall with the target."""

from __future__ import annotations

import pytest

from explorer.datasets import TableError
from explorer.datasets.table import PackedTable
from explorer.ui.own_table import draft
from explorer.ui.own_table.draft import DRAFT, Draft
from tests.helpers.own_data import HOMES


@pytest.fixture
def kept(monkeypatch) -> dict:
    state: dict = {}
    monkeypatch.setattr("streamlit.session_state", state)
    return state


def test_a_table_is_kept_until_another_one_can_be_read(kept):
    assert draft.current() == Draft()
    draft.bring_content(HOMES, "homes.csv")
    first = draft.current().packed
    draft.bring_content("a,b\n1,2,3\n", "bad.csv")
    assert draft.current().packed is first
    assert "line 2 has 3 values" in draft.current().fault.message
    draft.bring_content(HOMES.replace("rooms", "beds"), "beds.csv")
    assert draft.current().fault is None
    assert draft.current().packed.name == "beds.csv"
    assert draft.current().number == 2


def test_the_offer_of_an_error_reads_the_same_content(kept):
    content = "é,b\n1,2\n3,4\n5,7\n".encode("cp1252")
    draft.bring_content(content, "x.csv")
    assert draft.current().fault.offer == "Read as Windows-1252"
    draft.try_offer()
    assert draft.current().packed.names == ("é", "b")
    draft.try_offer()  # there is none any more
    assert draft.current().packed.names == ("é", "b")


def test_what_is_too_large_to_be_kept_has_no_offer(kept):
    letters = bytes(range(192, 255)) * 40_000  # in Windows-1252, and of no pattern that is long
    import random

    shuffled = bytes(random.Random(0).choices(letters, k=1_900_000))
    draft.bring_content(b"a,b\n" + b"\n".join(shuffled[k : k + 60] + b",1" for k in range(0, len(shuffled), 60)), "x.csv")
    assert "is not UTF-8" in draft.current().fault.message
    assert (draft.current().fault.offer, draft.current().fault.given) == ("", b"")


def test_another_target_drops_what_was_of_the_old_one(kept):
    draft.bring_content(HOMES, "homes.csv")
    draft.choose(weights="rooms", features=("city", "size"))
    draft.choose(target="rooms")
    now = draft.current()
    assert (now.choices.target, now.choices.weights, now.choices.features) == ("rooms", "", None)
    assert now.own.choices.features == ("city", "size", "price")


def test_choices_that_give_no_data_set_say_why_and_are_kept(kept):
    draft.bring_content(HOMES, "homes.csv")
    draft.choose(features=())
    assert draft.current().own is None
    assert "no feature is left" in draft.current().refused
    draft.choose(features=("size",))
    assert draft.current().refused == ""


def test_edits_are_kept_beside_the_table_that_was_brought(kept):
    draft.bring_content(HOMES, "homes.csv")
    packed = draft.current().packed
    other = PackedTable(HOMES.replace("100", "999"), name="homes.csv")
    draft.edit(lambda: other)
    assert (draft.current().packed, draft.current().table) == (packed, other)

    def fails() -> PackedTable:
        raise TableError("no table")

    draft.edit(fails)
    assert (draft.current().table, draft.current().fault.message) == (other, "no table")


def test_reading_again_keeps_the_choices_where_the_columns_are_the_same(kept):
    draft.bring_content(HOMES, "homes.csv")
    draft.choose(target="size")
    draft.read_again(missing=("100",))
    assert draft.current().choices.target == "size"
    draft.read_again(header=False)
    assert draft.current().packed.names == ("col1", "col2", "col3", "col4")
    assert draft.current().choices.target in draft.current().packed.names
    assert DRAFT in kept
