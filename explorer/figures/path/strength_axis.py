"""The axis along which the strength is shown: the strength itself, the size of the weights, or the degrees of freedom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.core.text import three_figures
from explorer.cost.problem import Problem
from explorer.cost.weight_norms import alive, weight_sizes
from explorer.path.path_found import Path
from explorer.path.strength_grid import rounded_up
from explorer.words.shrinkage_path import AXES

Array = np.ndarray
FEW = 2.5
"""Powers of ten: an axis of fewer has ticks between them too."""
EDGE = 0.04
"""Room at the ends of an axis: for the lines that lead to the names, and on a logarithmic one for a strength of 0."""


@dataclass(frozen=True, eq=False)
class StrengthAxis:
    """Places for strengths along an axis.

    ``kind`` is a key of `AXES`, ``title`` the axis' own. ``places`` (k,) belong to the ``strengths`` (k,) of the path, rising;
    ``range`` is the axis' range, log10 where ``log``. ``stops`` are the strengths to which the line can be moved, rising,
    ``stop_places`` their places, and ``keys`` says which of them the arrow keys go to. ``now`` is the strength in force.
    Where places are constant from one strength of the path up to the next and jump there, ``between`` (k - 1,) are the
    constants.
    """

    kind: str
    title: str
    log: bool
    strengths: Array
    places: Array
    range: tuple[float, float]
    stops: Array
    stop_places: Array
    keys: Array
    now: float
    between: Array | None = None

    def place(self, strengths: Array) -> Array:
        """The places of strengths (m,): interpolated between those of the path, and clipped to its ends."""
        asked = np.asarray(strengths, dtype=float)
        if self.log:
            return np.clip(asked, 10.0 ** self.range[0], 10.0 ** self.range[1])
        return _placed(asked, self.strengths, self.places, self.between)

    def traced(self, values: Array) -> tuple[Array, Array, Array]:
        """A line through values (k, ...) at the path's strengths: its places (j,), their strengths (j,) and values (j, ...).

        Where places jump, the line has both places, with the value at that strength.
        """
        if self.between is None:
            return self.places, self.strengths, values
        at = np.arange(1, 2 * len(self.between) + 1) // 2
        return np.repeat(self.between, 2), self.strengths[at], values[at]

    @property
    def layout(self) -> dict[str, Any]:
        """The axis for plotly."""
        if not self.log:
            return {"range": list(self.range), "type": "linear", "zeroline": False}
        low, high = self.range
        named = (1.0,) if high - low >= FEW else (1.0, 2.0, 5.0)
        decades = range(int(np.floor(low)), int(np.ceil(high)) + 1)
        ticks = [v for k in decades for m in named if low <= np.log10(v := m * 10.0**k) <= high]
        return {
            "range": [low, high], "type": "log", "zeroline": False,
            "tickvals": ticks, "ticktext": [three_figures(float(f"{v:.1g}")) for v in ticks],
        }  # fmt: skip

    @property
    def strength_line(self) -> dict[str, Any]:
        """The line that can be moved, as the browser reads it."""
        return {
            "x": self.stop_places.tolist(),
            "strengths": self.stops.tolist(),
            "keys": np.flatnonzero(self.keys).tolist(),
            "now": self.now,
        }


def strength_axis(
    problem: Problem, path: Path, kind: str, now: float, grid: Array, most: float, others: Array | None = None
) -> StrengthAxis:
    """The axis of a kind for a path of ``problem``; of strengths where that kind is not known for the path.

    ``grid`` are the strengths of the usual slider, ``most`` the largest that can be set, ``others`` strengths that have to be
    in the picture too, such as those of the run. ``now`` is within a hundredth and a hundred times of the path's ends, or
    is placed at an end.
    """
    kind = kind if kind in axes_of(path) else "strength"
    order = np.argsort(path.strengths, kind="stable")
    strengths = path.strengths[order]
    low, high = float(strengths[0]), float(strengths[-1])
    wanted = np.append(np.zeros(0) if others is None else others, now)
    wanted = wanted[(wanted > low / 100) & (wanted < 100 * high)]
    low, high = min(low, *wanted, low), max(high, *wanted, rounded_up(high))
    rounded = np.array([float(f"{s:.2g}") for s in strengths])
    stops = np.unique(np.concatenate([rounded, grid, [now, high]]))
    stops = stops[((stops >= low) & (stops <= min(high, most))) | (stops == now)]
    keys = np.isin(stops, grid) | (stops == now)
    keys[-2 if path.zeroing else -1 :] = True  # where all weights are zero, and where the last is not
    if kind == "strength":
        first, last = (float(v) for v in np.log10([low, high]))
        room = EDGE * (last - first)
        log_range = (first - room, last + room)
        places = np.clip(stops, 10.0 ** log_range[0], 10.0 ** log_range[1])
        return StrengthAxis(kind, "strength (log scale)", True, strengths, strengths, log_range, stops, places, keys, now)
    between = None
    if kind == "norm":
        size, title = weight_sizes(problem, path.weights[order])
    else:
        assert path.freedom is not None
        if strengths.size > 1 and path.freedom_counts_weights:
            used = alive(problem, path.weights[order])
            between = float(problem.network.biased) + np.count_nonzero(used[1:] | used[:-1], axis=1)
        bias = ", 1 of them for the bias" if problem.network.biased else ""
        size, title = path.freedom[order], f"degrees of freedom{bias}"
    room = EDGE * (float(size.max()) or 1.0)
    ends = (float(size.min()) - room, float(size.max()) + room)
    places = _placed(stops, strengths, size, between)
    return StrengthAxis(kind, title, False, strengths, size, ends, stops, places, keys, now, between)


def _placed(asked: Array, strengths: Array, places: Array, between: Array | None) -> Array:
    """Places of strengths (m,): interpolated between known ``places`` (k,) of ``strengths`` (k,), or ``between``."""
    if between is not None:
        found: Array = np.append(between, places[-1])[np.maximum(np.searchsorted(strengths, asked, side="right") - 1, 0)]
        return found
    with np.errstate(divide="ignore"):
        read: Array = np.interp(np.log(asked), np.log(strengths), places)
    return read


def axes_of(path: Path) -> dict[str, str]:
    """The axes of `AXES` against which a path can be drawn."""
    return {kind: label for kind, label in AXES.items() if kind != "freedom" or path.freedom is not None}
