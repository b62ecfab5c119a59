"""The slice of the cost that the Surface page shows, with the run on it: what its player and charts need, cached."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from explorer.core.cached import cached
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
class RunOnSlice:
    """A run on a slice of the cost. ``id`` changes with whatever the player gets, ``view`` with the plane alone.

    ``columns`` are what the player plays besides the run's own: the place on the plane (``px``, ``py``), the cost there
    (``plane``) and its parts (``pd``, ``pp``), the gradient of each part along the axes (``gx``, ``gy``, ``qx``, ``qy``),
    and the place of each pinned run (``px0``, ``py0`` ...); ``same_cost`` says that these have the same cost. Where settings
    were changed in mid-run, each step has the cost of the settings that led to it, and ``sd``, ``sp`` and ``st`` are the parts
    and the cost on the surface at the end. ``home`` is the window that holds the
    paths, and ``minima`` the minimum of each part around there, where that is known without a grid.
    """

    id: str
    view: str
    run: Trained
    slice: Slice
    columns: dict[str, Array]
    explained: float
    pinned: int
    same_cost: bool
    home: Window
    minima: dict[str, Minimum | None]


def run_on_slice(run: Trained, pins: tuple[Experiment, ...], step: int) -> RunOnSlice:
    """A run and its pins on the slice that its experiment asks for; ``step`` is the one shown."""
    experiment = run.experiment
    follows = SLICE_KINDS[experiment.slice].follows_step(experiment.viewpoint)
    return _run_on_slice(run, pinning.at_lengths(pins, experiment), step if follows else 0)


@cached(12)
def _run_on_slice(run: Trained, pins: tuple[Experiment, ...], step: int) -> RunOnSlice:
    slice_ = take_slice(run.experiment.viewpoint, run.problem, run.history, step, give_way)
    plane = slice_.plane
    places = plane.project(run.weights)
    steps, all_places = run.columns["step"], [places]
    data, penalty = costs_by_step(slice_, run.history, steps, run.weights, give_way)
    data_slopes, penalty_slopes = slopes_by_step(slice_, run.history, steps, run.weights, give_way)
    columns = {
        "px": places[:, 0], "py": places[:, 1], "pd": data, "pp": penalty, "plane": data + penalty,
        "gx": data_slopes[:, 0], "gy": data_slopes[:, 1], "qx": penalty_slopes[:, 0], "qy": penalty_slopes[:, 1],
    }  # fmt: skip
    if run.history.breaks:  # the path as it lies on the surface drawn, which is the one at the end
        end_data, end_penalty = slice_.costs_along(run.weights, slice_.problem, give_way)
        columns |= {"sd": end_data, "sp": end_penalty, "st": end_data + end_penalty}
    for i, pin in enumerate(pins):
        other = trained(pin).history
        projected = plane.project(other.weights)
        if other.status != "diverged":  # its last steps lie so far off that nothing else would be visible
            all_places.append(projected)
        columns |= {f"p{axis}{i}": at_steps(other, projected[:, k], steps) for k, axis in enumerate("xy")}
    view = _view(run)
    content_text = repr((run.id, view, slice_.rest, step, [pin.to_query() for pin in pins])).encode()
    stamp = hashlib.blake2b(content_text, digest_size=8).hexdigest()
    home, minima = home_window(slice_, np.concatenate(all_places), give_way)
    return RunOnSlice(
        stamp,
        view,
        run,
        slice_,
        columns,
        plane.explained(run.history.weights, None if plane.axes is None else run.history.weights[-1]),
        len(pins),
        pinning.same_cost([run.experiment, *pins]),
        home,
        minima,
    )


def _view(run: Trained) -> str:
    """What the coordinates on the plane mean, as a word that changes when they come to mean other weights."""
    e = run.experiment.now
    if e.slice != "weights":
        return f"{e.slice} {run.id}"  # such a plane depends on the run
    params = sorted((name, value) for name, value in e.params.items() if name.split(".")[0] in ("dataset", "model"))
    prepared = e.seed, e.validation, e.standardise, e.noise, e.flips, e.balance
    return f"{e.dataset} {e.model} {e.loss} {params} {prepared} {e.slice} {run.plane}"
