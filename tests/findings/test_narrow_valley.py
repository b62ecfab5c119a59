"""A narrow valley is told by the curvatures and the rate."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.findings import stretches
from explorer.findings.narrow_valley import NarrowValley
from explorer.landscape.shape.curvature import curvature_at, curvature_sentence


def of(**settings):
    e = Experiment(**settings)
    return NarrowValley().told(next(stretches(e, e.train()))), e


def test_the_ratio_is_that_of_the_eigenvalues_of_the_second_derivatives():
    (one,), e = of()
    assert (one.first, one.last) == (20, 500)  # after some steps: nothing is explained before there is something to see
    X = np.column_stack([e.prepared().train.X, np.ones(e.problem().n)])
    H = 2 * X.T @ X / len(X) + 0.02 * np.diag([1.0] * 10 + [0.0])
    values = np.linalg.eigvalsh(H)
    assert f" {np.sqrt(values[-1] / values[0]):.2g} times longer" in one.sentence  # of an ellipse with these curvatures
    assert [press.label for press in one.presses] == ["Use momentum"]


@pytest.mark.parametrize("settings", [{"rate": 0.001}, {"solver": "adam"}, {"dataset": "engel"}, {"strength": 1.0}])
def test_not_with_a_small_rate_nor_another_solver_nor_in_a_round_valley(settings):
    assert of(**settings)[0] == []


def test_not_in_a_run_that_ends_before_anything_is_seen():
    assert of(steps=19)[0] == []
    assert len(of(steps=20)[0]) == 1


def test_without_standardising_that_is_offered_first_and_widens_the_valley():
    (one,), e = of(standardise=False, steps=50)
    assert one.presses[0].settings == {"standardise": True}
    after = NarrowValley().told(next(stretches(better := e.change(standardise=True), better.train())))
    ratio = [float(told.sentence.split("weights ")[1].split(" times")[0].replace(",", "")) for told in (one, *after)]
    assert len(ratio) == 1 or ratio[1] < ratio[0]


def test_weights_that_l1_holds_at_zero_make_no_valley_as_on_the_surface_page():
    e = Experiment(penalty="l1", strength=0.5, steps=600)
    history = e.train()
    w = history.weights[-1]
    free = np.append(w[:-1] != 0, True)
    X = np.column_stack([e.prepared().train.X, np.ones(e.problem().n)])[:, free]
    values = np.linalg.eigvalsh(2 * X.T @ X / len(X))
    assert np.sqrt(values[-1] / values[0]) < 10
    assert not any(told.first <= 600 <= told.last for told in NarrowValley().told(next(stretches(e, history))))
    assert curvature_sentence(e.problem(), w, e.make("solver"), history.rate).startswith(
        f"Curvature runs from {values[0]:.3g} to {values[-1]:.3g} here"
    )


def test_where_the_curvature_changes_each_step_has_its_own_number():
    e = Experiment(dataset="breast_cancer", strength=0.001, steps=300)
    for told in NarrowValley().told(next(stretches(e, history := e.train()))):
        values = curvature_at(e.problem(), history.weights[told.first]).values
        assert f" {np.sqrt(values[0] / values[values > 0][-1]):.2g} times longer" in told.sentence


@pytest.mark.parametrize("solver", ["momentum", "nesterov", "fista"])
def test_momentum_takes_the_root_of_it_so_that_only_the_square_is_narrow(solver):
    assert of(solver=solver)[0] == []  # 15 times longer than wide: that it is for
    (one,), _ = of(solver=solver, standardise=False, steps=50)
    assert [press.label for press in one.presses] == ["Standardise the features"]


def test_factors_far_apart_are_what_makes_the_valley_and_can_be_put_back():
    (one,), e = of(adaptive=4.0, strength=0.5, solver="momentum", steps=50)
    assert one.presses[0].settings == {"adaptive": 0.0, "factors": ()}
    again = e.with_settings(dict(one.presses[0].settings))
    assert again.problem().penalty.factors is None
