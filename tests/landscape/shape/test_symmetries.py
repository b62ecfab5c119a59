"""Symmetries of hidden units, each really carried out."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Problem
from explorer.core.params import instances
from explorer.landscape.shape.symmetries import Symmetries, symmetries

RNG = np.random.default_rng(0)


def acted_on(w, d, h, outputs, order, signs, offset):
    """The weights with the units in another order and some signs flipped; what a unit at 0 puts out is made up for."""
    first, second = w[: (d + 1) * h].reshape(d + 1, h), w[(d + 1) * h :].reshape(h + 1, outputs).copy()
    second[-1] += (2 * offset * second[:-1] * (np.array(signs) < 0)[:, None]).sum(axis=0)
    second[:-1] *= np.array(signs)[:, None]
    second[:-1] = second[:-1][list(order)]
    return np.concatenate([(first * signs)[:, list(order)].ravel(), second.ravel()])


@pytest.mark.parametrize("penalty", [p for cls in PENALTIES.values() for p in instances(cls)], ids=lambda p: f"{p.id}{vars(p)}")
@pytest.mark.parametrize("loss", ["squared", "cross_entropy"])
@pytest.mark.parametrize(("activation", "offset"), [("tanh", 0.0), ("sigmoid", 0.5)])
def test_every_copy_predicts_and_costs_the_same_and_there_are_as_many_as_said(activation, offset, loss, penalty, data_for):
    loss = LOSSES[loss]()
    problem = Problem(data_for(loss), MODELS["mlp"](hidden=3, activation=activation), loss, penalty, 0.3)
    outputs = 3 if loss.task == "multiclass" else 1
    w = RNG.normal(size=problem.size)
    every = [
        acted_on(w, 5, 3, outputs, order, signs, offset)
        for order in permutations(range(3))
        for signs in product((1, -1), repeat=3)
    ]
    assert len({tuple(v.round(12)) for v in every}) == symmetries(problem.network).number == 48
    predicted, cost = problem.network.predict(w), problem.cost(w).total
    for v in every:
        off = np.abs(problem.network.predict(v) - predicted)
        assert (off <= np.maximum(1e-10 * np.abs(predicted), 1e-12)).all()
        assert problem.cost(v).total == pytest.approx(cost, rel=1e-12)


def test_which_activation_has_which():
    found = {name: symmetries(MODELS["mlp"](hidden=4, activation=name).bind(np.eye(3))) for name in ("tanh", "sigmoid", "relu")}
    assert found["tanh"] == Symmetries((4,), mirrored=True, offset=False, rescaled=False)
    assert found["sigmoid"] == Symmetries((4,), mirrored=True, offset=True, rescaled=False)
    assert found["relu"] == Symmetries((4,), mirrored=False, offset=False, rescaled=True)
    assert found["relu"].number == 24


def test_a_rectified_unit_can_grow_going_in_and_shrink_going_out():
    network = MODELS["mlp"](hidden=2, activation="relu").bind(RNG.normal(size=(20, 3)))
    w = RNG.normal(size=network.size)
    v = w.copy()
    v[[0, 2, 4, 6]] *= 5.0
    v[8] /= 5.0
    assert network.predict(v) == pytest.approx(network.predict(w), rel=1e-12)
    assert not np.allclose(v, w)


def test_a_model_without_hidden_units_has_none():
    found = symmetries(MODELS["linear"]().bind(np.eye(3)))
    assert found == ((), False, False, False)
    assert found.number == 1
