"""The cost over the steps: titles are computed."""

from __future__ import annotations

import numpy as np

from explorer import Experiment
from explorer.path.optimum import unregularised
from tests.helpers.told import told
from tests.helpers.train_pictures import four


def test_titles_are_computed():
    zeros = four(Experiment(penalty="l1", strength=0.3))
    final = Experiment(penalty="l1", strength=0.3).train().weights[-1][:-1]
    assert zeros["weights"].title == f"L1 ends with {(final == 0).sum()} of 10 weights at zero"
    assert four(Experiment(rate=0.3, steps=300))["cost"].title.startswith("The cost rises")
    assert "log scale" in four(Experiment(rate=0.3, steps=300))["cost"].figure.layout.yaxis.title.text


def test_what_is_said_of_the_weights_is_counted_or_measured():
    e = Experiment(strength=0.5)
    pictures, last = four(e), e.train().weights[-1][:-1]
    free = np.linalg.norm(unregularised(e.problem())[:-1])
    assert (
        pictures["weights"].title
        == f"L2 shrank the weights to {100 * np.linalg.norm(last) / free:.0f} % of their unpenalised size"
    )
    assert four(Experiment(strength=1e-5, steps=3000))["weights"].title == "L2 hardly shrank the weights"
    assert (
        four(Experiment(strength=1000.0))["weights"].title == "L2 shrank the weights to less than 1 % of their unpenalised size"
    )
    assert "shrank" not in four(Experiment(rate=0.3))["weights"].title
    assert four(Experiment(penalty="none"))["weights"].title == "10 weights, no penalty"
    assert "larger strength" not in told(four(Experiment(penalty="none"))["cost"])
    assert four(Experiment(penalty="l1", strength=3.0))["cost"].title == "The cost stays at 1"
