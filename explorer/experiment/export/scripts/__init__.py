"""Short scripts that compute an experiment's coefficients in other environments: one for every `Kind` in this folder."""

from __future__ import annotations

from explorer.core.registry import one_of_each
from explorer.experiment.experiment import Experiment
from explorer.experiment.export.scripts.base import Kind
from explorer.experiment.export.scripts.departure import departure, sensitivity
from explorer.training.history import History

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


def script(experiment: Experiment, kind: str, history: History | None = None) -> str:
    """A script that stands by itself, refits the experiment and prints its coefficients in the order of `Problem.names`.

    The training part's examples are in it, or come from scikit-learn where that has them. It finds the minimum of the cost
    under the settings that hold at the experiment's end; where that is not a single point, a short script cannot find it, or
    the solver minimises another cost, it repeats the run itself, if the library can. A script says where its weights are not
    those of the run, or may not be elsewhere (`departure`, `sensitivity`); ``history`` is the run, where it was trained
    already. Raises ``ValueError`` with the sentence of `script_refusal`.

    >>> print(script(Experiment(dataset="diabetes", penalty="l2"), "scikit-learn").splitlines()[0])
    \"\"\"Find the weights with the lowest cost, with scikit-learn.
    """
    if refusal := script_refusal(experiment, kind):
        raise ValueError(refusal)
    apart = sensitivity if KINDS[kind].repeats(experiment) else departure
    return KINDS[kind].text(experiment, apart(experiment, history), history)


__all__ = ["KINDS", "Kind", "script", "script_refusal"]
