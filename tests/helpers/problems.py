"""Cost functions that several test files train on."""

from __future__ import annotations

from explorer import LOSSES, MODELS, PENALTIES, Problem


def linear(data, loss, penalty, strength, **params):
    return Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](**params), strength)


def problem_of(data, loss="squared", penalty="l2", strength=0.05, model="linear"):
    return Problem(data, MODELS[model](), LOSSES[loss](), PENALTIES[penalty](), strength)
