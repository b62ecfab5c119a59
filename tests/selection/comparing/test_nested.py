"""The choice inside the folds, by hand on figures that are made up."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, PENALTIES
from explorer.selection.comparing.compare import begin_comparison
from explorer.selection.comparing.nested import best_place, nested_of, oriented_mean
from explorer.selection.comparing.resampled_t import corrected_interval
from tests.helpers.compared import drawn


@pytest.mark.parametrize(
    ("task", "losses", "best"), [("regression", ("squared", "huber"), min), ("binary", ("logistic", "hinge"), max)]
)
def test_loss_and_strength_are_chosen_by_the_other_folds_alone(task, losses, best):
    """A metric of which the lowest is best, and one of which the highest is."""
    setup = begin_comparison(
        drawn(task), [LOSSES[one]() for one in losses], PENALTIES["l2"](), [2.0, 1.0], folds=3, repeats=1
    ).setup
    rng = np.random.default_rng(0)
    outer = {(c, 0, i): rng.random(2) for c in range(2) for i in range(3)}
    inner = {(c, 0, i, j): rng.random(2) for c in range(2) for i in range(3) for j in range(3) if i != j}
    found = nested_of(setup, outer, inner)
    for i in range(3):
        a, b = (j for j in range(3) if j != i)
        means = {(c, k): (inner[c, 0, i, a][k] + inner[c, 0, i, b][k]) / 2 for c in range(2) for k in range(2)}
        c, k = best(means, key=means.get)
        assert found.values[0, i] == outer[c, 0, i][k]
        assert found.names[0][i] == setup.candidates[c].name
        assert found.strengths[0, i] == (2.0, 1.0)[k]
        for one in range(2):
            own = best(range(2), key=lambda k: means[one, k])
            assert found.of_candidates[one, 0, i] == outer[one, 0, i][own]
    assert found.interval == corrected_interval(found.values, 3, most=found.most)


def test_equal_figures_take_the_largest_strength_and_what_is_not_finite_is_last():
    assert best_place(np.array([1.0, 1.0, 2.0]), np.array([0.1, 0.3, 0.5])) == 1
    mean = oriented_mean(np.array([[[1.0, np.nan]], [[3.0, 0.0]]]), 1.0)
    assert mean.tolist() == [2.0, np.inf]


def test_the_figure_of_a_choice_among_many_useless_strengths_is_not_too_good():
    """Targets that no feature explains: over 40 data sets the best mean is below what the choice has on new data."""
    from explorer.selection.comparing.compare import compare

    optimistic, honest = [], []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        data = type(drawn())(rng.normal(size=(30, 12)), rng.normal(size=30))
        found = compare(data, [LOSSES["squared"]()], PENALTIES["l1"](), 12, repeats=1, nested=1)
        optimistic.append(found.best.mean)
        honest.append(found.nested.interval.mean)
    gap = np.array(honest) - np.array(optimistic)
    assert gap.mean() > 2 * gap.std(ddof=1) / len(gap) ** 0.5
