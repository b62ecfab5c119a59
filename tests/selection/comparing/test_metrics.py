"""Which metrics compare losses on a kind of target, and which losses they cannot judge."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.core.domains import DOMAINS
from explorer.cost.compatibility import losses_for
from explorer.datasets.preparation import Scaling
from explorer.selection.comparing.metrics import comparison_metric, comparison_metrics, metric_refusal
from explorer.selection.comparing.number_metrics import pinball
from explorer.selection.comparing.resampled_t import corrected_interval


@pytest.mark.parametrize("task", DOMAINS)
def test_every_kind_of_target_has_metrics_of_its_own_ids_with_a_sentence(task):
    found = comparison_metrics(task)
    assert len({metric.id for metric in found}) == len(found) >= 3
    assert all(metric.label and metric.unit and metric.says.endswith(".") for metric in found)
    assert comparison_metric(task) is found[0]
    assert not found[0].needs


@pytest.mark.parametrize("task", DOMAINS)
def test_a_metric_judges_a_loss_or_says_why_not(task):
    """Where nothing is refused the figure is one number; the refusal names what is missing."""
    y = {"binary": np.array([-1, 1, 1]), "multiclass": np.array([0, 1, 2])}.get(task, np.array([1.0, 2.0, 3.0]))
    z = np.full((2, 3, 3) if task == "multiclass" else (2, 3), 0.3)
    checked = 0
    for cls in losses_for(task).values():
        loss = cls()
        if (loss.task == "multiclass") != (task == "multiclass"):
            continue
        for metric in comparison_metrics(task):
            refusal = metric_refusal(metric, loss)
            assert bool(refusal) == (
                (metric.needs == "probability" and loss.probability is None)
                or (metric.needs == "above 0" and loss.link != "log")
            )
            if refusal:
                assert loss.name in refusal
                assert metric.short in refusal
            else:
                assert np.isfinite(metric.of(y, z, loss, Scaling(np.zeros(1), np.ones(1)), None)).tolist() == [True, True]
            checked += 1
    assert checked > 5


def test_a_metric_is_found_by_its_id_or_given():
    own = pinball(0.9)
    assert comparison_metric("count", own) is own
    assert comparison_metric("count", "rmse").id == "rmse"
    for asked in ("nothing", own):
        with pytest.raises(ValueError, match="does not measure a binary target. Allowed: accuracy"):
            comparison_metric("binary", asked)


@pytest.mark.parametrize("task", DOMAINS)
def test_a_metric_lies_from_0_to_the_most_it_says_and_no_interval_leaves_that(task):
    """Scores from far right to far wrong, under a loss that every metric of the kind can judge."""
    y = {"binary": np.array([-1, 1, 1]), "multiclass": np.array([0, 1, 2])}.get(task, np.array([1.0, 2.0, 3.0]))
    z = np.random.default_rng(0).normal(size=(200, 3, 3) if task == "multiclass" else (200, 3)) * 5.0
    for metric in comparison_metrics(task):
        multi = task == "multiclass"
        fit = [cls() for cls in losses_for(task).values() if (cls().task == "multiclass") == multi]
        loss = next(one for one in fit if not metric_refusal(metric, one))
        values = metric.of(y, z, loss, Scaling(np.zeros(1), np.ones(1), 0.0, 1.0), None)
        assert values.min() >= 0
        assert values.max() <= metric.most
        ends = [0.0, 0.01 * min(metric.most, 100.0), min(metric.most, 100.0)]
        for low in ends:
            interval = corrected_interval(np.array([low, ends[2]]), 5, most=metric.most)
            assert 0 <= interval.low <= interval.mean <= interval.high <= metric.most
