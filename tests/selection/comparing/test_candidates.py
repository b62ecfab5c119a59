"""What is compared: names that tell rows apart, and sentences for what cannot be."""

from __future__ import annotations

import pytest

from explorer import LOSSES, MODELS, PENALTIES
from explorer.selection.comparing.candidates import candidate_refusal, candidates
from explorer.selection.comparing.metrics import comparison_metric
from tests.helpers.compared import drawn

L2 = PENALTIES["l2"]()


def test_names_say_no_more_than_tells_rows_apart():
    two = [LOSSES["huber"](delta=1.0), LOSSES["huber"](delta=2.0), LOSSES["squared"]()]
    assert [one.name for one in candidates(two, [L2])] == ["Huber, δ = 1", "Huber, δ = 2", "Squared"]
    every = candidates(two[2:], [L2, PENALTIES["elastic_net"](ratio=0.2), PENALTIES["elastic_net"](ratio=0.8)])
    assert every[0].name == "Squared with L2"
    assert len({one.name for one in every}) == 3


@pytest.mark.parametrize(
    ("losses", "penalties", "says"),
    [
        ([], [L2], "losses: there is none"),
        (["squared"], [], "penalty: there is none"),
        (["squared", "squared"], [L2], "losses: Squared stands there twice. Allowed: each once."),
        (["squared"], [L2, L2], "penalty: L2 stands there twice"),
    ],
)
def test_none_or_the_same_twice_is_refused(losses, penalties, says):
    with pytest.raises(ValueError, match=says):
        candidates([LOSSES[loss]() for loss in losses], penalties)


@pytest.mark.parametrize(
    ("task", "loss", "penalty", "metric", "says"),
    [
        ("regression", "squared", "l2", None, ""),
        ("regression", "logistic", "l2", None, "Logistic is for a binary target"),
        ("regression", "tukey", "l2", None, "Tukey biweight is not convex"),
        ("regression", "squared", "none", None, "There is no penalty"),
        ("binary", "zero_one", "l2", None, "Zero-one can be looked at, not trained with"),
        ("binary", "hinge", "l2", "brier", "Hinge gives scores and no probabilities, so its Brier score is not defined"),
        ("count", "squared", "l2", "deviance", "Squared may predict 0 or less, where the Poisson deviance is not defined"),
        ("count", "poisson", "l2", "deviance", ""),
        ("amount", "gamma", "l2", None, "Gamma"),
    ],
)
def test_a_refusal_is_a_sentence(task, loss, penalty, metric, says):
    (one,) = candidates([LOSSES[loss]()], [PENALTIES[penalty]()])
    found = candidate_refusal(one, drawn(task), MODELS["linear"](), comparison_metric(task, metric))
    assert found.startswith(says)
    assert bool(found) == bool(says)
