"""What a run shows, told in sentences: one rule a file; every class in this folder with an ``id`` is a finding."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.core.registry import collect
from explorer.experiment.experiment import Experiment
from explorer.findings.base import Finding, Found, Press, Stretch, Told, at_step, stretches
from explorer.training.history import History

FINDINGS: dict[str, type[Finding]] = collect(__name__, Finding)


def findings(
    experiment: Experiment,
    history: History,
    rivals: Sequence[tuple[Experiment, History]] = (),
    checkpoint: Checkpoint = no_checkpoint,
) -> list[Found]:
    """All that a run shows, each with the steps at which it is told; `at_step` picks what is told at one.

    ``rivals`` are pinned runs with their histories. A sentence is about the run up to the step at which it is told, not about
    what comes later.

    >>> e = Experiment(penalty="l1", strength=0.3)
    >>> [one.told.sentence for one in at_step(findings(e, e.train()), 500, most=1)]
    ['L1 holds 6 of 10 weights at exactly zero.']
    """
    rules = [rule() for rule in FINDINGS.values()]
    found = []
    for stretch in stretches(experiment, history, rivals):
        for rule in rules:
            checkpoint()
            found += [Found(rule, told) for told in rule.told(stretch)]
    return found


__all__ = ["FINDINGS", "Finding", "Found", "Press", "Stretch", "Told", "at_step", "findings", "stretches"]
