"""Short scripts that compute an experiment's coefficients in other environments: one for every `Kind` in this folder."""

from __future__ import annotations

from explorer.core.registry import one_of_each
from explorer.experiment.experiment import Experiment
from explorer.experiment.export.scripts.base import Kind

KINDS: dict[str, Kind] = {kind.name: kind for kind in one_of_each(__name__, Kind)}
"""By name: numpy, scikit-learn, pytorch."""


def script_refusal(experiment: Experiment, kind: str) -> str:
    """Why there is no script of a kind, in a sentence; empty where there is one.

    >>> script_refusal(Experiment(dataset="diabetes", loss="tukey"), "scikit-learn")
    'scikit-learn has nothing that minimises Tukey biweight with L2.'
    """
    if kind not in KINDS:
        return f'"{kind}" is not a kind of script. Allowed: {", ".join(KINDS)}.'
    return KINDS[kind].refusal(experiment)


def script(experiment: Experiment, kind: str) -> str:
    """A script that stands by itself, refits the experiment and prints its coefficients in the order of `Problem.names`.

    The training part's examples are in it, or come from scikit-learn where that has them. It finds the minimum of the cost
    under the settings that hold at the experiment's end; where that is not a single point, or a short script cannot find it,
    it repeats the run itself. Raises ``ValueError`` with the sentence of `script_refusal`.

    >>> print(script(Experiment(dataset="diabetes", penalty="l2"), "scikit-learn").splitlines()[0])
    \"\"\"Find the weights with the lowest cost, with scikit-learn.
    """
    if refusal := script_refusal(experiment, kind):
        raise ValueError(refusal)
    return KINDS[kind].text(experiment)


__all__ = ["KINDS", "Kind", "script", "script_refusal"]
