"""Python and the browser mean the same: kinds of played traces, kinds of messages, names of columns, with their fields."""

from __future__ import annotations

from dataclasses import fields

from explorer.figures.base import columns, played
from explorer.ui.chart import messages
from tests.helpers.web import exported


def declared(kinds) -> dict[str, list[str]]:
    return {name: sorted(field.name for field in fields(kind)) for name, kind in kinds.items()}


def test_played_traces_are_the_same_on_both_sides():
    theirs = exported(
        "marks/played_trace.js",
        "(m) => Object.fromEntries(Object.entries(m.KINDS).map(([name, kind]) => [name, [...kind.fields].sort()]))",
    )
    assert theirs == declared(played.KINDS)


def test_messages_are_the_same_on_both_sides():
    theirs = exported(
        "core/messages.js", "(m) => Object.fromEntries(Object.entries(m.KINDS).map(([name, of]) => [name, [...of].sort()]))"
    )
    assert theirs == declared(messages.KINDS)


def test_columns_have_the_same_names_on_both_sides():
    theirs = exported("core/columns.js", "(m) => [m.STEP, m.TOTAL, m.weight(12), m.pinnedWeight(2, 3), m.weightIndex('w12')]")
    assert theirs == [columns.STEP, columns.TOTAL, columns.weight(12), columns.pinned_weight(2, 3), 12]
