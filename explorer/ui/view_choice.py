"""Choices of how a page shows the run: kept in the session, and carried by the link, so that who opens it sees the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from explorer.core.text import shown
from explorer.experiment import Experiment

Runs = Sequence[Experiment]
"""The run on the page and the pinned ones, in this order."""


@dataclass(frozen=True)
class ViewChoice:
    """One choice of a page, that is no part of the experiment.

    ``name`` is its parameter in a link, ``key`` where the session keeps it, ``options`` what can be chosen, and ``usual`` what
    is shown until something is chosen, which a link leaves out. Where ``most`` is above 0 so many can be chosen at once, and
    the value is a list.
    """

    name: str
    key: Callable[[Runs], str]
    options: Callable[[Runs], Collection[Any]]
    usual: Callable[[Runs], Any]
    most: int = 0

    def text(self, runs: Runs) -> str | None:
        """What was chosen, as the text of a link; None where it is the usual, or is not offered for these runs."""
        value = st.session_state.get(self.key(runs))
        if value is None or value == self.usual(runs):
            return None
        values = list(value) if self.most else [value]
        offered = self.options(runs)
        return ",".join(map(str, values)) if all(one in offered for one in values) else None

    def take(self, text: str, runs: Runs) -> str:
        """Choose what the text of a link says. Gives a note on what of it cannot be chosen, "" where there is none."""
        offered = {str(option): option for option in self.options(runs)}
        parts = list(dict.fromkeys(text.split(","))) if self.most and text else [] if self.most else [text]
        found = [offered[part] for part in parts if part in offered]
        if self.most:
            st.session_state[self.key(runs)] = found[: self.most]
        elif found:
            st.session_state[self.key(runs)] = found[0]
        wrong = next((part for part in parts if part not in offered), None)
        return "" if wrong is None else f'{self.name}: "{shown(wrong)}" is not one of {shown(", ".join(offered))}.'


def choice(name: str, key: str, options: Mapping[str, Any] | Sequence[str], most: int = 0) -> ViewChoice:
    """A choice with the same options for every run; the usual one is the first, or none where several can be chosen."""
    first: Any = [] if most else next(iter(options))
    return ViewChoice(name, lambda _: key, lambda _: options, lambda _: first, most)


def read(choices: Collection[ViewChoice], query: Mapping[str, Sequence[str]], runs: Runs) -> tuple[str, ...]:
    """Choose what a link says, and the usual where it says nothing of an earlier choice. Gives notes on what is refused."""
    notes = []
    for one in choices:
        if one.name in query:
            notes.append(one.take(query[one.name][0], runs))
        elif (key := one.key(runs)) in st.session_state:
            st.session_state[key] = one.usual(runs)
    return tuple(note for note in notes if note)


def written(choices: Collection[ViewChoice], runs: Runs) -> dict[str, str]:
    """The parameters of a link for all choices that are not the usual ones."""
    texts = {one.name: one.text(runs) for one in choices}
    return {name: text for name, text in texts.items() if text is not None}
