"""scikit-learn's SGDRegressor and SGDClassifier: our cost, approached by stochastic steps."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.experiment.export.libraries.base import Argument, Terms, Translation, multiple

REGRESSOR, CLASSIFIER = "SGDRegressor", "SGDClassifier"
LOSSES: dict[str, tuple[str, str, float, dict[str, str]]] = {
    "squared": (REGRESSOR, "squared_error", 2.0, {}),
    "huber": (REGRESSOR, "huber", 1.0, {"epsilon": "delta"}),
    "epsilon_insensitive": (REGRESSOR, "epsilon_insensitive", 1.0, {"epsilon": "epsilon"}),
    "squared_epsilon_insensitive": (REGRESSOR, "squared_epsilon_insensitive", 1.0, {"epsilon": "epsilon"}),
    "logistic": (CLASSIFIER, "log_loss", 1.0, {}),
    "hinge": (CLASSIFIER, "hinge", 1.0, {}),
    "squared_hinge": (CLASSIFIER, "squared_hinge", 1.0, {}),
    "modified_huber": (CLASSIFIER, "modified_huber", 1.0, {}),
    "perceptron": (CLASSIFIER, "perceptron", 1.0, {}),
}
"""Our loss -> the estimator, its name for the loss, ours as a multiple of theirs, its arguments for our parameters."""


def stepwise(t: Terms) -> Iterator[Translation]:
    """SGD with the loss of the same name: alpha times (l1_ratio |w| + (1 - l1_ratio) w^2 / 2), the biases not penalised."""
    loss = t.problem.loss
    if loss.id not in LOSSES:
        return
    estimator, name, factor, renamed = LOSSES[loss.id]
    others: dict[str, Argument] = {"loss": name}
    others |= {theirs: t.parameter(ours) for theirs, ours in renamed.items()}
    if not t.free_of_l1:
        others |= {"penalty": "l1"} if t.free_of_l2 else {"penalty": "elasticnet", "l1_ratio": t.ratio}
    note = "It takes noisy steps, one example at a time: it comes near the minimum and does not reach it."
    if factor == 2:
        note = f"Its squared error is halved, so its alpha is half of our strength. {note}"
    if t.off and estimator == CLASSIFIER:
        note += ' Its default rate divides by alpha, so at strength 0 give another, as learning_rate="invscaling" with an eta0.'
    formula = rf"\alpha = {multiple((sum(t.shares) or 1.0) / factor, chr(92) + 'lambda')}"
    yield Translation(
        "scikit-learn", estimator, "alpha", (t.l1 + t.l2) / factor, formula, note, tuple(others.items()), exact=False,
        module="sklearn.linear_model",
    )  # fmt: skip
