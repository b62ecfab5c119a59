"""glmnet's lambda, by its published objective."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import PENALTIES, Experiment
from explorer.experiment.export.translate import translations


def test_glmnets_lambda_is_that_of_its_published_objective():
    """1/(2n) sum r^2 + lambda |w| for gaussian, the mean negative log-likelihood + lambda (...) for the others."""

    def lam(**kwargs):
        return next(t for t in translations(Experiment(**kwargs).problem()) if t.library == "glmnet")

    assert lam(dataset="diabetes", penalty="l1", strength=0.3).value == 0.15
    assert lam(dataset="breast_cancer", penalty="l2", strength=0.3).value == 0.3
    mixed = lam(dataset="penguins", penalty="elastic_net", strength=0.3, params={"penalty.ratio": 0.25})
    assert (mixed.value, dict(mixed.others)["alpha"]) == (0.3, 0.25)


@pytest.mark.parametrize("ratio", [0.0, 0.4])
def test_glmnets_lambda_for_an_l2_part_depends_on_the_spread_of_the_target(ratio):
    """glmnet divides y by s, minimises 1/(2n) |y/s - Xv|^2 + lambda/s (alpha |v| + (1 - alpha)/2 v^2), and gives back s v."""
    t = next(
        t for t in translations(
            Experiment(dataset="diabetes", penalty="elastic_net", strength=0.3, params={"penalty.ratio": ratio}).problem()
        ) if t.library == "glmnet"
    )  # fmt: skip
    assert t.value is None
    assert "s_y" in t.formula
    s, strength = 2.5, 0.3
    lam = strength / 2 * (ratio + (1 - ratio) * s)  # what the formula says, by hand
    alpha = ratio / (ratio + (1 - ratio) * s)
    w = np.array([1.0, -2.0, 0.5])
    theirs = s * s * (lam / s) * (alpha * np.abs(w / s).sum() + (1 - alpha) / 2 * ((w / s) ** 2).sum())
    ours = strength / 2 * PENALTIES["elastic_net"](ratio=ratio).value(w)
    np.testing.assert_allclose(theirs, ours)
