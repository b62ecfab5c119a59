"""Random experiments: data sets, losses, penalties, solvers, rates, sizes and changes as a visitor may combine them."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer import DATASETS, LOSSES, PENALTIES, SOLVERS, Experiment
from explorer.core.params import FieldError

TRIES = 50
SMALL = (
    "line",
    "engel",
    "stackloss",
    "diabetes",
    "penguins",
    "moons",
    "circles",
    "xor",
    "breast_cancer",
    "doctor_visits",
    "wages",
)


def experiment(rng: np.random.Generator) -> Experiment:
    """One that is allowed: settings that refuse each other are drawn again."""
    for _ in range(TRIES):
        try:
            return _drawn(rng)
        except FieldError:
            continue
    raise RuntimeError(f"{TRIES} draws in a row were refused")


def _drawn(rng: np.random.Generator) -> Experiment:
    dataset = str(rng.choice([name for name in SMALL if name in DATASETS]))
    losses = [name for name in Experiment(dataset=dataset).losses() if not LOSSES[name].untrainable]
    settings: dict[str, Any] = {
        "dataset": dataset,
        "model": str(rng.choice(["linear", "linear", "linear", "polynomial", "mlp"])),
        "loss": str(rng.choice(losses)),
        "penalty": str(rng.choice(["l1", "l2", *PENALTIES])),
        "strength": float(rng.choice([0.0, 0.001, 0.02, 0.1, 0.5, 3.0])),
        "solver": str(rng.choice(list(SOLVERS))),
        "steps": int(rng.choice([50, 200, 500])),
        "seed": int(rng.integers(0, 50)),
        "standardise": bool(rng.random() < 0.8),
        "rate": "auto" if rng.random() < 0.6 else float(10.0 ** rng.uniform(-4, 1)),
        "batch": None if rng.random() < 0.8 else int(rng.choice([5, 20])),
    }
    if settings["model"] == "polynomial":
        settings["params"] = {"model.degree": 2}
    made = Experiment(**settings)
    if rng.random() < 0.3:
        at = int(rng.integers(5, made.steps))
        made = made.change(at=at, strength=float(rng.choice([0.0, 0.05, 1.0])))
    return made
