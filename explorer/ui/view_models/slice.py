"""The plane that the Surface page is on, and what its player and its charts need of it, kept for a while."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from explorer.cost.gradient_parts import gradient_parts
from explorer.experiment import Experiment
from explorer.experiment import pinned as pinning
from explorer.experiment.comparison import at_steps
from explorer.landscape.minimum import PARTS, Minimum
from explorer.landscape.slices import ROWS, SLICE_KINDS, Slice, Window, ground
from explorer.ui.interruption import give_way
from explorer.ui.view_models.trained_run import Trained, trained

Array = np.ndarray
MARGIN = 0.15
LEAST = 0.1
"""A window is at least so wide, and at least this share of how far it is from zero."""
FAR = 5.0
"""A minimum is in the picture unless that made it so many times wider."""


@dataclass(frozen=True, eq=False)
class Walked:
    """A run on a plane. ``id`` changes with whatever the player gets, ``view`` with the plane alone.

    ``columns`` are what the player plays beside the run's own: the place on the plane (``px``, ``py``), the cost there
    (``plane``) and its parts (``pd``, ``pp``), the gradient of each part along the axes (``gx``, ``gy``, ``qx``, ``qy``),
    and the place of each pinned run (``px0``, ``py0`` ...); ``same_cost`` says that these walk on the same cost. Where
    settings were changed in mid-run, each step has the cost that it was walked on. ``home`` is the window that holds the
    paths, and ``lowest`` the lowest place of each part around there, where that is known without a grid.
    """

    id: str
    view: str
    run: Trained
    ground: Slice
    columns: dict[str, Array]
    explained: float
    pinned: int
    same_cost: bool
    home: Window
    lowest: dict[str, Minimum | None]


def walked(run: Trained, pins: tuple[Experiment, ...], step: int) -> Walked:
    """A run and its pins on the plane that its experiment asks for; ``step`` is the one shown."""
    asked = run.experiment
    return _walked(
        run, tuple(pinning.at_length(pin, asked) for pin in pins), step if SLICE_KINDS[asked.slice].follows(asked) else 0
    )


@lru_cache(maxsize=12)
def _walked(run: Trained, pins: tuple[Experiment, ...], step: int) -> Walked:
    seen = ground(run.experiment, run.history, step, give_way)
    plane = seen.plane
    places = plane.project(run.weights)
    columns = {"px": places[:, 0], "py": places[:, 1]} | _priced(seen, run) | _slopes(seen, run)
    steps, every = run.columns["step"], [places]
    for i, pin in enumerate(pins):
        other = trained(pin).history
        shadow = plane.project(other.weights)
        if other.status != "diverged":  # its last steps lead so far off that nothing else would be seen
            every.append(shadow)
        columns |= {f"p{axis}{i}": at_steps(other, shadow[:, k], steps) for k, axis in enumerate("xy")}
    view = _view(run)
    told = repr((run.id, view, seen.rest, step, [pin.to_query() for pin in pins])).encode()
    stamp = hashlib.blake2b(told, digest_size=8).hexdigest()
    home, lowest = _home(seen, np.concatenate(every))
    return Walked(
        stamp,
        view,
        run,
        seen,
        columns,
        plane.explained(run.history.weights),
        len(pins),
        pinning.same_cost([run.experiment, *pins]),
        home,
        lowest,
    )


def _priced(seen: Slice, run: Trained) -> dict[str, Array]:
    """The cost and its parts where the run casts its shadow, by the settings that it had at each step."""
    steps, history = run.columns["step"], run.history
    legs, parts = history.leg_of(steps), np.empty((2, len(steps)))
    for i in np.unique(legs):
        parts[:, legs == i] = seen.along(run.weights[legs == i], history.legs[i].problem, give_way)
    return {"pd": parts[0], "pp": parts[1], "plane": parts[0] + parts[1]}


def _slopes(seen: Slice, run: Trained) -> dict[str, Array]:
    """The gradient of both parts of the cost along the axes, by the settings with which the next step is taken."""
    legs, slopes = run.history.leg_after(run.columns["step"]), np.empty((4, len(run.weights)))
    for i in np.unique(legs):
        rows = np.flatnonzero(legs == i)
        for some in np.split(rows, range(ROWS, len(rows), ROWS)):
            give_way()
            parts = gradient_parts(run.history.legs[i].problem, run.weights[some], seen.plane.along)
            slopes[:, some] = np.concatenate([parts.data, parts.penalty], axis=1).T
    return dict(zip(("gx", "gy", "qx", "qy"), slopes, strict=True))


def _view(run: Trained) -> str:
    """What the coordinates on the plane mean, as a word that changes when they come to mean other weights."""
    e = run.experiment.now
    if e.slice != "weights":
        return f"{e.slice} {run.id}"  # such a plane is made from the run
    made = sorted((name, value) for name, value in e.params.items() if name.split(".")[0] in ("dataset", "model"))
    prepared = e.seed, e.validation, e.standardise, e.noise, e.flips, e.balance
    return f"{e.dataset} {e.model} {e.loss} {made} {prepared} {e.slice} {run.plane}"


def _home(seen: Slice, places: Array) -> tuple[Window, dict[str, Minimum | None]]:
    """A window around the paths and the centre, and the minima of both terms where they are not far off."""
    low, high = (pick([*places, seen.plane.offset], axis=0) for pick in (np.min, np.max))
    size = np.maximum(high - low, np.maximum(LEAST * np.maximum(np.abs(low), np.abs(high)), LEAST))
    middle = 0.5 * (low + high)
    (x0, y0), (x1, y1) = middle - FAR * size, middle + FAR * size
    lowest = {part: seen.lowest(part, (x0, x1, y0, y1), give_way) for part in PARTS}
    for found in lowest.values():
        if found is not None and found.place is not None:
            low, high = np.minimum(low, found.place), np.maximum(high, found.place)
    half = 0.5 * np.maximum(high - low, size) * (1.0 + 2.0 * MARGIN)
    middle = 0.5 * (low + high)
    (x0, y0), (x1, y1) = middle - half, middle + half
    return (float(x0), float(x1), float(y0), float(y1)), lowest
