"""The menus of an experiment, by the name of its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import Any

from explorer.core.params import Param, params_of
from explorer.core.registry import Entry
from explorer.datasets import DATASETS
from explorer.datasets.table import OwnTable
from explorer.losses import LOSSES
from explorer.models import MODELS
from explorer.penalties import PENALTIES
from explorer.solvers import SOLVERS
from explorer.solvers.schedules import SCHEDULES

MENUS: dict[str, dict[str, type[Entry]]] = {
    "dataset": dict(DATASETS),
    "model": dict(MODELS),
    "loss": dict(LOSSES),
    "penalty": dict(PENALTIES),
    "solver": dict(SOLVERS),
    "schedule": dict(SCHEDULES),
}


def menu_field(menu: str) -> Any:
    """A field that holds an id of a menu, at first its first; for the loss also ``"auto"``, the first that fits the data."""
    default = "auto" if menu == "loss" else next(iter(MENUS[menu]))
    return field(default=default, metadata={"menu": menu})


def name_in_menu(menu: str, chosen: str | OwnTable) -> str:
    """What a choice of a menu is called; a table of one's own by its name.

    >>> name_in_menu("dataset", "diabetes")
    'Diabetes'
    """
    return chosen.name if isinstance(chosen, OwnTable) else MENUS[menu][chosen].name


def own_params(menu: str, entry: type[Entry]) -> dict[str, Param]:
    """The parameters that an entry adds to an experiment: all but a solver's rate, which is a field of its own."""
    return {name: p for name, p in params_of(entry).items() if (menu, name) != ("solver", "rate")}


def dotted_params(menu: str, entry: type[Entry]) -> Mapping[str, Param]:
    """The same by dotted name (``"loss.delta"``), which is then the name of each."""
    if (menu, entry) not in _DOTTED:
        own = {f"{menu}.{name}": replace(p, name=f"{menu}.{name}") for name, p in own_params(menu, entry).items()}
        _DOTTED[menu, entry] = MappingProxyType(own)
    return _DOTTED[menu, entry]


_DOTTED: dict[tuple[str, type[Entry]], Mapping[str, Param]] = {}
