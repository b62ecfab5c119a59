"""Checkpoints: they may end a computation, and change nothing in it."""

from __future__ import annotations

import numpy as np

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Problem, train
from explorer.core.checkpoint import no_checkpoint


def test_a_checkpoint_is_called_and_changes_nothing(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.1)
    calls = []
    quiet = train(problem, SOLVERS["gd"](), steps=500, checkpoint=no_checkpoint)
    watched = train(problem, SOLVERS["gd"](), steps=500, checkpoint=lambda: calls.append(1))
    assert calls
    assert np.array_equal(quiet.weights, watched.weights)
