"""The axis on which losses are drawn suits each kind of target."""

from __future__ import annotations

import numpy as np

from explorer import DATASETS, Experiment
from tests.helpers.loss_pictures import OF_TASK, pictures


def test_every_dataset_has_a_place_for_its_losses():
    assert {DATASETS[name].task for name in OF_TASK.values()} == {cls.task for cls in DATASETS.values()}


def test_gammas_curve_fills_its_chart():
    """Towards a prediction of 0 it grows without end; the height is that of what matters."""
    e = Experiment(dataset="wages", steps=30)
    drawn, seen = pictures(e)
    _, high = drawn["loss"].figure.layout.yaxis.range
    assert high <= 1.3 * max(seen.loss[:, 2].max(), 1 + np.log(e.problem().data.y[2]))
