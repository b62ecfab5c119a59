"""Which losses grow by a factor with the error."""

from __future__ import annotations

from explorer.lessons.one_loss import OneLoss
from tests.helpers.lessons import missed


def test_near_misses():
    missed(OneLoss(), 0, {"loss": "squared"}, {"loss": "log_cosh"}, {"loss": "epsilon_insensitive"}, {"dataset": "moons"})
    missed(OneLoss(), 1, {"loss": "absolute"}, {"loss": "log_cosh"}, {"loss": "squared_epsilon_insensitive"}, {"loss": "tukey"})
