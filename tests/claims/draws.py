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
    made = _with_more(Experiment(**settings), rng)
    if rng.random() < 0.3:
        at = int(rng.integers(5, made.steps))
        made = made.change(at=at, **_change(rng, losses))
    return made


def _change(rng: np.random.Generator, losses: list[str]) -> dict[str, Any]:
    """A change in mid-run: mostly of the strength, else of the loss, the penalty, the solver or the rate."""
    kind = str(rng.choice(["strength", "strength", "loss", "penalty", "solver", "rate"]))
    return {
        "strength": {"strength": float(rng.choice([0.0, 0.05, 1.0]))},
        "loss": {"loss": str(rng.choice(losses))},
        "penalty": {"penalty": str(rng.choice(list(PENALTIES)))},
        "solver": {"solver": str(rng.choice(list(SOLVERS)))},
        "rate": {"rate": float(10.0 ** rng.uniform(-4, 1))},
    }[kind]


KNOWN = ("strength", "rate", "batch", "steps", "seed", "start", "validation", "standardise", "noise", "flips", "balance")


def _more(made: Experiment) -> dict[str, Any]:
    """The fields that are declared beside the usual ones, with what they may be."""
    apart = (*KNOWN, *Experiment.VIEW)
    return {k: p for k, p in made.fields().items() if p is not None and k not in apart and len(p.examples()) > 1}


def usual(made: Experiment) -> bool:
    """Whether all of those fields are at their defaults: what a library is asked to fit is then the same cost."""
    return all(getattr(made, name) == p.default for name, p in _more(made).items())


def _with_more(made: Experiment, rng: np.random.Generator) -> Experiment:
    """With a value other than the default for one of those fields, now and then."""
    drawn, more = rng.random() < 0.3, _more(made)
    if not more or not drawn:
        return made
    name = str(rng.choice(sorted(more)))
    examples = more[name].examples()
    return made.change(**{name: examples[int(rng.integers(len(examples)))]})
