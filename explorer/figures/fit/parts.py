"""What the pictures of a fit share: the parts of the data, their marks, the classes, the ring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.cost.problem import Problem
from explorer.datasets.base import Dataset
from explorer.datasets.preparation import Prepared
from explorer.figures.base.drawing import Trace
from explorer.figures.base.palette import role
from explorer.figures.base.picture import TEXT, escape, scatter
from explorer.training.history import History
from explorer.words import train_fit as words

Array = np.ndarray
ROLES = ("positive", "negative", "third")
SYMBOLS = ("circle", "square", "triangle-up")
WORDS = {"circle": "circles", "square": "squares", "triangle-up": "triangles"}


def links_of(history: History) -> dict[str, Any]:
    """The fields of `predictions` about the link of the loss: the one at the end, and which holds when where it changes."""
    turns = [(stage.at, stage.problem.loss.link) for stage in history.stages[: len(history.runs)]]
    links = tuple(turn for i, turn in enumerate(turns) if not i or turn[1] != turns[i - 1][1])
    return {"link": links[-1][1], "links": links if len(links) > 1 else None}


@dataclass(frozen=True)
class Group:
    """One class of the data: its label in y, its name, its colour and its symbol."""

    label: int
    name: str
    colour: str
    symbol: str


def groups(data: Dataset) -> list[Group]:
    """The classes in the order of their labels. Beyond three the colours start over, with other symbols."""
    if data.task == "binary":
        return [
            Group(-1, data.classes[0], role("negative"), "square"),
            Group(1, data.classes[1], role("positive"), "circle"),
        ]
    return [Group(k, name, role(ROLES[k % 3]), SYMBOLS[(k + k // 3) % 3]) for k, name in enumerate(data.classes)]


def legend(data: Dataset) -> str:
    """Which symbol is which class."""
    return words.legend([(WORDS[group.symbol], group.name) for group in groups(data)])


def with_origin(problem: Problem, places: Array) -> Array:
    """Places (n, ...) that a picture has to hold, with the origin as one more where the model has no intercept.

    Nothing is centred then, and the model goes through the origin: a picture that left it out would hide that.
    """
    return places if problem.network.biased else np.concatenate([places, np.zeros_like(places[:1])])


def named(name: str, unit: str) -> str:
    """A name with its unit, for an axis."""
    return escape(f"{name} ({unit})" if unit else name)


def parts(prepared: Prepared) -> list[tuple[str, Dataset]]:
    """The training part and, where there is one, the part held out."""
    return [("training", prepared.train)] + ([("held out", prepared.validation)] if prepared.validation else [])


def training_rows(part: Dataset, prepared: Prepared, own: Array | None = None) -> list[int] | None:
    """Which training example each mark of a trace is, for those that can be selected; None for held-out ones.

    ``own`` (n,) says which examples of the part the trace has; all where it is None.
    """
    if part is not prepared.train:
        return None
    return list(range(part.n)) if own is None else [int(i) for i in np.flatnonzero(own)]


EDGE = {"width": 0.8, "color": role("background")}
"""Around a filled mark: it is told from a region of its own colour, and from marks that it overlaps."""


def marker(part: str, colour: str, symbol: str = "circle", size: float = 6.0) -> dict[str, Any]:
    """Training examples are filled, with a thin edge of the page's colour, held-out ones are open. A triangle is drawn larger,
    to look as large as the others."""
    size *= 1.3 if symbol.startswith("triangle") else 1.0
    symbol = symbol if part == "training" else f"{symbol}-open"
    return {"color": colour, "symbol": symbol, "size": size, "line": {"width": 1.5} if part == "held out" else EDGE}


def ring(**fields: Any) -> Trace:
    """The ring around the picked example: ``x`` and ``y`` of one place, or ``meta`` that computes one of them."""
    shape = {"symbol": "circle-open", "size": 14.0, "color": TEXT, "line": {"width": 2.0, "color": TEXT}}
    return scatter(mode="markers", name="picked", marker=shape, hoverinfo="skip", **fields)
