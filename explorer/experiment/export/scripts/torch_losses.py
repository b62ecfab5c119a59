"""The losses as PyTorch writes them: z are raw predictions, y the targets, r = z - y; each gives one loss an example.

A loss that is not here has no PyTorch script; the NumPy one shows the loss's own source and so needs no line of its own.
"""

from __future__ import annotations

from explorer.core.params import params_of
from explorer.losses import Loss

LOSSES: dict[str, str] = {
    "squared": "r**2",
    "absolute": "r.abs()",
    "huber": "F.huber_loss(z, y, reduction='none', delta={delta})",
    "pseudo_huber": "{delta} ** 2 * ((1 + (r / {delta}) ** 2).sqrt() - 1)",
    "log_cosh": "r.abs() + F.softplus(-2 * r.abs()) - math.log(2)",
    "quantile": "torch.maximum((1 - {tau}) * r, -{tau} * r)",
    "expectile": "torch.where(r > 0, (1 - {tau}) * r**2, {tau} * r**2)",
    "epsilon_insensitive": "F.relu(r.abs() - {epsilon})",
    "squared_epsilon_insensitive": "F.relu(r.abs() - {epsilon}) ** 2",
    "cauchy": "{c} ** 2 / 2 * torch.log1p((r / {c}) ** 2)",
    "tukey": "{c} ** 2 / 6 * (1 - (1 - ((r / {c}) ** 2).clamp(max=1)) ** 3)",
    "geman_mcclure": "r**2 / 2 / (1 + (r / {c}) ** 2)",
    "welsch": "-({c} ** 2) / 2 * torch.expm1(-((r / {c}) ** 2))",
    "poisson": "F.poisson_nll_loss(z, y, log_input=True, reduction='none')",
    "gamma": "z + y * torch.exp(-z)",
    "tweedie": "torch.exp((2 - {power}) * z) / (2 - {power}) + y * torch.exp((1 - {power}) * z) / ({power} - 1)",
    "logistic": "F.softplus(-y * z)",
    "hinge": "F.relu(1 - y * z)",
    "squared_hinge": "F.relu(1 - y * z) ** 2",
    "smoothed_hinge": "(1 - y * z).clamp(0, {gamma}) * (1 - y * z - (1 - y * z).clamp(0, {gamma}) / 2) / {gamma}",
    "modified_huber": "(1 - y * z).clamp(0, 2) * (2 * (1 - y * z) - (1 - y * z).clamp(0, 2))",
    "perceptron": "F.relu(-y * z)",
    "exponential": "torch.exp(-y * z)",
    "brier": "torch.sigmoid(-y * z) ** 2",
    "focal": "torch.sigmoid(-y * z) ** {gamma} * F.softplus(-y * z)",
    "tangent": "(2 * torch.atan(y * z) - 1) ** 2",
    "cross_entropy": "F.cross_entropy(z, y, reduction='none', label_smoothing={smoothing})",
    "weston_watkins": "F.multi_margin_loss(z, y, reduction='none')",
}
"""By id, with the loss's parameters in braces."""


def torch_loss(loss: Loss) -> str:
    """One loss an example, as an expression; empty where it is not known.

    >>> from explorer.losses import LOSSES
    >>> torch_loss(LOSSES["huber"](delta=2.0)), torch_loss(LOSSES["zero_one"]())
    ("F.huber_loss(z, y, reduction='none', delta=2.0)", '')
    """
    values = {name: repr(getattr(loss, name)) for name in params_of(type(loss))}
    return LOSSES.get(loss.id, "").format(**values)
