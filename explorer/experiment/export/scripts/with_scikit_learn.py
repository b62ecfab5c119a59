"""Scripts for scikit-learn: the estimator that has this very cost."""

from __future__ import annotations

import numpy as np

from explorer.cost.problem import Problem
from explorer.experiment.experiment import Experiment
from explorer.experiment.export.libraries import LIBRARIES, Library, Terms, Translation
from explorer.experiment.export.libraries.scikit_learn import dependent
from explorer.experiment.export.libraries.scikit_learn_fit import variance_power
from explorer.experiment.export.scripts.base import Kind, heading, joined
from explorer.experiment.export.scripts.parts import PRINT, Parts
from explorer.experiment.export.scripts.source import Excerpts
from explorer.penalties import PENALTIES
from explorer.training.history import History

Array = np.ndarray
LIBRARY: Library = next(library for library in LIBRARIES if library.name == "scikit-learn")
SEPARABLE = (
    "Without a penalty some line may separate the classes, and then no weights have the lowest cost: choose a penalty, or take "
    "the NumPy script, which repeats the run."
)
DEPENDENT = (
    "Some features are sums of others, so without a penalty many sets of weights have the lowest cost: choose a penalty, or "
    "take the NumPy script, which repeats the run."
)
NONE_LEFT = (
    "At this strength all weights are zero, and then scikit-learn's LogisticRegression with L1 stops before the bias is found: "
    "take less strength, or the NumPy script."
)
UNEVEN = (
    "The features differ so much in size, or lie so far from 0, that scikit-learn's only solver here, saga, would stop before "
    "the lowest cost: standardise the features, or take the NumPy script."
)
MOST_UNEVEN = 10.0
"""The largest root mean square of a column over the smallest spread of one. saga takes steps in proportion to its square: at
1 about a thousand passes over the data, at 30 a million leave a cost 1 % too high."""

NEAR = "scikit-learn comes near the lowest cost, though not to six digits, with {}. For all digits take the NumPy script."

LIBSVM = ("SVC", "SVR")
SEVEN_FIGURES = "scikit-learn's {} keeps products of examples with seven figures, so the cost can be a little above the lowest."


class WithScikitLearn(Kind):
    """The first estimator that minimises the cost exactly."""

    name = "scikit-learn"
    label = "scikit-learn"
    rank = 20

    def refusal(self, experiment: Experiment) -> str:
        """Where there is none."""
        problem = experiment.problem()
        best = _best(experiment)
        if not best:
            if problem.loss.quadratic and problem.penalty.is_zero(problem.strength) and dependent(problem):
                return DEPENDENT
            near = LIBRARY.translations(_terms(problem))
            if any(t.estimator == "LogisticRegression" for t in near) and problem.strength:
                return NONE_LEFT
            return NEAR.format(near[0].code) if near else LIBRARY.missing(_terms(problem))
        if ("solver", "saga") in best.others and _unevenness(problem.network.design) > MOST_UNEVEN:
            return UNEVEN
        return SEPARABLE if problem.data.classes and not problem.penalties(np.ones((1, problem.size))).any() else ""

    def text(self, experiment: Experiment, apart: str = "", history: History | None = None) -> str:
        """The script."""
        best, parts, excerpts = _best(experiment), Parts(experiment), Excerpts()
        assert best is not None
        features = parts.features(excerpts)
        terms = Terms(experiment.problem())
        several = terms.several
        lines = [features] if features else []
        if best.columns:
            lines.append(f"UNIT = np.array({list(best.columns)!r})  # so that each feature pays its factor times the penalty")
        fit = _fit(experiment.problem(), "X / UNIT" if best.columns else "X")
        lines += [*_fitted(experiment.problem()), f"model = {best.call(precise=True)}", fit]
        coefficients = "model.coef_.T.ravel()" if several else "np.ravel(model.coef_)"
        if best.columns:
            coefficients = "(model.coef_ / UNIT).T.ravel()" if several else "np.ravel(model.coef_) / UNIT"
        lines.append(
            f"w = np.concatenate([{coefficients}, np.ravel(model.intercept_)])" if terms.biased else f"w = {coefficients}"
        )
        data, source = parts.data(loaded=True), experiment.make("dataset").scikit_learn.splitlines()
        imports = [f"from {best.module} import {best.estimator}"]
        imports += [line for line in source if line.startswith("from ") and line.split()[-1] in data]
        if best.estimator in LIBSVM:  # its cache of the kernel is of 4-byte floats
            apart = f"{SEVEN_FIGURES.format(best.estimator)} {apart}".rstrip()
        return joined(
            heading(experiment, "Find the weights with the lowest cost, with scikit-learn.", apart),
            "\n".join(["import numpy as np", *sorted(excerpts.imports - {"import numpy as np"}), *sorted(imports)]),
            excerpts.text(), parts.names(), data, "\n".join(lines), PRINT,
        )  # fmt: skip


def _unevenness(design: Array) -> float:
    """The largest root mean square of the columns (n, q) over the smallest spread; 1 where no column varies."""
    spread = design.std(axis=0)
    spread = spread[spread > 0]
    return float(np.sqrt((design**2).mean(axis=0)).max() / spread.min()) if spread.size else 1.0


def _fitted(problem: Problem) -> list[str]:
    """The line that makes weights of the exposures; none where there are none."""
    if problem.data.offset is None:
        return []
    share = "SHARE * " if problem.data.example_weights is not None else ""
    return [
        "# An amount for an exposure has the likelihood of its rate, weighted by a power of the exposure.",
        f"WEIGHTS = {share}np.exp({2.0 - variance_power(problem)!r} * OFFSET)",
    ]


def _fit(problem: Problem, columns: str) -> str:
    if problem.data.offset is not None:
        return f"model.fit({columns}, y / np.exp(OFFSET), sample_weight=WEIGHTS)"
    return f"model.fit({columns}, y{'' if problem.data.example_weights is None else ', sample_weight=SHARE'})"


def _best(experiment: Experiment) -> Translation | None:
    """The first translation that is exact."""
    return next((t for t in LIBRARY.translations(_terms(experiment.problem())) if t.exact), None)


def _terms(problem: Problem) -> Terms:
    """The problem; without its penalty at strength 0, where an estimator made for one may stop early or take no 0."""
    if problem.strength:
        return Terms(problem)
    bare = problem.at(0.0)
    bare.penalty = PENALTIES["none"]()
    return Terms(bare)
