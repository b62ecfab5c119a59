"""The losses as PyTorch writes them, up to a constant the same as ours."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES
from explorer.core.params import instances, params_of
from explorer.experiment.export.scripts.torch_losses import LOSSES as WRITTEN
from explorer.experiment.export.scripts.torch_losses import torch_loss


@pytest.mark.torch
def test_every_loss_that_is_written_out_for_pytorch_is_ours_up_to_a_constant():
    import torch

    rng, seen = np.random.default_rng(0), 0
    for loss in (i for cls in LOSSES.values() for i in instances(cls)):
        expression = torch_loss(loss)
        if not expression:
            continue
        several = loss.task == "multiclass"
        z = torch.tensor(rng.normal(size=(30, 3) if several else 30) * 2.0, requires_grad=True)
        y = {"multiclass": rng.integers(0, 3, 30), "binary": np.sign(rng.normal(size=30))}.get(loss.task, rng.random(30) + 0.5)
        names = {"torch": torch, "F": torch.nn.functional, "math": __import__("math"), "z": z, "y": torch.tensor(y)}
        if not several:
            names["r"] = z - names["y"]
        value = eval(expression, names)
        gap = value.detach().numpy() - loss.value(y, z.detach().numpy())
        assert np.ptp(gap) < 1e-9, loss
        value.sum().backward()
        np.testing.assert_allclose(z.grad.numpy(), loss.slope(y, z.detach().numpy()), atol=1e-9)
        seen += 1
    assert seen > 25


@pytest.mark.parametrize("name", WRITTEN)
def test_an_expression_holds_the_values_of_all_parameters_and_is_python(name):
    expression = torch_loss(LOSSES[name]())
    assert "{" not in expression
    compile(expression, "expression", "eval")
    for parameter in params_of(LOSSES[name]):
        assert f"{{{parameter}}}" in WRITTEN[name]
