"""Generated claims: a Poisson regression with the exposure finds the rule that they were drawn by."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Problem
from explorer.datasets.generated_claims import Claims
from explorer.datasets.weighting import Weighting, with_columns
from explorer.path import optimum


def test_the_rates_are_found_where_the_years_are_the_exposure():
    data = with_columns(Claims(size=2000).load(), Weighting(exposure="years insured"))
    w = optimum(Problem(data, MODELS["linear"](), LOSSES["poisson"](), PENALTIES["none"](), 0.0)).weights
    assert w[:2] == pytest.approx([-0.03, 0.01], abs=0.003)
    assert w[2] == pytest.approx(np.log(0.6) + 0.6 - 0.8, abs=0.3)
