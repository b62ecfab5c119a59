"""A picture as it travels to the page: nothing of it is lost."""

from __future__ import annotations

from dataclasses import asdict, fields

import pytest

from explorer.figures.base.drawing import Drawing
from explorer.figures.base.picture import Picker, Picture, Readout
from explorer.ui.parts.picture import message_of

DRAWING = Drawing([{"type": "scatter", "x": [1.0, 2.0]}], {"height": 3})
PICKER = Picker("axis", "Axis", 1, ((1, "x"),))
THEN = Drawing([], {"height": 4})
PICTURE = Picture(
    "cost",
    "The cost",
    "It falls.",
    "A line.",
    DRAWING,
    (Readout("zeros", "zeros"),),
    (PICKER,),
    plane=True,
    earlier=((7, THEN),),
    more=("Downhill.",),
    titles=((0, "At first"), (9, "Later")),
)


def test_every_field_of_a_picture_travels():
    sent = message_of(PICTURE, run="ab", kin="k", view="v")
    assert sent["figure"] == DRAWING.as_json()
    assert (sent["run"], sent["kin"], sent["uirevision"]) == ("ab", "k", "cost v")
    for name in {field.name for field in fields(Picture)} - {"drawing", "readouts", "pickers", "earlier", "more", "titles"}:
        assert sent[name] == getattr(PICTURE, name)
    assert sent["more"] == list(PICTURE.more)
    assert sent["titles"] == [(0, "At first"), (9, "Later")]
    assert sent["earlier"] == [{"until": 7, "figure": THEN.as_json()}]
    assert sent["readouts"] == [asdict(PICTURE.readouts[0])]
    assert sent["pickers"] == [asdict(PICTURE.pickers[0])]


@pytest.mark.parametrize("name", ["plane", "refine", "follows"])
def test_what_a_picture_can_do_is_said_one_by_one(name):
    flags = {"plane": False, "refine": False, "follows": False} | {name: True}
    sent = message_of(Picture("cost", "The cost", "It falls.", "A line.", DRAWING, **flags))
    assert {flag: sent[flag] for flag in flags} == flags
