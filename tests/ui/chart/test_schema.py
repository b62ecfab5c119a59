"""Python and the browser mean the same: kinds of played traces, kinds of messages, names of columns, with their fields."""

from __future__ import annotations

import json
from dataclasses import fields

import numpy as np

from explorer.figures.base import columns, played
from explorer.findings import FINDINGS, Found, Told, at_step
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


def test_the_same_findings_are_told_at_every_step_on_both_sides():
    rules = [rule() for rule in FINDINGS.values()]
    draw = np.random.default_rng(5).integers
    found = [Found(rules[draw(len(rules))], Told(int(a := draw(12)), int(a + draw(6)), str(i))) for i in range(30)]
    sent = {
        "kinds": {rule.id: {"rank": rule.rank} for rule in rules},
        "found": [
            {"kind": f.finding.id, "first": f.told.first, "last": f.told.last, "sentence": f.told.sentence} for f in found
        ],
    }
    theirs = exported(
        "player/findings.js",
        f"(m) => Array.from({{ length: 18 }}, (_, step) => m.atStep({json.dumps(sent)}, step).map((one) => one.sentence))",
    )
    assert theirs == [[one.told.sentence for one in at_step(found, step)] for step in range(18)]
    assert {1, 2} <= {len(told) for told in theirs}
