"""Student's t against SciPy, the interval against its formula, and how often it covers the truth."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.datasets.preparation import fit_scaling
from explorer.path.regularization_path import path_weights
from explorer.selection.comparing.compare import compare
from explorer.selection.comparing.resampled_t import corrected_interval, student_t_cdf, student_t_quantile


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 5, 9, 14, 24, 49, 99])
def test_student_t_is_that_of_scipy(freedom):
    for t in (0.0, 0.3, 1.7, 12.0):
        assert student_t_cdf(t, freedom) == pytest.approx(stats.t.cdf(t, freedom), abs=1e-14)
        assert student_t_cdf(-t, freedom) == pytest.approx(stats.t.cdf(-t, freedom), abs=1e-14)
    for share in (0.5, 0.8, 0.975, 0.9995):
        assert student_t_quantile(share, freedom) == pytest.approx(stats.t.ppf(share, freedom), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("repeats", "folds"), [(1, 5), (3, 5), (10, 10), (4, 2)])
def test_the_interval_is_that_of_nadeau_and_bengio(repeats, folds):
    values = np.random.default_rng(repeats).normal(2.0, 3.0, size=(repeats, folds))
    count, n = repeats * folds, 600
    held, trained = n / folds, n - n / folds
    error = np.sqrt((1 / count + held / trained) * values.var(ddof=1))
    low, high = stats.t.interval(0.9, count - 1, loc=values.mean(), scale=error)
    found = corrected_interval(values, folds, level=0.9)
    np.testing.assert_allclose(found, (values.mean(), low, high), rtol=1e-10)
    assert found.leaves_zero == (low > 0 or high < 0)


def test_one_value_or_one_that_is_not_finite_has_no_interval():
    for values in ([1.0], [1.0, np.inf]):
        found = corrected_interval(np.array(values), 2)
        assert np.isnan(found.low)
        assert not found.leaves_zero


def examples(rng, n, d=5):
    X = rng.normal(size=(n, d))
    return Dataset(X, X @ np.linspace(1.0, 0.2, d) + 2.0 * rng.standard_t(4, size=n))


@pytest.mark.thorough
def test_the_interval_covers_the_expected_difference_of_two_losses():
    """500 data sets: how often the interval holds the difference that training sets of that size have on average.

    The truth is a mean over 3,000 training sets, each judged on 1,000 new examples. Noise of Student's t with 4 degrees of
    freedom. With lighter tails, under which the two hardly differ, it holds it more often (98 to 100 %: Gaussian, Laplace, 5
    degrees). With 3 degrees it holds it less often, 86 %, and nearly always the truth is above it (13 %, below 1 %): the
    difference has a skewness of 12 over training sets, its mean is twice its median, and a data set of 100 seldom has the huge
    errors that make up that mean. With 400 examples it is 95 %.
    """
    squared, huber, strength, n = LOSSES["squared"](), LOSSES["huber"](), 0.05, 100
    rng, differences = np.random.default_rng(0), []
    for _ in range(3000):
        trained, new = examples(rng, n * 4 // 5), examples(rng, 1000)
        scaling = fit_scaling(trained, True, True)
        errors = []
        for loss in (squared, huber):
            problem = Problem(scaling.apply(trained), MODELS["linear"](), loss, PENALTIES["l2"](), 0.0)
            w = path_weights(problem, [strength])[0][0]
            z = (new.X - scaling.x_mean) / scaling.x_scale @ w[:-1] + w[-1]
            errors.append(np.abs(scaling.original_y(z) - new.y).mean())
        differences.append(errors[0] - errors[1])
    truth, covered = np.mean(differences), 0
    for simulation in range(500):
        data = examples(np.random.default_rng([1, simulation]), n)
        found = compare(data, [squared, huber], PENALTIES["l2"](), [strength], nested=0, seed=simulation)
        interval = found.against(found.row("Squared"), found.row("Huber"))
        covered += interval.low <= truth <= interval.high
    assert 0.93 <= covered / 500 <= 0.98
