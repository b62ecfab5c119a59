"""The strength in other libraries' terms, and which libraries have no equivalent."""

from __future__ import annotations

from explorer.cost.problem import Problem
from explorer.experiment.export.libraries import LIBRARIES, Terms, Translation
from explorer.experiment.export.scripts import script, script_refusal
from explorer.experiment.export.scripts.departure import departure

__all__ = ["Translation", "departure", "script", "script_refusal", "translations", "untranslated"]


def translations(problem: Problem, strength: float | None = None, solver: str = "") -> tuple[Translation, ...]:
    """What the problem's strength is called in each library that has something for this loss and this penalty.

    Every value holds for the features and the target as the problem has them (standardised, unless that was switched off)
    and for its number of examples. ``strength`` stands in for the problem's own. They find the minimum of the cost; where
    the ``solver`` of that id minimises another, an optimizer that does the same is added. A new library is a new file in
    ``libraries/``.

    >>> from explorer import Experiment
    >>> for found in translations(Experiment(dataset="diabetes", penalty="l2", strength=0.1).problem())[:2]:
    ...     print(found.code, "  ", found.formula)
    Ridge(alpha=16.6)    \\alpha = \\tfrac12 n \\lambda
    SGDRegressor(alpha=0.05, loss="squared_error")    \\alpha = \\tfrac12 \\lambda
    """
    terms = _terms(problem, strength, solver)
    return () if terms.free else tuple(found for library in LIBRARIES for found in library.translations(terms))


def untranslated(problem: Problem, strength: float | None = None) -> tuple[str, ...]:
    """A sentence for each library that has no equivalent of this loss and penalty, or one where there is no penalty.

    >>> from explorer import Experiment
    >>> untranslated(Experiment(dataset="diabetes", loss="tukey", penalty="l2").problem())[0]
    'scikit-learn has nothing that minimises Tukey biweight with L2.'
    """
    terms = _terms(problem, strength)
    if terms.free:
        return ("There is no penalty, so there is no strength to translate.",)
    return tuple(library.missing(terms) for library in LIBRARIES if not library.translations(terms))


def _terms(problem: Problem, strength: float | None, solver: str = "") -> Terms:
    """The problem, at another strength where one is given."""
    return Terms(problem if strength is None else problem.at(strength), solver)
