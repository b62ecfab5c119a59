"""Scripts for scikit-learn: the estimator that has this very cost."""

from __future__ import annotations

import numpy as np

from explorer.cost.problem import Problem
from explorer.experiment.experiment import Experiment
from explorer.experiment.export.libraries import LIBRARIES, Library, Terms, Translation
from explorer.experiment.export.scripts.base import Kind, heading, joined
from explorer.experiment.export.scripts.parts import PRINT, Parts
from explorer.experiment.export.scripts.source import Excerpts
from explorer.penalties import PENALTIES
from explorer.training.history import History

LIBRARY: Library = next(library for library in LIBRARIES if library.name == "scikit-learn")
SEPARABLE = (
    "Without a penalty some line may separate the classes, and then no weights have the lowest cost: choose a penalty, or take "
    "the NumPy script, which repeats the run."
)


class WithScikitLearn(Kind):
    """The first estimator that minimises the cost exactly."""

    name = "scikit-learn"
    label = "scikit-learn"
    rank = 20

    def refusal(self, experiment: Experiment) -> str:
        """Where there is none."""
        problem = experiment.problem()
        if not _best(experiment):
            return LIBRARY.missing(_terms(problem))
        return SEPARABLE if problem.data.classes and not problem.penalties(np.ones((1, problem.size))).any() else ""

    def text(self, experiment: Experiment, apart: str = "", history: History | None = None) -> str:
        """The script."""
        best, parts, excerpts = _best(experiment), Parts(experiment), Excerpts()
        assert best is not None
        features = parts.features(excerpts)
        terms = Terms(experiment.problem())
        several = terms.several
        lines = [features] if features else []
        lines += [f"model = {best.call(precise=True)}", "model.fit(X, y)"]
        coefficients = "model.coef_.T.ravel()" if several else "np.ravel(model.coef_)"
        lines.append(
            f"w = np.concatenate([{coefficients}, np.ravel(model.intercept_)])" if terms.biased else f"w = {coefficients}"
        )
        data, source = parts.data(loaded=True), experiment.make("dataset").scikit_learn.splitlines()
        imports = [f"from {best.module} import {best.estimator}"]
        imports += [line for line in source if line.startswith("from ") and line.split()[-1] in data]
        return joined(
            heading(experiment, "Find the weights with the lowest cost, with scikit-learn.", apart),
            "\n".join(["import numpy as np", *sorted(excerpts.imports - {"import numpy as np"}), *sorted(imports)]),
            excerpts.text(), parts.names(), data, "\n".join(lines), PRINT,
        )  # fmt: skip


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
