"""Many minima at once with some weights held: against the optimum, one strength a row, and rows that do not converge."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Problem
from explorer.landscape.partial_minimisation import minimise_free_weights
from explorer.path.optimum import optimum


def test_each_row_may_have_a_strength_of_its_own(regression_data):
    strengths = np.array([0.0, 0.05, 0.5])
    for loss, penalty in (("squared", "l1"), ("huber", "l2"), ("huber", "l1")):
        make = lambda s, loss=loss, penalty=penalty: Problem(
            regression_data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), s
        )
        W, settled = minimise_free_weights(make(1.0), np.ones((3, 6)), np.ones(6, bool), strengths)
        assert settled.all()
        for w, s in zip(W, strengths, strict=True):
            alone, _ = minimise_free_weights(make(s), np.zeros((1, 6)), np.ones(6, bool))
            assert w == pytest.approx(alone[0], abs=1e-8)
            known = optimum(make(s))
            assert known is None or w == pytest.approx(known.weights, abs=1e-7)


def test_held_weights_stay(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["huber"](), PENALTIES["l1"](), 0.5)
    free = np.array([True, False, True, False, True, False])
    W, _ = minimise_free_weights(problem, np.full((2, 6), 0.3), free)
    assert (W[:, ~free] == 0.3).all()
    assert (W[:, free] != 0.3).all()


@pytest.mark.parametrize(("loss", "penalty"), [("huber", "l1"), ("poisson", "l1"), ("poisson", "l2")])
def test_rows_are_found_as_if_they_were_alone(loss, penalty, data_for):
    problem = Problem(data_for(LOSSES[loss]()), MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.1)
    W, free = np.random.default_rng(1).normal(size=(5, 6)), np.array([True, True, False, True, False, True])
    together, converged = minimise_free_weights(problem, W, free)
    assert converged.all()
    for row, found in zip(W, together, strict=True):
        assert found == pytest.approx(minimise_free_weights(problem, row[None], free)[0][0], abs=1e-8)


def test_rows_without_enough_steps_have_not_converged(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["huber"](), PENALTIES["l1"](), 0.1)
    assert not minimise_free_weights(problem, np.ones((2, 6)), np.ones(6, bool), most=3)[1].any()


def test_it_can_be_stopped(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["huber"](), PENALTIES["l1"](), 0.1)

    def stop():
        raise InterruptedError

    with pytest.raises(InterruptedError):
        minimise_free_weights(problem, np.ones((2, 6)), np.ones(6, bool), checkpoint=stop)
