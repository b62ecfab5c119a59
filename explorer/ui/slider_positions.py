"""What a slider of the sidebar offers: its positions, and the word that each of them is called by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from explorer.core.params import Param
from explorer.core.text import setting
from explorer.words import sidebar as words

OFFERED = "offered"
"""Before a slider's key: where the session keeps at which values beside its grid it has stood."""
MOST_OFFERED = 20


def positions(p: Param, *values: Any) -> list[Any]:
    """The slider's positions: named values at the left, then the grid, some more values included."""
    special = [v for _, v in p.also]
    return [*special, *sorted({*p.grid(), *(value for value in values if value not in special)})]


def offered(key: str, p: Param, value: Any) -> list[Any]:
    """The values beside the grid at which a slider has stood in this visit, now ``value``.

    A message that the browser sent before the slider moved on may still name one of them.
    """
    known: list[Any] = st.session_state.get(f"{OFFERED}.{key}", [])
    if value not in known and value not in [v for _, v in p.also] and value not in p.grid():
        known = [*known, value][-MOST_OFFERED:]
        st.session_state[f"{OFFERED}.{key}"] = known
    return [*known, value]


def names(p: Param, positions: Sequence[Any], word: Callable[[Any], str]) -> dict[Any, str]:
    """What each position of a slider is called: no two alike, since a message names one by its word."""
    grid = {*p.grid(), *(v for _, v in p.also)}
    called = {v: word(v) for v in positions if v in grid}
    for v in positions:
        if v not in grid:
            called[v] = text if (text := word(v)) not in called.values() else p.format(v)
    return called


def name_of(p: Param, value: Any) -> str:
    """A value as its slider calls it: named values by their names."""
    for word, special in p.also:
        if value == special and type(value) is type(special):
            return setting(special) if isinstance(special, float) else word
    return str(value) if isinstance(value, int) else setting(value)


FORMATS: dict[str, Callable[[Any], str]] = {"noise": words.times_spread}
"""How the amount of a corruption is written, where not in percent."""
