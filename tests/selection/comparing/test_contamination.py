"""Contaminated examples: how many, which, by how much, and never what the kind of target forbids."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.selection.comparing.contamination import contaminated
from tests.helpers.compared import drawn

TASKS = ("regression", "count", "amount", "positive", "binary", "multiclass")


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("share", [0.0, 0.1, 0.4])
def test_as_many_are_changed_as_the_share_says_and_more_with_a_larger_one(task, share):
    data = drawn(task, n=50)
    found, more = contaminated(data, share, seed=1), contaminated(data, 0.5, seed=1)
    changed = found.y != data.y
    assert changed.sum() == round(share * 50)
    assert (found.X == data.X).all()
    assert (more.y[changed] == found.y[changed]).all()
    assert (contaminated(data, share, seed=1).y == found.y).all()
    assert share == 0 or (contaminated(data, share, seed=2).y != found.y).any()


def test_outliers_are_moved_up_by_so_many_standard_deviations():
    data = drawn(n=50)
    moved = contaminated(data, 0.2, 0, size=5.0).y - data.y
    np.testing.assert_allclose(moved[moved != 0], 5.0 * data.y.std())
    counts = drawn("count", n=50)
    moved = contaminated(counts, 0.2, 0).y - counts.y
    assert set(moved) == {0.0, np.ceil(10.0 * counts.y.std())}


@pytest.mark.parametrize("share", [-0.1, 0.6, float("nan")])
def test_another_share_is_refused(share):
    with pytest.raises(ValueError, match=r"share: .* is not possible. Allowed: 0 to 0.5."):
        contaminated(drawn(), share, 0)
