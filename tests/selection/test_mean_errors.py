"""Errors on what was held out, and their means: by hand, and in blocks as all at once."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.datasets.preparation import Scaling
from explorer.selection import mean_errors
from explorer.selection.mean_errors import errors_and_scores, mean_and_se
from explorer.selection.metrics import metrics_of


def test_the_mean_and_its_standard_error_are_numpys():
    errors = np.random.default_rng(0).normal(size=(5, 7)) ** 2
    mean, se = mean_and_se(errors)
    np.testing.assert_allclose(mean, errors.mean(axis=0), rtol=1e-14)
    np.testing.assert_allclose(se, errors.std(axis=0, ddof=1) / np.sqrt(5), rtol=1e-13)


@pytest.mark.parametrize("cells", [1, 20, 10**6])
def test_errors_are_those_of_each_row_by_itself(cells, monkeypatch):
    monkeypatch.setattr(mean_errors, "CELLS_AT_ONCE", cells)
    rng = np.random.default_rng(1)
    data, held = (Dataset(rng.normal(size=(9, 2)), rng.normal(size=9)) for _ in range(2))
    problem = Problem(data, MODELS["linear"](), LOSSES["absolute"](), PENALTIES["l1"](), 0.0)
    metric, scaling, W = metrics_of("regression", "regression")[0], Scaling(np.zeros(2), np.ones(2)), rng.normal(size=(4, 3))
    errors, scores = errors_and_scores(problem, problem.hold(held), W, metric, scaling)
    miss = W[:, :2] @ held.X.T + W[:, 2:] - held.y
    np.testing.assert_allclose(errors, np.abs(miss).mean(axis=1), rtol=1e-13)
    assert scores.shape == (4,)
    assert (scores > 0).all()
