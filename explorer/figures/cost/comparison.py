"""Several runs on one axis, the one on the page and the pinned ones, by a number that all of them share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from explorer.core.text import three_figures
from explorer.experiment import Experiment
from explorer.experiment.comparison import Yardstick
from explorer.figures.base.change_marks import change_mark_traces, changes_sentence, room_for_labels
from explorer.figures.base.columns import STEP
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.labels import end_labels, shortened
from explorer.figures.base.palette import pinned_style
from explorer.figures.base.picture import TEXT, Picker, Picture, Titles, layout, padded, scatter, told_at_the_end, told_by_step
from explorer.figures.base.played import Reveal
from explorer.words import train_cost as words

Array = np.ndarray
LONGEST = 24
START, CROWDED = 0.02, 4.0
"""The axis is cut where the fall in this share of the steps takes more than so many times the room of all later ones."""
FLOOR = 1e-16
"""The smallest value of a logarithmic axis: below it all is rounding."""


class ComparedRun(NamedTuple):
    """A run in a comparison: its name and its numbers (m,) at the kept steps. ``same`` marks a pinned copy of the run on the
    page, which does not differ from it yet."""

    name: str
    values: Array
    same: bool = False


def comparison_picture(
    runs: Sequence[ComparedRun],
    steps: Array,
    yardstick: Yardstick,
    pickers: tuple[Picker, ...],
    experiment: Experiment,
    cut: str = "",
) -> Picture:
    """A line for each run over the steps: the first, on the page now, thick; pinned ones in their colour and dash.

    ``steps`` (m,) are the kept steps, and ``cut`` says where pinned runs end earlier. The browser has the runs' numbers as
    columns ``race0``, ``race1`` ...
    """
    last = int(steps[-1])
    low, high, above = _range(runs, steps, yardstick.log)
    high = room_for_labels(experiment, last, low, high)
    traces = [
        scatter(mode="lines", name=name, line=_line(i), meta=Reveal(STEP, f"race{i}").meta)
        for i, (name, *_) in reversed(list(enumerate(runs)))
    ]
    ends = [(_cut(run.name), _end(run.values, yardstick.log), _line(i)["color"]) for i, run in enumerate(runs)]
    longest = max(len(_cut(run.name)) for run in runs)
    figure = Drawing(
        [
            *change_mark_traces(experiment, last, low, high, yardstick.log),
            *traces,
            end_labels(ends, last, low, high, log=yardstick.log),
        ],
        layout(
            "step",
            yardstick.unit + (" (log scale)" if yardstick.log else ""),
            xaxis={"range": [0, max(last, 1)]},
            yaxis={"range": [low, high], "type": "log" if yardstick.log else "linear", "exponentformat": "power"},
            margin={"r": 24 + 6.2 * longest},
        ),
    )
    finals = [(run.name, float(run.values[np.isfinite(run.values)][-1])) for run in runs]
    rivals = [final for final, run in zip(finals, runs, strict=True) if not run.same]
    said = words.comparison(len(runs), len(rivals), yardstick.says, above, cut, yardstick.held)
    alt = f"Line chart over {last} steps of {yardstick.label} ({yardstick.unit}).{changes_sentence(experiment)}"
    ending = f"{'; '.join(f'{name} ends at {three_figures(value)}' for name, value in finals)}."
    title = _title(len(runs), rivals, yardstick)
    titles = _titles(runs, steps, yardstick, title)
    return Picture("cost", title, said.line, alt, figure, pickers=pickers, more=said.more, titles=titles, ending=ending)


def _titles(runs: Sequence[ComparedRun], steps: Array, yardstick: Yardstick, title: str) -> Titles:
    """The titles before the end: which run is lowest at each step."""
    label = yardstick.label[:1].upper() + yardstick.label[1:]
    rivals = [run for run in runs if not run.same]
    if len(rivals) == 1:
        return told_at_the_end(title, title if len(runs) > 1 else label, int(steps[-1]))
    values = np.stack([run.values for run in rivals])
    values = np.where(np.isfinite(values), values, np.inf)
    leads = values <= values.min(axis=0) * (1 + 1e-9)
    texts = [
        f"{label}: {_cut(rivals[first].name)} is lowest" if alone else label
        for first, alone in zip(leads.argmax(axis=0).tolist(), leads.sum(axis=0) == 1, strict=True)
    ]
    return told_by_step(steps, [*texts[:-1], title])


def _title(count: int, rivals: Sequence[tuple[str, float]], yardstick: Yardstick) -> str:
    """Which of the ``rivals`` (name, last number) ends lowest; pinned runs equal to this run are not among them."""
    name, lowest = min(rivals, key=lambda rival: rival[1])
    tie = sum(value <= lowest * (1 + 1e-9) for _, value in rivals) > 1
    return words.comparison_title(count, len(rivals), yardstick.label, _cut(name), three_figures(lowest), tie)


def _line(index: int) -> dict[str, Any]:
    if index == 0:
        return {"color": TEXT, "dash": "solid", "width": 2.8}
    colour, dash = pinned_style(index - 1)
    return {"color": colour, "dash": dash, "width": 2.0}


def _range(runs: Sequence[ComparedRun], steps: Array, log: bool) -> tuple[float, float, bool]:
    """The axis, and whether the first steps lie above it: where the fall at the start would leave no room for the rest."""
    values = np.stack([run.values for run in runs])
    every = values[np.isfinite(values)]
    if log:
        positive = every[every > FLOOR]
        if not positive.size:
            return -16.0, 0.0, False
        low, high = padded(float(np.log10(positive.min())), float(np.log10(positive.max())))
        return low, high, False
    later = values[:, steps >= START * steps[-1]]
    later = later[np.isfinite(later)]
    low, top = float(every.min()), float(every.max())
    room = CROWDED * max(float(np.ptp(later)), 1e-3 * abs(low)) if later.size else np.inf
    above = top - low > room
    bottom, high = padded(low, low + room if above else top)
    return (max(bottom, 0.0) if low >= 0 else bottom), high, above


def _end(values: Array, log: bool) -> float:
    value = float(values[np.isfinite(values)][-1])
    return float(np.log10(max(value, FLOOR))) if log else value


def _cut(name: str) -> str:
    return shortened(name, LONGEST)
