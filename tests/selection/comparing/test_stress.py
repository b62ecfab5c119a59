"""Stress: clean folds judge what contaminated ones taught, and where a loss breaks down."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import Ridge

from explorer import Dataset
from explorer.selection.comparing.stress import StressTask, breakdown, stress, stress_by_folds
from tests.helpers.compared import compared

RNG = np.random.default_rng(0)
X = RNG.normal(size=(120, 3))
DATA = Dataset(X, X @ [3.0, -2.0, 1.0] + 0.5 * RNG.normal(size=120))
FOUND = compared(DATA, ["squared", "huber"], strengths=[0.02], folds=3, repeats=2, nested=0)


def test_squared_is_what_scikit_learn_makes_of_the_same_outliers():
    """Least squares on targets of which some are moved up by ten standard deviations of the clean part, the scale kept."""
    found = stress(FOUND, [0.0, 0.2], repeats=2)
    curve = next(curve for curve in found.curves if curve.name == "Squared")
    np.testing.assert_allclose(curve.values[..., 0], FOUND.row("Squared").values.ravel(), rtol=1e-9)
    from explorer.selection.comparing.contamination import contaminated

    for repeat in range(2):
        for fold in range(3):
            own = FOUND.setup.folds[repeat] == fold
            middle, spread, m, s = X[~own].mean(axis=0), X[~own].std(axis=0), DATA.y[~own].mean(), DATA.y[~own].std()
            clean = Dataset((X[~own] - middle) / spread, (DATA.y[~own] - m) / s)
            bad = contaminated(clean, 0.2, repeat * 3 + fold)
            fit = Ridge(alpha=80 * 0.02 / 2).fit(bad.X, bad.y)
            off = m + s * fit.predict((X[own] - middle) / spread) - DATA.y[own]
            assert curve.values[repeat * 3 + fold, 1] == pytest.approx(np.abs(off).mean(), rel=1e-9)
    np.testing.assert_allclose(curve.mean, curve.values.mean(axis=0))


def test_a_robust_loss_breaks_down_later():
    found = stress(FOUND)
    of = {curve.name: curve for curve in found.curves}
    assert of["Squared"].breakdown < of["Huber"].breakdown
    assert of["Huber"].mean[2] < of["Squared"].mean[2]
    medians = [
        np.abs(DATA.y[FOUND.setup.folds[0] == k] - of_rest(DATA.y[FOUND.setup.folds[0] != k])).mean()
        for of_rest in (np.mean, np.median)
        for k in range(3)
    ]
    assert found.trivial == pytest.approx(min(np.mean(medians[:3]), np.mean(medians[3:])))
    assert found.kind == "outliers"


def test_classes_get_wrong_labels_and_the_higher_may_be_the_better():
    rng = np.random.default_rng(1)
    features = rng.normal(size=(120, 2))
    data = Dataset(features, np.where(features[:, 0] > 0, 1, -1), task="binary")
    found = stress(compared(data, ["logistic"], strengths=[0.01], folds=3, repeats=1, nested=0), [0.0, 0.4])
    (curve,) = found.curves
    assert found.kind == "flipped labels"
    assert curve.mean[0] > curve.mean[1] > 50.0
    assert curve.breakdown is None


def test_the_breakdown_is_where_a_straight_line_meets_the_level_for_good():
    shares = np.array([0.0, 0.1, 0.2, 0.3])
    assert breakdown(shares, np.array([1.0, 2.0, 4.0, 5.0]), 3.0) == pytest.approx(0.15)
    assert breakdown(shares, np.array([1.0, 5.0, 2.0, 6.0]), 4.0) == pytest.approx(0.25)
    assert breakdown(shares, np.array([1.0, 2.0, 2.0, 2.9]), 3.0) is None
    assert breakdown(shares, np.array([3.0, 4.0, 5.0, 6.0]), 3.0) == 0.0
    assert breakdown(shares, np.array([1.0, 2.0, np.inf, np.inf]), 3.0) == 0.1


def test_progress_counts_and_a_checkpoint_may_end_it():
    seen, calls = [], []
    stress(FOUND, [0.0], progress=lambda done, count: seen.append((done, count)), checkpoint=lambda: calls.append(1))
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert len(calls) >= 6

    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stress(FOUND, [0.0], checkpoint=stop)


def test_after_each_fold_there_is_what_the_folds_so_far_come_to():
    whole, parts = stress(FOUND, [0.0, 0.2]), list(stress_by_folds(FOUND, [0.0, 0.2]))
    assert [part.folds for part in parts] == [1, 2, 3]
    for part in parts:
        for curve, of_all in zip(part.curves, whole.curves, strict=True):
            np.testing.assert_array_equal(curve.mean, of_all.values[: part.folds].mean(axis=0))
            assert curve.missed == 0
    assert [piece.folds for piece in StressTask(FOUND).pieces()] == [1, 2, 3]


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"shares": [0.2, 0.1]}, "shares: they must rise"),
        ({"shares": []}, "shares: they must rise"),
        ({"shares": [0.0, 0.7]}, "share: 0.7 is not possible. Allowed: 0 to 0.5."),
        ({"repeats": 3}, "repeats: 3 is not possible. Allowed: whole numbers from 1 to 2."),
    ],
)
def test_what_is_refused_is_refused_in_a_sentence(asked, says):
    with pytest.raises(ValueError, match=says):
        stress(FOUND, **asked)
