"""The plane that the Surface page is on, and what its player and its charts need of it, kept for a while."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from explorer import pins as pinning
from explorer.descent_parts import descent_parts
from explorer.experiment import Experiment
from explorer.ground import Ground, ground
from explorer.race import at_steps
from explorer.ui.runs import Trained, trained

Array = np.ndarray
MOST_COARSE, FINE = 31, 101
"""Places along an axis: at once, and in the picture that follows."""
SECONDS_A_CELL = 1.5e-8
SOON = 0.08
"""A picture that is made in so many seconds is made fine at once."""
MARGIN = 0.15
FAR = 3.0
"""A minimum is in the picture unless that made it so many times wider."""

Window = tuple[float, float, float, float]
"""The range across and the range up: (x0, x1, y0, y1)."""


@dataclass(frozen=True, eq=False)
class Walked:
    """A run on a plane. ``id`` changes with whatever the player gets, ``view`` with the plane alone.

    ``columns`` are what the player plays beside the run's own: the place on the plane (``px``, ``py``), the cost there
    (``plane``) and its parts (``pd``, ``pp``), the gradient of each part along the axes (``gx``, ``gy`` and ``qx``, ``qy``), and the
    place of each pinned run (``px0``, ``py0`` ...). ``home`` is the window that holds the path.
    """

    id: str
    view: str
    run: Trained
    ground: Ground
    columns: dict[str, Array]
    explained: float
    pinned: int
    home: Window


def walked(run: Trained, pins: tuple[Experiment, ...], step: int) -> Walked:
    """A run and its pins on the plane that its experiment asks for; ``step`` is the one shown."""
    asked = run.experiment.now
    matters = asked.slice == "weights" and asked.rest == "step"
    return _walked(run, tuple(pinning.at_length(pin, run.experiment) for pin in pins), step if matters else 0)


@lru_cache(maxsize=12)
def _walked(run: Trained, pins: tuple[Experiment, ...], step: int) -> Walked:
    seen = ground(run.experiment, run.history, step)
    plane, problem = seen.plane, run.problem
    places = plane.project(run.weights)
    data, penalty = seen.costs(places)
    columns = {"px": places[:, 0], "py": places[:, 1], "pd": data, "pp": penalty, "plane": data + penalty}
    for name, part in zip("gq", descent_parts(problem, run.weights, plane.along), strict=True):
        columns |= {f"{name}x": part[:, 0], f"{name}y": part[:, 1]}
    steps, every = run.columns["step"], [places]
    for i, pin in enumerate(pins):
        other = trained(pin)
        shadow = plane.project(other.history.weights)
        every.append(shadow)
        columns |= {f"px{i}": at_steps(other.history, shadow[:, 0], steps), f"py{i}": at_steps(other.history, shadow[:, 1], steps)}
    e = run.experiment
    view = f"{e.dataset} {e.model} {e.slice} {run.plane} {e.plane_seed}"
    stamp = hashlib.blake2b(repr((run.id, view, e.rest, step, [pin.to_query() for pin in pins])).encode(), digest_size=8)
    return Walked(
        stamp.hexdigest(), view, run, seen, columns, plane.explained(run.history.weights), len(pins),
        _home(seen, np.concatenate(every)),
    )  # fmt: skip


def _home(seen: Ground, places: Array) -> Window:
    """A window around the paths and the centre, and the minima of both terms where they are not far off."""
    low, high = places.min(axis=0), places.max(axis=0)
    for mark in [seen.plane.offset, *(minimum.place for minimum in seen.minima.values() if minimum is not None)]:
        wider = np.minimum(low, mark), np.maximum(high, mark)
        if ((wider[1] - wider[0]) <= FAR * np.maximum(high - low, 0.1)).all():
            low, high = wider
    span = np.maximum(high - low, np.maximum(0.1 * np.abs([low, high]).max(axis=0), 0.1))
    middle = (low + high) / 2.0
    (x0, y0), (x1, y1) = middle - span * (0.5 + MARGIN), middle + span * (0.5 + MARGIN)
    return float(x0), float(x1), float(y0), float(y1)
