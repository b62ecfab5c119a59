"""The cost over the steps: titles are computed."""

from __future__ import annotations

import numpy as np

from explorer import Experiment
from explorer.path.optimum import optimum, unregularised
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


def test_that_the_penalty_shrank_them_is_said_of_a_run_at_rest_alone():
    """Before, weights are small since they have not grown yet; weight decay ends elsewhere."""
    assert four(Experiment(steps=10))["weights"].title.startswith("Weights after 10 steps: ")
    assert four(Experiment(solver="adamw", rate=0.01, strength=0.5, steps=3000))["weights"].title.startswith(
        "Weights after 3000 steps"
    )
    assert "shrank" not in four(Experiment(rate=0.25, steps=10))["weights"].title
    for strength in (0.02, 0.1, 2.0):
        e = Experiment(strength=strength, steps=3000)
        free, best = (optimum(one.problem()).weights[:-1] for one in (e.change(strength=0.0), e))
        share = 100 * np.linalg.norm(best) / np.linalg.norm(free)
        assert four(e)["weights"].title == f"L2 shrank the weights to {share:.0f} % of their unpenalised size"


def test_a_cost_that_rises_again_is_not_said_to_fall():
    e = Experiment(solver="adamw", rate=0.01, strength=0.5, steps=3000)
    total = e.train().total
    assert total.min() < total[-1] - 0.02 * np.ptp(total)
    assert four(e)["cost"].title == f"The cost goes from 1 to {total[-1]:.3g}; its lowest is {total.min():.3g}"
    assert four(Experiment())["cost"].title.startswith("The cost falls from 1 to ")


def test_why_a_cost_is_below_zero_is_said_where_it_is():
    counts = four(Experiment(dataset="doctor_visits", loss="poisson", strength=0.0))["cost"]
    assert "Below 0: see More." in counts.caption
    assert any(text.startswith("Poisson loss leaves out a part that no weight changes") for text in counts.more)
    assert "below 0" not in told(four(Experiment())["cost"])
