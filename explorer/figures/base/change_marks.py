"""Marks on curves over the steps: where a setting was changed, and what."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from explorer.experiment import Experiment
from explorer.experiment.changes import described
from explorer.figures.base.drawing import Trace
from explorer.figures.base.palette import role
from explorer.figures.base.picture import TEXT, escape, scatter
from explorer.words.shared import changed_at

NEAR = 0.06
"""Changes closer than this share of the axis have one label."""
WIDER = 1.5
"""By this factor closer changes share labels, until there are no more rows of labels than `ROWS`."""
ROWS = 3
ROW = 0.085
"""The height of a row of labels, as a share of the axis: more than a line of text takes in the lowest chart."""
LETTER = 0.017
"""The width of a letter, as a share of the axis, in a narrow chart."""
LONGEST = 34


class ChangeMark(NamedTuple):
    """A change in mid-run: the step after which it holds, and what changed."""

    step: int
    text: str


def change_marks(experiment: Experiment) -> list[ChangeMark]:
    """A mark for each step at which settings were changed."""
    return [ChangeMark(at, described(before, after)) for (_, before), (at, after) in pairwise(experiment.phases)]


def loss_breaks(experiment: Experiment) -> list[int]:
    """The steps after which the cost is measured with another loss, so that heights are not to be compared."""
    return [at for (_, before), (at, after) in pairwise(experiment.phases) if before.make("loss") != after.make("loss")]


class Label(NamedTuple):
    """The label of close changes: the step of the first, what changed, its row from the top, whether it lies to the right."""

    step: int
    text: str
    row: int
    right: bool


def room_for_labels(experiment: Experiment, last: int, low: float, high: float) -> float:
    """The top of an axis from ``low`` with the labels of changes above what is drawn up to ``high``; itself without changes."""
    rows = 1 + max((label.row for label in _labels(experiment, last)), default=-1)
    return low + (high - low) / (1.0 - ROW * rows)


def change_mark_traces(experiment: Experiment, last: int, low: float, high: float, log: bool = False) -> list[Trace]:
    """A thin line at each change and a label for each group of close ones, at the top of an axis from ``low`` to ``high``.

    No label overlaps another, and a line ends below the labels that it would strike out; see `room_for_labels`.
    """
    labels = _labels(experiment, last)
    if not labels:
        return []
    row = ROW * (high - low)
    x: list[int | None] = []
    y: list[float | None] = []
    for mark in change_marks(experiment):
        struck = [label.row for label in labels if _covers(label, mark.step, last)]
        x += [mark.step, mark.step, None]
        y += [low, high - (1 + max(struck, default=-1)) * row, None]
    rules = scatter(
        x=x,
        y=_on_axis(y, log),
        mode="lines",
        line={"color": role("penalty"), "width": 1, "dash": "dot"},
        connectgaps=False,
        hoverinfo="skip",
    )
    words = scatter(
        mode="text", textfont={"size": 11, "color": TEXT}, hoverinfo="skip",
        x=[label.step for label in labels], y=_on_axis([high - label.row * row for label in labels], log),
        text=[f"\u2009{escape(label.text)}\u2009" for label in labels],
        textposition=["bottom right" if label.right else "bottom left" for label in labels],
    )  # fmt: skip
    return [rules, words]


def _on_axis(places: Sequence[float | None], log: bool) -> list[float | None]:
    """Places on an axis as its values; on a logarithmic one they are given as logarithms."""
    return [10.0**place if log and place is not None else place for place in places]


def _labels(experiment: Experiment, last: int) -> list[Label]:
    """The labels, each in the highest row in which it overlaps none; of changes ever less close where the rows do not do."""
    near = NEAR
    while True:
        placed: list[Label] = []
        for mark in _grouped(experiment, near * last):
            text, right = _short(mark.text), mark.step < 0.55 * last
            rows = (Label(mark.step, text, row, right) for row in range(len(placed) + 1))
            placed.append(next(label for label in rows if _fits(label, placed, last)))
        if all(label.row < ROWS for label in placed):
            return placed
        near *= WIDER


def _extent(label: Label, last: int) -> tuple[float, float]:
    """From where to where a label reaches, in steps."""
    width = LETTER * len(label.text) * last
    return (label.step, label.step + width) if label.right else (label.step - width, label.step)


def _fits(label: Label, placed: Sequence[Label], last: int) -> bool:
    """Whether a label overlaps none of its row."""
    low, high = _extent(label, last)
    others = [_extent(other, last) for other in placed if other.row == label.row]
    return all(high < start or end < low for start, end in others)


def _covers(label: Label, step: int, last: int) -> bool:
    """Whether a line at a step would run through a label, and not merely along its edge."""
    low, high = _extent(label, last)
    return low < step < high


def _grouped(experiment: Experiment, near: float) -> list[ChangeMark]:
    """Changes fewer than ``near`` steps apart share one mark at the first, with a text about all of them."""
    phases = experiment.phases
    found: list[ChangeMark] = []
    first = 1
    while first < len(phases):
        end = first
        while end + 1 < len(phases) and phases[end + 1][0] - phases[first][0] < near:
            end += 1
        text = described(phases[first - 1][1], phases[end][1]) or "changed and changed back"
        found.append(ChangeMark(phases[first][0], text))
        first = end + 1
    return found


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def changes_sentence(experiment: Experiment) -> str:
    """The last changes in a sentence for a text alternative; empty where there are none."""
    return changed_at(change_marks(experiment))
