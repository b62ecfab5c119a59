"""Random links: valid settings of all that is declared, settings at and just beyond their limits, junk, changes, pins."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from explorer import Experiment
from explorer.core.params import FieldError, Param
from explorer.datasets.weighting import usable_columns
from explorer.experiment import pinned
from explorer.experiment.build import feature_names
from explorer.experiment.changes import changeable
from explorer.experiment.feature_factors import to_text
from explorer.experiment.menus import MENUS, own_params
from explorer.experiment.starting_weights import MOST_WEIGHTS

Query = dict[str, str]
JUNK = (
    "", " ", "nan", "NaN", "inf", "-inf", "1e999", "-1", "0", "1e-320", "0x10", "１２", "1,5", "true", "None", "auto",
    "<img src=x>", "$\\alpha$", "a" * 200, "\x00", "%s", "../..", "1;2|3~4=5", "120:strength:1", "🙂",
)  # fmt: skip
USUAL = {"steps": (10, 3000)}
"""From which range a field is mostly drawn: most visitors look at short runs."""


def link(rng: np.random.Generator) -> Query:
    """The parameters of a random link."""
    query = _settings(rng)
    if rng.random() < 0.25:
        query |= _at_the_limits(rng, query)
    query |= _weighed(rng.spawn(1)[0], query)
    if rng.random() < 0.35:
        query |= _of_the_run(rng, query)
    if rng.random() < 0.3:
        query["pins"] = _pins(rng, query)
    if rng.random() < 0.15:
        query |= _junk(rng, query)
    return query


def _settings(rng: np.random.Generator) -> Query:
    """Menus and some of the fields and parameters that are declared, each with a value that is allowed by itself."""
    chosen: dict[str, str] = {menu: str(rng.choice(list(entries))) for menu, entries in MENUS.items() if menu != "loss"}
    if rng.random() < 0.9:
        chosen["loss"] = str(rng.choice(list(Experiment(dataset=chosen["dataset"]).losses())))
    if rng.random() < 0.5:
        chosen["model"] = next(iter(MENUS["model"]))
    found = dict(chosen)
    for name, p in _declared(chosen).items():
        if rng.random() < 0.3:
            found[name] = p.format(_allowed(rng, p, *USUAL.get(name, ())))
    return found


def _weighed(rng: np.random.Generator, query: Query) -> Query:
    """Weights of classes and examples, an exposure, factors of features: each of names that there are, mostly those that go."""
    e = Experiment.from_query(query)[0]
    raw, found = e.raw(), {}
    if rng.random() < (0.4 if raw.classes else 0.05):
        numbers = ",".join(f"{rng.uniform(0, 9):.3g}" for _ in raw.classes)
        found["class_weight"] = "balanced" if rng.random() < 0.5 else numbers
    for field in ("weight_column", "exposure_column"):
        names = usable_columns(raw, field) if rng.random() < 0.8 else list(raw.features)
        if names and rng.random() < 0.25:
            found[field] = str(rng.choice(names))
    try:
        with_columns = Experiment.from_query(query | found)[0]
        names = feature_names(with_columns.problem())
    except FieldError:
        return found
    if rng.random() < 0.3:
        some = rng.choice(names, size=min(len(names), int(rng.integers(1, 4))), replace=False)
        found["factors"] = to_text((str(name), float(rng.choice([0.0, 0.5, 3.0, 1000.0]))) for name in some)
    return found


def _declared(chosen: Query) -> dict[str, Param]:
    """The fields, and the parameters of the entries that are chosen, by their names in a link."""
    found = {name: p for name, p in Experiment.fields().items() if p is not None}
    for menu, entry in chosen.items():
        found |= {f"{menu}.{name}": p for name, p in own_params(menu, MENUS[menu][entry]).items()}
    return found


def _allowed(rng: np.random.Generator, p: Param, *usual: float) -> Any:
    """A value of a parameter that is allowed: named, at an end, or from its range."""
    if p.switch:
        return bool(rng.random() < 0.5)
    if p.choices:
        return str(rng.choice(list(p.choices)))
    if p.also and rng.random() < 0.4:
        return p.also[int(rng.integers(len(p.also)))][1]
    low, high = usual if usual and rng.random() < 0.85 else p.bounds
    if rng.random() < 0.15:
        return p.check((low, high)[int(rng.integers(2))])
    if rng.random() < 0.3:
        low, high = max(low, min(0.0, high)), min(high, 10.0) if high > 10 and not p.whole else high
    if p.log and high > 0:
        first = max(float(low), p.log_from or 0.0, 1e-9)
        value = float(math.exp(rng.uniform(math.log(first), math.log(max(float(high), first)))))
    else:
        value = float(rng.uniform(low, high))
    return p.check(round(value) if p.whole else float(f"{value:.4g}") if rng.random() < 0.8 else value)


def _at_the_limits(rng: np.random.Generator, query: Query) -> Query:
    """Some settings at their limits, one beyond, or with all their digits."""
    declared = [(name, p) for name, p in _declared(_chosen(query)).items() if not (p.switch or p.choices)]
    found = {}
    for k in rng.choice(len(declared), size=int(rng.integers(1, 4)), replace=False):
        name, p = declared[int(k)]
        low, high = p.bounds
        beyond = (low - 1, high + 1) if p.whole else (np.nextafter(low, -np.inf), np.nextafter(high, np.inf))
        inside = (low, high) if p.whole else (np.nextafter(low, np.inf), np.nextafter(high, -np.inf))
        found[name] = repr((*beyond, *inside, low, high)[int(rng.integers(6))]).removeprefix("np.float64(").rstrip(")")
    return found


def _chosen(query: Query) -> Query:
    return {menu: query[menu] for menu in MENUS if query.get(menu) in MENUS[menu]}


def _of_the_run(rng: np.random.Generator, query: Query) -> Query:
    """Changes in mid-run, moved examples, starting weights: what fits the experiment that the link stands for."""
    e = Experiment.from_query(query)[0]
    kind = rng.random()
    try:
        if kind < 0.6:
            for _ in range(int(rng.integers(1, 4))):
                e = _changed(rng, e)
        elif kind < 0.85:
            e = e.change(edits=_moved(rng, e))
        elif e.problem().size <= MOST_WEIGHTS:
            e = e.change(starting_weights=tuple(rng.normal(0, 10.0 ** rng.integers(-2, 4), e.problem().size)))
    except FieldError:
        return {}
    return e.to_query()


def _changed(rng: np.random.Generator, e: Experiment) -> Experiment:
    names = [name for name in ("strength", "rate", "batch", "noise", "flips", "balance") if rng.random() < 0.4]
    names += [name for name in ("loss", "penalty", "solver", "schedule") if rng.random() < 0.25]
    wanted: dict[str, Any] = {}
    for name in names or ["strength"]:
        p = Experiment.fields()[name]
        wanted[name] = str(rng.choice(list(e.losses() if name == "loss" else MENUS[name]))) if p is None else _allowed(rng, p)
    try:
        return e.change(at=int(rng.integers(1, e.steps)), **wanted)
    except FieldError:
        return e


def _moved(rng: np.random.Generator, e: Experiment) -> tuple[tuple[int, int, float], ...]:
    raw, d = e.raw(), e.raw().X.shape[1]
    found = []
    for row in rng.choice(raw.n, size=int(rng.integers(1, 4)), replace=False):
        column = int(rng.integers(d + 1))
        values = raw.y if column == d else raw.X[:, column]
        if column == d and raw.classes:
            value = float(rng.choice(values))
        else:
            value = float(f"{values.mean() + (values.std() or 1.0) * rng.normal() * 10.0 ** rng.integers(0, 5):.5g}")
        found.append((int(row), column, value))
    return tuple(found)


def _pins(rng: np.random.Generator, query: Query) -> str:
    """Pinned runs beside the run of a link: some that go with it, some that may not, junk among them."""
    parts = []
    for _ in range(int(rng.integers(1, 4))):
        if rng.random() < 0.15:
            parts.append(str(rng.choice(JUNK)))
            continue
        other = {name: text for name, text in _settings(rng).items() if changeable(name)}
        same = {"loss": query["loss"]} if "loss" in query and rng.random() < 0.7 else {}
        own = {name: text for name, text in (other | same).items() if rng.random() < 0.6}
        parts.append(pinned.BETWEEN_SETTINGS.join(f"{name}={text}" for name, text in own.items()) or pinned.AS_USUAL)
    return pinned.BETWEEN_PINS.join(parts)


def _junk(rng: np.random.Generator, query: Query) -> Query:
    """Junk in the place of some values, and under names that there are not."""
    names = [*query, *Experiment.fields(), "changes", "edits", "starting_weights", "at", "loss.delta", "bogus", "Strength"]
    return {str(name): str(rng.choice(JUNK)) for name in rng.choice(names, size=int(rng.integers(1, 4)))}
