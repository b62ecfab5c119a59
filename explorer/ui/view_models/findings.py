"""What a run shows, in sentences, cached: computed after the page's charts were sent."""

from __future__ import annotations

import hashlib

from explorer.core.cached import cached
from explorer.experiment import Experiment
from explorer.experiment import pinned as pinning
from explorer.findings import Found, findings
from explorer.ui.interruption import give_way
from explorer.ui.view_models.trained_run import Trained, trained


def findings_id(run: Trained, pins: tuple[Experiment, ...]) -> str:
    """A name for what is told of a run beside its pins, which changes where that may change: the run's, a point, the pins'."""
    described = repr([pin.to_query() for pin in pins])
    return f"{run.id}.{hashlib.blake2b(described.encode(), digest_size=8).hexdigest()}"


def found_in(run: Trained, pins: tuple[Experiment, ...]) -> tuple[Found, ...]:
    """All that is told of a run, with its pinned runs as rivals, each at the length that it has beside this run."""
    return _found(run, pinning.at_lengths(pins, run.experiment))


@cached(20)
def _found(run: Trained, pins: tuple[Experiment, ...]) -> tuple[Found, ...]:
    rivals = [(pin, trained(pin).history) for pin in pins]
    return tuple(findings(run.experiment, run.history, rivals, give_way))
