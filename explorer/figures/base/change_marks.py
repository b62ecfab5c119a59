"""Marks on curves over the steps: where a setting was changed, and what."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple

from explorer.experiment import Experiment
from explorer.experiment.changes import described
from explorer.figures.base.drawing import Trace
from explorer.figures.base.palette import role
from explorer.figures.base.picture import TEXT, escape, scatter

NEAR = 0.06
"""Changes closer than this share of the axis have one label."""
ROWS = 3
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


def change_mark_traces(experiment: Experiment, last: int, low: float, high: float, log: bool = False) -> list[Trace]:
    """A thin line at each change and a label for each group of close ones, at the top of an axis from ``low`` to ``high``."""
    groups = _grouped(experiment, last)
    if not groups:
        return []
    bottom, top = (10.0**low, 10.0**high) if log else (low, high)
    x = [v for mark in change_marks(experiment) for v in (mark.step, mark.step, None)]
    y = [v for _ in change_marks(experiment) for v in (bottom, top, None)]
    rules = scatter(
        x=x, y=y, mode="lines", line={"color": role("penalty"), "width": 1, "dash": "dot"}, connectgaps=False, hoverinfo="skip"
    )
    labels: dict[str, Any] = {"x": [], "y": [], "text": [], "textposition": []}
    for i, mark in enumerate(groups):
        labels["x"].append(mark.step)
        place = high - (i % ROWS) * 0.075 * (high - low)
        labels["y"].append(10.0**place if log else place)
        labels["text"].append(f"\u2009{escape(_short(mark.text))}\u2009")
        labels["textposition"].append("bottom right" if mark.step < 0.55 * last else "bottom left")
    return [rules, scatter(mode="text", textfont={"size": 11, "color": TEXT}, hoverinfo="skip", **labels)]


def _grouped(experiment: Experiment, last: int) -> list[ChangeMark]:
    """Changes close together share one mark at the first, with a text about all of them."""
    phases = experiment.phases
    found: list[ChangeMark] = []
    first = 1
    while first < len(phases):
        end = first
        while end + 1 < len(phases) and phases[end + 1][0] - phases[first][0] < NEAR * last:
            end += 1
        text = described(phases[first - 1][1], phases[end][1]) or "changed and changed back"
        found.append(ChangeMark(phases[first][0], text))
        first = end + 1
    return found


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def changes_sentence(experiment: Experiment) -> str:
    """The last changes in a sentence for a text alternative; empty where there are none."""
    marks = change_marks(experiment)
    if not marks:
        return ""
    shown = "; ".join(f"step {mark.step}: {mark.text}" for mark in marks[-8:])
    return f" Settings were changed at {shown}."
