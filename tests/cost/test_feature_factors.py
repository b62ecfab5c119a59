"""Factors of single features in the whole cost: its value, its steps, what is refused, and whether a minimum exists."""

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem, regularization_path, train
from explorer.cost.existence import minimum_exists, no_minimum
from explorer.cost.feature_factors import free_features, penalty_slope, prices
from explorer.cost.weight_norms import penalty_norm

RNG = np.random.default_rng(3)
X = RNG.normal(size=(40, 3))
DATA = Dataset(X, X @ np.array([1.0, -2.0, 0.5]) + RNG.normal(size=40))
FACTORS = (0.0, 2.0, 0.5)


def problem(penalty: str = "l2", strength: float = 0.3, factors: object = FACTORS, data: Dataset = DATA, loss: str = "squared"):
    return Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), strength, factors=factors)


def test_each_weight_pays_its_factor_times_the_penalty() -> None:
    w = np.array([1.0, -2.0, 3.0, 9.0])
    assert problem("l1").cost(w).penalty == pytest.approx(0.3 * (0 + 2 * 2 + 0.5 * 3))
    assert problem("l2").cost(w).penalty == pytest.approx(0.3 * (2 * 4 + 0.5 * 9) / 2)
    assert penalty_norm(problem("l1"), w[None])[0] == pytest.approx(5.5)
    assert prices(problem()).tolist() == [0.0, 2.0, 0.5, 0.0]
    assert free_features(problem()).tolist() == [True, False, False]
    assert penalty_slope(problem(), w) == pytest.approx([0.0, 0.3 * 2 * -2, 0.3 * 0.5 * 3, 0.0])


def test_without_factors_or_with_all_1_nothing_changes_to_the_bit() -> None:
    plain, ones = problem(factors=None), problem(factors=(1, 1, 1))
    assert ones.penalty == plain.penalty
    runs = [train(p, SOLVERS["gd"](rate=0.1), steps=20).weights for p in (plain, ones)]
    assert np.array_equal(*runs)


def test_factors_that_do_not_fit_are_refused_in_words() -> None:
    for factors, words in (((1, 2), "2 factors for 3 features"), ((1, 2, -1), "from 0 up"), ((1, 2, np.nan), "from 0 up")):
        with pytest.raises(ValueError, match=words):
            problem(factors=factors)
    with pytest.raises(ValueError, match="hidden layers"):
        Problem(DATA, MODELS["mlp"](), LOSSES["squared"](), PENALTIES["l2"](), 0.1, factors=FACTORS)


@pytest.mark.parametrize(("solver", "penalty"), [("gd", "l1"), ("fista", "l2"), ("adam", "l1"), ("adamw", "l2")])
def test_a_run_on_columns_divided_by_what_they_pay_is_the_same_fit(solver: str, penalty: str) -> None:
    """Where all factors are above 0; steps differ, ends do not. AdamW ends elsewhere: there one step is looked at."""
    factors = np.array([0.5, 2.0, 1.0])
    if solver == "adamw":
        one = train(problem("l2", factors=factors), SOLVERS["adamw"](rate=0.1), steps=2).weights
        bare = train(problem("none", factors=None), SOLVERS["adamw"](rate=0.1), steps=2).weights
        assert one[1, :3] == pytest.approx(bare[1, :3] - 0.1 * 0.3 * factors * one[0, :3])
        assert one[2, :3] == pytest.approx(bare[2, :3] - 0.1 * 0.3 * factors * one[1, :3])
        return
    unit = factors if penalty == "l1" else np.sqrt(factors)
    scaled = Dataset(X / unit, DATA.y)
    both = [problem(penalty, factors=factors), problem(penalty, factors=None, data=scaled)]
    ends = [train(p, SOLVERS[solver](rate="auto" if solver != "adam" else 0.02), steps=1200).weights[-1] for p in both]
    assert ends[0][:3] * unit == pytest.approx(ends[1][:3], abs=1e-6)


def test_a_feature_with_a_factor_of_0_may_leave_the_cost_without_a_minimum_at_any_strength() -> None:
    apart = np.array([[-1.0, 0.3], [-2.0, -1.0], [1.0, 0.2], [3.0, -0.7]])
    data = Dataset(apart, np.array([-1.0, -1.0, 1.0, 1.0]), task="binary")
    free = problem("l2", factors=(0.0, 1.0), data=data, loss="logistic")
    found = minimum_exists(free)
    assert (found.exists, found.any_strength) == (False, True)
    assert "factor above 0" in no_minimum(free)
    assert minimum_exists(problem("l2", factors=(0.1, 1.0), data=data, loss="logistic")).exists
    assert minimum_exists(problem("l2", factors=(1.0, 0.0), data=data, loss="logistic")).exists
    labels = Dataset(apart, np.array([0, 0, 1, 2]), task="multiclass")
    several = [problem("l1", factors=f, data=labels, loss="cross_entropy") for f in ((0.0, 1.0), (1.0, 0.0), (0.0, 0.0))]
    assert [minimum_exists(p).exists for p in several] == [False, True, False]
    path = regularization_path(free, [1.0, 0.1, 0.0])
    assert not path.has_minimum.any()
    assert "at any strength" in path.note
