"""The fit of a fold: the weights of the path, and where the search was cut short."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Problem
from explorer.core import effort
from explorer.path.regularization_path import path_weights
from explorer.selection.comparing.compare import compare
from explorer.selection.comparing.fold_fit import fold_fit
from tests.helpers.compared import drawn

STRENGTHS = [0.3, 0.05, 0.01]


@pytest.mark.parametrize(
    ("loss", "penalty"),
    [("squared", "l2"), ("squared", "l1"), ("huber", "l1"), ("absolute", "l2"), ("absolute", "elastic_net")],
)
def test_its_weights_are_those_of_the_path_and_all_are_reached(loss, penalty):
    problem = Problem(drawn(), MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.0)
    found = fold_fit(problem, STRENGTHS)
    np.testing.assert_allclose(found.weights, path_weights(problem, STRENGTHS), rtol=1e-9, atol=1e-12)
    assert found.reached.tolist() == [True] * 3


def test_a_search_that_may_do_hardly_any_work_is_told(monkeypatch):
    """Newton's method takes the step that it is at, and comes to no minimum."""
    monkeypatch.setattr(effort, "MOST", 1.0)
    data, hard = drawn("count"), LOSSES["poisson"]()
    problem = Problem(data, MODELS["linear"](), hard, PENALTIES["l2"](), 0.0)
    assert not fold_fit(problem, STRENGTHS).reached.all()
    found = compare(data, [hard, LOSSES["squared"]()], PENALTIES["l2"](), STRENGTHS, folds=3, repeats=1, nested=0)
    rows = {row.name: row for row in found.rows if not row.trivial}
    assert rows["Poisson"].cut > 0
    assert f"{rows['Poisson'].cut} fits are not at the minimum: the search was cut short." in rows["Poisson"].note
    assert rows["Squared"].cut == 0
    assert "cut short" not in rows["Squared"].note
