"""Code to take home: short scripts that give an experiment's coefficients elsewhere. Every `Kind` in this folder takes part."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module

from explorer.experiment import Experiment
from explorer.scripts.base import Kind


def _collected() -> dict[str, Kind]:
    found: list[Kind] = []
    for info in pkgutil.iter_modules(__path__):
        module = import_module(f"{__name__}.{info.name}")
        own = [cls for cls in vars(module).values() if inspect.isclass(cls) and cls.__module__ == module.__name__]
        found += [cls() for cls in own if issubclass(cls, Kind) and not inspect.isabstract(cls)]
    return {kind.name: kind for kind in sorted(found, key=lambda kind: (kind.rank, kind.name))}


KINDS: dict[str, Kind] = _collected()
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
    under the settings that hold at the experiment's end; where that is not one place, or not one that can be had by a short
    script, it repeats the run itself. Raises ``ValueError`` with the sentence of `script_refusal`.

    >>> print(script(Experiment(dataset="diabetes", penalty="l2"), "scikit-learn").splitlines()[0])
    \"\"\"Find the weights with the lowest cost, with scikit-learn.
    """
    if refusal := script_refusal(experiment, kind):
        raise ValueError(refusal)
    return KINDS[kind].text(experiment)


__all__ = ["KINDS", "Kind", "script", "script_refusal"]
