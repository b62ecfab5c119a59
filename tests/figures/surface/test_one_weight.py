"""The cost over one weight, where there is no second one."""

from __future__ import annotations

import numpy as np

from explorer import Experiment
from explorer.figures.surface.one_weight import one_weight_picture
from tests.helpers.told import told


def test_the_curves_are_the_cost_and_its_parts_at_every_weight():
    e = Experiment(dataset="engel", penalty="l2", strength=0.5, steps=60, params={"model.intercept": False})
    history, data = e.train(), e.prepared().train
    picture = one_weight_picture(e.problem(), history)
    cost, loss, penalty = (trace for trace in picture.drawing.traces if trace.get("mode") == "lines")
    w, x = np.asarray(cost["x"]), data.X[:, 0]
    expected = ((x * w[:, None] - data.y) ** 2).mean(axis=1)
    np.testing.assert_allclose(loss["y"], expected, rtol=1e-10)
    np.testing.assert_allclose(penalty["y"], 0.25 * w**2, rtol=1e-10)
    np.testing.assert_allclose(cost["y"], expected + 0.25 * w**2, rtol=1e-10)
    assert w[0] < history.weights.min() <= history.weights.max() < w[-1]
    assert "with one weight and no bias" in told(picture).lower()
