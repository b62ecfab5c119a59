"""PyTorch's weight_decay is the strength of L2."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.experiment.export.translate import translations, untranslated


@pytest.mark.torch
def test_pytorchs_weight_decay_adds_the_slope_of_our_penalty_to_the_gradient():
    import torch

    for penalty, params in (("l2", {}), ("elastic_net", {"penalty.ratio": 0.0})):
        problem = Experiment(dataset="diabetes", penalty=penalty, params=params, strength=0.3).problem()
        (t,) = [t for t in translations(problem) if t.library == "PyTorch"]
        w = torch.arange(1.0, 11.0, dtype=torch.float64, requires_grad=True)
        w.grad = torch.zeros_like(w)
        torch.optim.SGD([w], lr=1.0, weight_decay=t.value).step()
        moved = np.arange(1.0, 11.0) - w.detach().numpy()
        np.testing.assert_allclose(moved, problem.penalty.slope(np.arange(1.0, 11.0), 0.3), rtol=1e-12)


@pytest.mark.parametrize("penalty", ["l1", "mcp", "group_l1", "elastic_net"])
def test_there_is_none_for_a_penalty_that_makes_weights_zero(penalty):
    problem = Experiment(dataset="diabetes", penalty=penalty).problem()
    assert not [t for t in translations(problem) if t.library == "PyTorch"]
    (sentence,) = [text for text in untranslated(problem) if "PyTorch" in text]
    step = "soft-thresholding" if penalty == "l1" else f"the proximal map of {problem.penalty.name}"
    assert f"apply {step} yourself" in sentence


def test_a_network_has_it_too():
    (found,) = translations(Experiment(dataset="diabetes", model="mlp", penalty="l2", strength=0.3).problem())
    assert (found.library, found.value, found.exact) == ("PyTorch", 0.3, False)
