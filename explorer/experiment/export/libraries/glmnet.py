"""glmnet, for R: mean loss + lambda (alpha |w| + (1 - alpha) w^2 / 2), where the squared loss is halved."""

from __future__ import annotations

from dataclasses import replace

from explorer.core.text import latex
from explorer.experiment.export.libraries.base import Library, Terms, Translation, multiple

FAMILIES = {"logistic": "binomial", "cross_entropy": "multinomial", "poisson": "poisson"}
LAMBDA = r"\lambda"
MOST = 12
"""So many factors are written out."""


class Glmnet(Library):
    """Friedman, Hastie and Tibshirani, "Regularization paths for generalized linear models via coordinate descent" (2010)."""

    name = "glmnet"
    rank = 20

    def translations(self, terms: Terms) -> list[Translation]:
        """lambda and alpha for its families."""
        more = [
            *(["weights = those of the examples (it divides them by their mean)"] if terms.weighted else []),
            *(["offset = log(exposure)"] if terms.exposed else []),
        ]
        note = f"Say {' and '.join(more)}." if more else ""
        return [replace(found, note=f"{found.note} {note}".strip()) for found in self._families(terms)]

    def _families(self, terms: Terms) -> list[Translation]:
        loss = terms.problem.loss
        if not (terms.linear and terms.known) or (terms.several and loss.id not in FAMILIES) or terms.parameter("smoothing"):
            return []
        if terms.curvature is not None:
            return [_with_factors(self._gaussian(terms, terms.curvature), terms)]
        if loss.id not in FAMILIES:
            return []
        note = f"{_as_given(terms)} {terms.shift}".strip()
        formula = rf"\lambda_{{\text{{glmnet}}}} = {multiple(sum(terms.shares) or 1.0, LAMBDA)}"
        others = (("alpha", terms.ratio), ("family", FAMILIES[loss.id]))
        return [_with_factors(Translation(self.name, "glmnet", "lambda", terms.l1 + terms.l2, formula, note, others), terms)]

    def _gaussian(self, terms: Terms, curvature: float) -> Translation:
        """glmnet divides y by its own spread and the L2 part by that once more, so there it depends on the spread of y."""
        a, b = terms.shares
        whole = r"\lambda_{\text{glmnet}} = "
        note = f"{_as_given(terms)} It halves the squared loss."
        if terms.free_of_l2:
            others = (("alpha", 1.0), ("family", "gaussian"))
            formula = whole + multiple((a or 1.0) / curvature, LAMBDA)
            return Translation(self.name, "glmnet", "lambda", terms.l1 / curvature, formula, note, others)
        note += r" It first divides y by its spread $s_y$ (dividing by n), which changes how much its L2 part counts."
        if a == 0:
            formula = whole + multiple(b / curvature, r"s_y \lambda") + r",\; \alpha = 0"
        else:
            mixed = rf"({latex(a)} + {latex(round(b, 9))} s_y)"
            formula = (
                whole + multiple(1 / curvature, rf"{mixed} \lambda") + rf",\; \alpha = \frac{{{latex(a)}}}{{{mixed[1:-1]}}}"
            )
        return Translation(self.name, "glmnet", "lambda", 0.0 if terms.off else None, formula, note, (("family", "gaussian"),))


def _with_factors(found: Translation, terms: Terms) -> Translation:
    """The same with a penalty.factor, which glmnet rescales to a mean of 1: its lambda is ours times their mean."""
    if terms.factors is None:
        return found
    mean = float(terms.factors.mean())
    listed = ", ".join(f"{factor:g}" for factor in terms.factors[:MOST]) + (", ..." if terms.factors.size > MOST else "")
    note = (
        f"{found.note} Give it penalty.factor = c({listed}): glmnet rescales them to a mean of 1, so its lambda is ours times "
        f"their mean, {mean:.6g}."
    )
    left, equals, right = found.formula.partition(" = ")
    first, comma, rest = right.partition(r",\;")
    formula = rf"{left}{equals}\bar f \cdot {first}{comma}{rest}"
    return replace(found, value=None if found.value is None else mean * found.value, formula=formula, note=note)


def _as_given(terms: Terms) -> str:
    """What keeps glmnet from scaling the features, and from adding an intercept where there is none."""
    as_given = "Set standardize = FALSE, since the features are already as the model uses them"
    return f"{as_given}." if terms.biased else f"{as_given}, and intercept = FALSE, since the model has none."
