"""What every loss can do by its base class: the sums of losses where predictions are moved together."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES


@pytest.mark.parametrize("n", [1, 5, 37])
@pytest.mark.parametrize("scale", [1e-12, 1e-3, 1.0, 20.0, 200.0, 335.0, 400.0, 1e5])
@pytest.mark.parametrize("loss", [LOSSES["huber"](delta=0.01), LOSSES["huber"](), LOSSES["logistic"]()], ids=str)
def test_sums_along_lines_keep_their_digits_at_every_scale(loss, scale, n):
    rng = np.random.default_rng(n)
    y = rng.choice([-1.0, 1.0], size=n)
    moves, z = np.clip(rng.normal(size=(6, n)), -1, 1) * scale, np.clip(rng.normal(size=n), -1, 1) * scale
    sums = loss.sums_along(y, moves)
    for start in (z, y * scale, z):  # the second: classes that are far on their right side, if the moves allow
        truth = loss.value(y, start + moves).sum(axis=-1)
        rounding = 4e-16 * scale * np.abs(loss.slope(y, start + moves)).sum(axis=-1)  # of z + moves itself
        assert (np.abs(sums(start) - truth) <= 1e-13 * truth + rounding).all()


@pytest.mark.parametrize(("moved", "far"), [(1.0, 1e4), (330.0, 1e3), (1e4, 1.0), (340.0, 340.0), (10.0, 60.0)])
def test_logistic_sums_are_right_where_the_moves_are_small_and_the_start_is_far_and_the_other_way_round(moved, far):
    y, moves = np.array([1.0, -1.0, -1.0]), moved * np.array([[1.0, 0.5, -1.0], [0.0, -1.0, 0.25]])
    for z in (far * np.array([-1.0, 1.0, 0.5]), np.zeros(3)):
        margins = (z + moves) * y
        by_hand = [sum(max(0.0, -m) + np.log1p(np.exp(-abs(m))) for m in row) for row in margins]
        assert LOSSES["logistic"]().sums_along(y, moves)(z) == pytest.approx(by_hand, rel=1e-12)


def test_logistic_sums_of_tiny_losses_are_not_lost():
    y, moves = np.ones(40), np.zeros((1, 40))
    tiny = LOSSES["logistic"]().sums_along(y, moves)(np.full(40, 60.0))
    assert tiny[0] == pytest.approx(40 * np.exp(-60.0), rel=1e-13)


def test_sums_of_several_classes_are_over_examples_alone():
    rng = np.random.default_rng(3)
    y, moves, z = np.array([0, 2, 1]), rng.normal(size=(4, 3, 3)), rng.normal(size=(3, 3))
    scores = z + moves
    one_by_one = [sum(np.log(np.exp(s - s[k]).sum()) for s, k in zip(at, y, strict=True)) for at in scores]
    assert LOSSES["cross_entropy"]().sums_along(y, moves)(z) == pytest.approx(one_by_one, rel=1e-13)
