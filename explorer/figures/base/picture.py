"""What a chart on a page consists of, and the few things all pictures share."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import plotly.graph_objects as go

from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.palette import role

Array = np.ndarray
Titles = tuple[tuple[int, str], ...]
"""Titles, each with the first step of which it tells, rising from 0; none where one title tells of all steps."""


@dataclass(frozen=True)
class Readout:
    """A number of the run shown as text, at the step shown: ``column`` names it in the run.

    ``whole`` is for counts, and ``suffix`` follows the number (``" of 10"``).
    """

    label: str
    column: str
    whole: bool = False
    suffix: str = ""


@dataclass(frozen=True)
class Picker:
    """A menu in the chart's own head: ``options`` are (value, label) pairs, a value being a number or an id."""

    name: str
    label: str
    value: int | str
    options: tuple[tuple[int | str, str], ...]


@dataclass(frozen=True)
class Picture:
    """A figure with its title, a caption of one line, more sentences behind a button, and a text alternative.

    A trace whose ``meta`` has ``play`` moves with the step shown (see `reveal`, `point`, `arrows`, `mapped`). On a ``plane`` a
    cursor can be moved, and it can be zoomed; all planes of a page share both. A picture to ``refine`` reports once it is
    on the screen, so that a finer one can follow; one that ``follows`` reports the step at which the player comes to rest.
    ``earlier`` has what is drawn in place of ``drawing`` before some steps, rising, where the data were others then.
    ``title`` is that of the end. Where what it says is not so before, or was not played yet, ``titles`` has all of them, each
    with the first step of which it tells, rising from 0: see `told_at_the_end` and `told_by_step`. ``ending`` is what the text
    alternative says besides once the last step is shown.
    """

    name: str
    title: str
    caption: str
    alt: str
    drawing: Drawing
    readouts: tuple[Readout, ...] = ()
    pickers: tuple[Picker, ...] = field(default=())
    plane: bool = False
    refine: bool = False
    follows: bool = False
    earlier: tuple[tuple[int, Drawing], ...] = ()
    more: tuple[str, ...] = ()
    titles: Titles = ()
    ending: str = ""

    @property
    def figure(self) -> go.Figure:
        """Plotly's figure of it. Its colours are the roles of `palette`, which `palette.resolved` fills in."""
        return self.drawing.as_figure()


def told_at_the_end(title: str, before: str, last: int) -> Titles:
    """The titles of a picture whose ``title`` tells of the end: another one stands there ``before`` the ``last`` step is shown.

    >>> told_at_the_end("It ends at 1", "It runs", 500)
    ((0, 'It runs'), (500, 'It ends at 1'))
    """
    return () if title == before or last < 1 else ((0, before), (last, title))


def told_by_step(steps: Array, texts: Sequence[str]) -> Titles:
    """The titles of a picture by the texts at its ``steps`` (m,): each with the first of the steps in a row that have it.

    >>> told_by_step(np.array([0, 10, 20, 30]), ["none", "one", "one", "two"])
    ((0, 'none'), (10, 'one'), (30, 'two'))
    """
    firsts = [i for i, text in enumerate(texts) if i == 0 or text != texts[i - 1]]
    return tuple((int(steps[i]), texts[i]) for i in firsts) if len(firsts) > 1 else ()


def escape(text: str) -> str:
    """A name escaped for plotly, which would interpret HTML and ``%{...}`` in it."""
    return html.escape(text, quote=False).replace("%{", "%&#123;")


def scatter(**fields: Any) -> Trace:
    """A scatter trace. Plain dicts, since building plotly's own objects takes longer than training."""
    return {"type": "scatter", **fields}


def layout(x_title: str, y_title: str, **more: Any) -> dict[str, Any]:
    """The layout of every chart: named axes, no legend, no template; the page adds the theme."""
    axis = {"title": {"text": x_title}, "zeroline": False}
    base: dict[str, Any] = {
        "template": {},
        "showlegend": False,
        "xaxis": axis,
        "yaxis": {"title": {"text": y_title}, "zeroline": False},
        "hovermode": "closest",
    }
    for key, value in more.items():
        base[key] = {**base[key], **value} if isinstance(base.get(key), dict) else value
    return base


def padded(low: float, high: float, share: float = 0.06) -> list[float]:
    """A range with some room at both ends, never empty."""
    span = high - low or max(abs(high), 1.0)
    return [low - share * span, high + share * span]


TEXT = role("text")
NEUTRAL = role("neutral")
DIM = role("dim")
