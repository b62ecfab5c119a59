"""The steps of a chart on a logarithmic axis, on which the start has a place of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.picture import Picker, Picture

STEPS_AXIS = "steps_axis"
"""The name of the choice."""
AXES = {"even": "even", "log": "log"}
ZERO = 0.5
"""Where step 0 stands, which has no logarithm: as far before step 1 as that is before step 2."""
RIGHT_HALF = 0.55
"""Labels of changes that stand farther right than this share of the axis are written to their left."""


def steps_picker(chosen: str) -> Picker:
    """The menu for it."""
    return Picker(STEPS_AXIS, "Steps", chosen if chosen in AXES else "even", tuple(AXES.items()))


def on_log_steps(picture: Picture, last: int) -> Picture:
    """The same picture of ``last`` steps with its steps on a logarithmic axis."""
    ends = np.log10(ZERO), np.log10(max(last, 1))
    ticks = [0, *_ticks(last)]
    layout = dict(picture.drawing.layout)
    layout["xaxis"] = {
        **layout["xaxis"],
        "title": {"text": "step (log scale)"},
        "type": "log",
        "range": [float(end) for end in ends],
        "tickvals": [max(tick, ZERO) for tick in ticks],
        "ticktext": [str(tick) for tick in ticks],
    }
    layout["meta"] = {**layout.get("meta", {}), "zero_at": ZERO}
    return replace(picture, drawing=Drawing([_turned(trace, *ends) for trace in picture.drawing.traces], layout))


def _ticks(last: int) -> Iterator[int]:
    """1, 2, 5, 10, 20, 50 ...; over many steps the powers of ten alone."""
    for power in range(len(str(max(last, 1)))):
        for digit in (1, 2, 5) if last <= 1000 else (1,):
            if digit * 10**power <= last:
                yield digit * 10**power


def _turned(trace: Trace, low: float, high: float) -> Trace:
    """Labels of changes, which are written to the side that has room on this axis."""
    if not isinstance(trace.get("textposition"), list):
        return trace
    shares = (np.log10(np.maximum(trace["x"], ZERO)) - low) / (high - low)
    return {**trace, "textposition": ["bottom left" if share > RIGHT_HALF else "bottom right" for share in shares]}
