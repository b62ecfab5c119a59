"""A row: the chosen strength by hand, either way of a metric, and what is said at the ends."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, PENALTIES
from explorer.selection.comparing.metrics import comparison_metric
from explorer.selection.comparing.resampled_t import corrected_interval
from explorer.selection.comparing.row import Row

RNG = np.random.default_rng(3)
SCORES = RNG.random((2, 4, 5))


def row(metric, scores=SCORES, strengths=(5.0, 4.0, 3.0, 2.0, 1.0), loss="squared"):
    task = LOSSES[loss].task
    return Row("one", LOSSES[loss](), PENALTIES["l2"](), np.array(strengths), scores, comparison_metric(task, metric))


@pytest.mark.parametrize(("metric", "loss", "best"), [("mae", "squared", np.argmin), ("accuracy", "logistic", np.argmax)])
def test_the_strength_of_the_best_mean_is_chosen(metric, loss, best):
    found, means = row(metric, loss=loss), SCORES.mean(axis=(0, 1))
    at = best(means)
    np.testing.assert_allclose(found.means, means)
    assert found.strength == 5.0 - at
    assert found.mean == pytest.approx(means[at])
    assert (found.values == SCORES[:, :, at]).all()
    assert found.interval == corrected_interval(SCORES[:, :, at], 4, most=found.metric.most)
    assert not found.trivial


def test_one_fold_without_a_figure_rules_a_strength_out():
    scores = np.array(SCORES)
    scores[0, 0, row("mae").best_at] = np.inf
    assert row("mae", scores).best_at != row("mae").best_at
    assert not row("mae", np.full((1, 2, 5), np.nan)).finite


def test_at_an_end_it_is_said_that_it_is_one():
    rising, falling = np.tile(np.arange(5.0), (1, 2, 1)), np.tile(-np.arange(5.0), (1, 2, 1))
    assert row("mae", rising).note == "5 is the largest strength tried: the features help little or not at all."
    assert row("mae", falling).note == "1 is the smallest strength tried: smaller ones may do better."
    assert row("mae", (rising - 2) ** 2).note == ""
    assert row("mae", rising[..., :1], (5.0,)).note == ""


def test_a_trivial_model_has_no_strength():
    found = Row("mean", LOSSES["squared"](), None, np.zeros(0), SCORES[..., :1], comparison_metric("regression"))
    assert found.trivial
    assert found.strength is None
    assert found.note == ""
    assert found.mean == pytest.approx(SCORES[..., 0].mean())
