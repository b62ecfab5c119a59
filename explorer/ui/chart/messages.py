"""What the browser sends to Python: one frozen dataclass for each kind of message, as in ``core/messages.js``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from explorer.landscape.window import Window

Place = tuple[float, float]


@dataclass(frozen=True)
class Message:
    """Something that the visitor did, or that the page has noticed. ``kind`` is its name in the browser."""

    kind: ClassVar[str]


@dataclass(frozen=True)
class Shown(Message):
    """The step on the screen, sent ahead of a change by a control."""

    kind: ClassVar[str] = "shown"
    step: int


@dataclass(frozen=True)
class Answer(Message):
    """The step shown when the ``question`` came: there the pending settings take effect."""

    kind: ClassVar[str] = "answer"
    question: int
    step: int


@dataclass(frozen=True)
class Undo(Message):
    """The last change is to be undone."""

    kind: ClassVar[str] = "undo"


@dataclass(frozen=True)
class Reset(Message):
    """Back to the run that was there at first."""

    kind: ClassVar[str] = "reset"


@dataclass(frozen=True)
class More(Message):
    """The run is to go on past its end."""

    kind: ClassVar[str] = "more"


@dataclass(frozen=True)
class Pin(Message):
    """The run is to be pinned."""

    kind: ClassVar[str] = "pin"


@dataclass(frozen=True)
class Unpin(Message):
    """A pinned run is to be taken off."""

    kind: ClassVar[str] = "unpin"
    index: int


@dataclass(frozen=True)
class Examples(Message):
    """The row of things to try is to come, or to go."""

    kind: ClassVar[str] = "examples"


@dataclass(frozen=True)
class Rename(Message):
    """A pinned run is to be called something else; an empty name is its usual one."""

    kind: ClassVar[str] = "rename"
    index: int
    name: str


@dataclass(frozen=True)
class Restore(Message):
    """All moved examples are to be put back, from a step on."""

    kind: ClassVar[str] = "restore"
    step: int


@dataclass(frozen=True)
class FindingPressed(Message):
    """A press beside a finding was pressed at a step: which of the findings with the id ``name``, and which of its presses."""

    kind: ClassVar[str] = "finding"
    name: str
    finding: int
    press: int
    step: int


@dataclass(frozen=True)
class HintDue(Message):
    """A visitor has been at a lesson's task for a while."""

    kind: ClassVar[str] = "hint"


@dataclass(frozen=True)
class LookAsked(Message):
    """The picture that shows what was seen in a lesson is to come, where the page is not drawn with it."""

    kind: ClassVar[str] = "look"


@dataclass(frozen=True)
class MenuChoice(Message):
    """A menu in a chart's head was used."""

    kind: ClassVar[str] = "menu"
    name: str
    value: int | str


@dataclass(frozen=True)
class PickedExample(Message):
    """A training example was picked, by its index."""

    kind: ClassVar[str] = "example"
    example: int


@dataclass(frozen=True)
class Picked(Message):
    """One of the places that the picture of that ``name`` offers was picked, by its index among them."""

    kind: ClassVar[str] = "picked"
    name: str
    index: int


@dataclass(frozen=True)
class MovedExample(Message):
    """A training example was moved at a step, to ``x`` and ``y`` in original units; None is an axis that it keeps."""

    kind: ClassVar[str] = "moved"
    example: int
    step: int
    x: float | None = None
    y: float | None = None


@dataclass(frozen=True)
class FlippedExample(Message):
    """A training example is to change its class, from a step on."""

    kind: ClassVar[str] = "flipped"
    example: int
    step: int


@dataclass(frozen=True)
class StrengthSet(Message):
    """The line at the strength was moved at a step."""

    kind: ClassVar[str] = "strength"
    strength: float
    step: int


@dataclass(frozen=True)
class CursorPut(Message):
    """The cursor was put at a place of the plane, or taken off."""

    kind: ClassVar[str] = "cursor"
    place: Place | None


@dataclass(frozen=True)
class RangeShown(Message):
    """The planes were zoomed to a window (x0, x1, y0, y1), or to the whole."""

    kind: ClassVar[str] = "range"
    window: Window | None


@dataclass(frozen=True)
class AspectShown(Message):
    """How many times as wide as high the planes are on the screen, where theirs are other ones."""

    kind: ClassVar[str] = "aspect"
    ratio: float


@dataclass(frozen=True)
class AtRest(Message):
    """The player has come to rest at a step."""

    kind: ClassVar[str] = "rest"
    step: int


@dataclass(frozen=True)
class Refine(Message):
    """The picture with this stamp is on the screen, and a finer one may follow."""

    kind: ClassVar[str] = "refine"
    stamp: str


@dataclass(frozen=True)
class Flat(Message):
    """The browser cannot draw in 3-D."""

    kind: ClassVar[str] = "flat"


KINDS: Mapping[str, type[Message]] = {
    kind.kind: kind
    for kind in (
        Shown, Answer, Undo, Reset, More, Pin, Unpin, Rename, Examples, Restore, FindingPressed, HintDue, LookAsked,
        MenuChoice, PickedExample, Picked, MovedExample, FlippedExample, StrengthSet, CursorPut, RangeShown, AspectShown,
        AtRest, Refine, Flat,
    )
}  # fmt: skip
