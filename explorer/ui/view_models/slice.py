"""The plane that the Surface page is on, and what its player and its charts need of it, kept for a while."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from explorer.experiment import Experiment
from explorer.experiment import pinned as pinning
from explorer.experiment.comparison import at_steps
from explorer.landscape.minimum import Minimum
from explorer.landscape.overlays import home_window
from explorer.landscape.run_on_slice import costs_by_step, slopes_by_step
from explorer.landscape.slice_kinds import SLICE_KINDS, take_slice
from explorer.landscape.slices import Slice
from explorer.landscape.window import Window
from explorer.ui.interruption import give_way
from explorer.ui.view_models.trained_run import Trained, trained

Array = np.ndarray


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
        run,
        tuple(pinning.at_length(pin, asked) for pin in pins),
        step if SLICE_KINDS[asked.slice].follows_step(asked.viewpoint) else 0,
    )


@lru_cache(maxsize=12)
def _walked(run: Trained, pins: tuple[Experiment, ...], step: int) -> Walked:
    seen = take_slice(run.experiment.viewpoint, run.problem, run.history, step, give_way)
    plane = seen.plane
    places = plane.project(run.weights)
    steps, every = run.columns["step"], [places]
    data, penalty = costs_by_step(seen, run.history, steps, run.weights, give_way)
    data_slopes, penalty_slopes = slopes_by_step(seen, run.history, steps, run.weights, give_way)
    columns = {
        "px": places[:, 0], "py": places[:, 1], "pd": data, "pp": penalty, "plane": data + penalty,
        "gx": data_slopes[:, 0], "gy": data_slopes[:, 1], "qx": penalty_slopes[:, 0], "qy": penalty_slopes[:, 1],
    }  # fmt: skip
    for i, pin in enumerate(pins):
        other = trained(pin).history
        shadow = plane.project(other.weights)
        if other.status != "diverged":  # its last steps lead so far off that nothing else would be seen
            every.append(shadow)
        columns |= {f"p{axis}{i}": at_steps(other, shadow[:, k], steps) for k, axis in enumerate("xy")}
    view = _view(run)
    told = repr((run.id, view, seen.rest, step, [pin.to_query() for pin in pins])).encode()
    stamp = hashlib.blake2b(told, digest_size=8).hexdigest()
    home, lowest = home_window(seen, np.concatenate(every), give_way)
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


def _view(run: Trained) -> str:
    """What the coordinates on the plane mean, as a word that changes when they come to mean other weights."""
    e = run.experiment.now
    if e.slice != "weights":
        return f"{e.slice} {run.id}"  # such a plane is made from the run
    made = sorted((name, value) for name, value in e.params.items() if name.split(".")[0] in ("dataset", "model"))
    prepared = e.seed, e.validation, e.standardise, e.noise, e.flips, e.balance
    return f"{e.dataset} {e.model} {e.loss} {made} {prepared} {e.slice} {run.plane}"
