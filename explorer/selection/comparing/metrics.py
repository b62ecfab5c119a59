"""By which common metrics losses can be compared on a kind of target, and which losses a metric cannot judge."""

from __future__ import annotations

from explorer.losses.base import Loss
from explorer.selection.comparing.class_metrics import CLASS_METRICS
from explorer.selection.comparing.number_metrics import DEVIANCES, pinball
from explorer.selection.metrics import METRICS, Metric

MEDIAN = 0.5
OWN = {metric.id: metric for metric in METRICS}
COMPARED = (
    OWN["mae"], OWN["rmse"], OWN["medae"], pinball(MEDIAN), *DEVIANCES, *CLASS_METRICS,
)  # fmt: skip
"""All of them, the usual one of each kind of target first. `pinball` makes one for another quantile."""


def comparison_metrics(task: str) -> tuple[Metric, ...]:
    """The metrics by which losses can be compared on a kind of target, the usual one first.

    >>> [m.id for m in comparison_metrics("count")], [m.id for m in comparison_metrics("binary")]
    (['mae', 'rmse', 'pinball', 'deviance'], ['accuracy', 'balanced_accuracy', 'f1', 'auc', 'log_loss', 'brier'])
    """
    return tuple(metric for metric in COMPARED if task in metric.tasks)


def comparison_metric(task: str, name: str | Metric | None = None) -> Metric:
    """The metric of that id for a kind of target, the usual one for None; a metric is checked and given back.

    Raises ``ValueError`` that names those that are allowed.

    >>> comparison_metric("binary", "mae")
    Traceback (most recent call last):
    ValueError: metric: "mae" does not measure a binary target. Allowed: accuracy, balanced_accuracy, f1, auc, log_loss, brier.
    """
    fit = comparison_metrics(task)
    if name is None:
        return fit[0]
    if isinstance(name, Metric) and task in name.tasks:
        return name
    found = [metric for metric in fit if metric.id == name]
    if not found:
        asked = name.id if isinstance(name, Metric) else name
        allowed = ", ".join(metric.id for metric in fit)
        raise ValueError(f'metric: "{asked}" does not measure a {task} target. Allowed: {allowed}.')
    return found[0]


def metric_refusal(metric: Metric, loss: Loss) -> str:
    """Why models of a loss cannot be judged by a metric, in a sentence; empty where they can.

    >>> from explorer import LOSSES
    >>> metric_refusal(comparison_metric("binary", "log_loss"), LOSSES["hinge"]())
    'Hinge gives scores and no probabilities, so its log-loss is not defined: choose accuracy, balanced accuracy, F1 or AUC.'
    """
    if metric.needs == "probability" and loss.probability is None:
        others = [m.short for m in comparison_metrics(loss.task) if not m.needs]
        allowed = f"{', '.join(others[:-1])} or {others[-1]}"
        return f"{loss.name} gives scores and no probabilities, so its {metric.short} is not defined: choose {allowed}."
    if metric.needs == "above 0" and loss.link != "log":
        return (
            f"{loss.name} may predict 0 or less, where the {metric.short} is not defined: choose mean absolute error or RMSE."
        )
    return ""
