"""Reading an experiment out of a link: the usable part is kept, the rest is told."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from explorer.menus import MENUS, own_params
from explorer.params import FieldError, Param, Parametrised, Value, params_of
from explorer.text import shown

E = TypeVar("E", bound=Parametrised)
MOST_PARAMETERS = 60
MOST_CHARACTERS = 20_000
RESERVED = ("embed", "embed_options", "v")
"""Streamlit's own, and the version that a later form of the link will carry."""

DOTTED = {f"{menu}.{name}" for menu, entries in MENUS.items() for e in entries.values() for name in own_params(menu, e)}


def read_query(cls: type[E], query: Mapping[str, Any]) -> tuple[E, list[str]]:
    """The experiment of a link and notes on what was rejected. See `Experiment.from_query`."""
    notes: list[str] = []
    texts = _texts(query, notes)
    fields = params_of(cls)
    values: dict[str, Any] = {}
    dotted: dict[str, Value] = {}
    late: dict[str, str] = {}
    for name, text in texts.items():
        if name in MENUS:
            if text in MENUS[name]:
                values[name] = text
            else:
                notes.append(f'{name}: "{shown(text)}" is not one of {", ".join(MENUS[name])}.')
        elif name in fields:
            _parse(fields[name], name, text, values, notes)
        else:
            late[name] = text
    declared = _declared(values, {menu: cls.__dataclass_fields__[menu].default for menu in MENUS})
    for name, text in late.items():
        if name in declared:
            _parse(declared[name], name, text, dotted, notes)
        elif name in DOTTED:
            notes.append(f"{name}: not used with these choices, so it was left out.")
        else:
            notes.append(_unknown(name, [*MENUS, *fields, *declared]))
    return _build(cls, values, dotted, notes), notes


def _declared(values: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Param]:
    """The dotted parameters that the chosen entries have. Where no loss is named, those of every loss that may be meant."""
    declared: dict[str, Param] = {}
    for menu, entries in MENUS.items():
        known = menu in values or menu != "loss"
        chosen = [entries[values.get(menu, defaults[menu])]] if known else list(entries.values())
        for entry in chosen:
            declared |= {f"{menu}.{name}": p for name, p in own_params(menu, entry).items()}
    return declared


def _texts(query: Mapping[str, Any], notes: list[str]) -> dict[str, str]:
    """One text for each parameter; too many or too long are dropped as a whole."""
    size = sum(len(str(k)) + len(str(v)) for k, v in query.items())
    if size > MOST_CHARACTERS:
        notes.append(
            f"The settings in the link were too long ({size:,} characters; at most {MOST_CHARACTERS:,}) and were ignored."
        )
        return {}
    if len(query) > MOST_PARAMETERS:
        notes.append(f"The link has {len(query):,} parameters; at most {MOST_PARAMETERS} are read, so all were ignored.")
        return {}
    texts = {}
    for key, value in query.items():
        name = str(key)
        several = list(value) if isinstance(value, (list, tuple)) else [value]
        if not several or name in RESERVED:
            continue
        text = several[0] if isinstance(several[0], str) else str(several[0])
        if len(several) > 1:
            notes.append(f"{shown(name)}: appears {len(several)} times; the first ({shown(text)}) is used.")
        texts[name] = text
    return texts


def _parse(p: Param, name: str, text: str, into: dict[str, Any], notes: list[str]) -> None:
    try:
        into[name] = p.parse(text)
    except FieldError as error:
        notes.append(str(error.named(name)))


def _unknown(name: str, known: list[str]) -> str:
    close = get_close_matches(name.lower()[:100], known, n=1, cutoff=0.6)
    hint = f" Did you mean {close[0]}?" if close else f" Known are {', '.join(known)}."
    return f"{shown(name)}: there is no such parameter.{hint}"


def _build(cls: type[E], values: dict[str, Any], dotted: dict[str, Value], notes: list[str]) -> E:
    """The experiment with these values, dropping one that cannot stand with the others until the rest can."""
    values, dotted = dict(values), dict(dotted)
    while True:
        try:
            return cls(**values, params=dotted)
        except FieldError as error:
            notes.append(str(error))
            dropped = values.pop(error.field, None) is not None or dotted.pop(error.field, None) is not None
            for name, value in error.remedy.items():
                (dotted if "." in name else values)[name] = value
            if not dropped and not error.remedy:
                return cls()
