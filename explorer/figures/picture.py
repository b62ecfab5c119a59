"""What a chart on a page consists of, and the few things all pictures share."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import plotly.graph_objects as go

from explorer.figures.drawing import Drawing, Trace
from explorer.figures.palette import role
from explorer.models.network import Network

Array = np.ndarray
LARGEST = float(np.finfo("f4").max)
SMALLEST = float(np.finfo("f4").tiny)


@dataclass(frozen=True)
class Readout:
    """A number of the run shown as text, at the step shown: ``column`` names it in the run.

    ``whole`` is for counts, and ``suffix`` stands behind the number (``" of 10"``).
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
    """A figure with its title, a caption of two sentences and a text alternative.

    A trace whose ``meta`` has ``play`` moves with the step shown (see `reveal`, `point`, `arrows`, `mapped`). On a ``plane`` a
    cursor can be moved, and it can be zoomed; all planes of a page share both. A picture that is to ``refine`` tells once it
    is seen, so that a finer one can follow; one that ``follows`` tells at which step the player has come to rest.
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

    @property
    def figure(self) -> go.Figure:
        """Plotly's figure of it. Its colours are the roles of `palette`, which `palette.resolved` fills in."""
        return self.drawing.checked()


def escape(text: str) -> str:
    """A name made harmless for plotly, which would read HTML and ``%{...}`` in it."""
    return html.escape(text, quote=False).replace("%{", "%&#123;")


def packed(array: Array) -> dict[str, Any]:
    """An array as base64 of 4-byte floats with its shape: what the page unpacks.

    Larger becomes the largest, and what is not zero never becomes zero, since the pages tell which weights are.
    """
    values = np.ascontiguousarray(np.clip(array, -LARGEST, LARGEST), dtype="<f4")
    lost = (values == 0) & (array != 0)
    if lost.any():
        values[lost] = np.copysign(SMALLEST, array[lost])
    return {"dtype": "f4", "shape": list(values.shape), "bdata": base64.b64encode(values.tobytes()).decode()}


def reveal(x: str, y: str) -> dict[str, Any]:
    """Meta of a line that grows with the step shown, along two columns of the run."""
    return {"play": "reveal", "x": x, "y": y}


def point(x: str, y: str) -> dict[str, Any]:
    """Meta of a mark at the step shown, at two columns of the run."""
    return {"play": "point", "x": x, "y": y}


def raised(meta: dict[str, Any], z: str, lowest: float, floor: float) -> dict[str, Any]:
    """The same in space: as high as log10(value - lowest + floor) of the run's column ``z``."""
    return {**meta, "z": z, "lowest": lowest, "floor": floor}


@dataclass(frozen=True)
class Arrow:
    """An arrow against a sum of gradients: the columns of the run with their parts across and up, its colour and dash."""

    across: tuple[str, ...]
    up: tuple[str, ...]
    colour: str
    dash: str = "solid"

    @property
    def meta(self) -> dict[str, Any]:
        """As the browser reads it."""
        return {"across": list(self.across), "up": list(self.up), "colour": self.colour, "dash": self.dash}


def arrows(x: str, y: str, drawn: Sequence[Arrow], beside: Sequence[Arrow] = ()) -> dict[str, Any]:
    """Meta of arrows from the place (two columns of the run) at the step shown, downhill.

    The longest at that step is as long everywhere, and the others in proportion; those ``beside`` count but are not drawn.
    """
    parts = {"drawn": [arrow.meta for arrow in drawn], "beside": [arrow.meta for arrow in beside]}
    return {"play": "arrows", "x": x, "y": y, **parts}


def tracked(x: Array, y: Array) -> dict[str, Any]:
    """Fields of a trace that is a mark at the step shown, at places of its own (m,) for each kept step."""
    return {"x": np.asarray(x, dtype="f4"), "y": np.asarray(y, dtype="f4"), "meta": {"play": "track"}}


def mapped(
    network: Network,
    to: str,
    scale: float = 1.0,
    shift: float = 0.0,
    *,
    link: str = "identity",
    margin: Sequence[int] | None = None,
) -> dict[str, Any]:
    """Meta of what the browser computes from the weights at the step shown: the model's predictions.

    They become the trace's ``to``: ``"x"``, ``"y"``, or ``"field"`` over the grid of the trace's x and y. Each is
    raw prediction x scale + shift; under the ``link`` ``"log"`` exp(raw prediction) x scale + shift. With several scores
    an example, ``margin`` has the true class of each, and what is drawn is that class's score minus the best other.
    """
    layers = [
        {"start": layer.start, "inputs": layer.inputs, "outputs": layer.width, "activation": layer.activation}
        for layer in network.layers
    ]
    meta = {"play": "map", "to": to, "basis": packed(network.features), "layers": layers, "scale": scale, "shift": shift}
    return meta | {"link": link} | ({} if margin is None else {"margin": list(margin)})


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


def end_labels(
    ends: Sequence[tuple[str, float, str]], x: float, low: float, high: float, most: int = 14, log: bool = False
) -> Trace:
    """Names at the right ends of lines, moved apart where they would overlap.

    ``ends`` are (name, end on the axis, colour), ``x`` where the axis ends, ``low`` and ``high`` its range; on a ``log`` axis
    ends and range are log10. One text trace: a dozen annotations take plotly longer than the lines.
    """
    placed = _apart(ends, low, high, most)
    return scatter(
        mode="text",
        x=[x] * len(placed),
        y=[10.0**y for *_, y in placed] if log else [y for *_, y in placed],
        text=["\u2002" + escape(name) for name, *_ in placed],
        textposition="middle right",
        textfont={"size": 11, "color": [colour for _, _, colour, _ in placed]},
        cliponaxis=False,
        hoverinfo="skip",
    )


def leaders(ends: Sequence[tuple[str, float, str]], start: float, x: float, low: float, high: float, most: int = 14) -> Trace:
    """Thin lines from the ends of lines, at ``start``, to their names at ``x``, where `end_labels` puts them."""
    placed = _apart(ends, low, high, most)
    return scatter(
        mode="lines",
        x=[start, x, None] * len(placed),
        y=[y for _, end, _, place in placed for y in (end, place, None)],
        line={"color": DIM, "width": 1},
        hoverinfo="skip",
        connectgaps=False,
    )


def _apart(ends: Sequence[tuple[str, float, str]], low: float, high: float, most: int) -> list[tuple[str, float, str, float]]:
    """The ends, rising, each with the place of its name."""
    ordered = sorted(ends, key=lambda end: end[1])
    places = _spread([min(max(value, low), high) for _, value, _ in ordered], (high - low) / most, low, high)
    return [(*end, place) for end, place in zip(ordered, places, strict=True)]


def _spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Rising places moved as little as possible until neighbours are a gap apart and none stands above
    ``high``, or below ``low`` where there is room.

    Groups that overlap are centred on the mean of their own places (pool adjacent violators; Barlow et al., 1972).
    """
    groups: list[tuple[float, int]] = []
    for i, place in enumerate(places):
        mean, count = place - i * gap, 1
        while groups and groups[-1][0] > mean:
            before, size = groups.pop()
            mean, count = (before * size + mean * count) / (size + count), count + size
        groups.append((mean, count))
    spread = [mean for mean, count in groups for _ in range(count)]
    spread = [mean + i * gap for i, mean in enumerate(spread)]
    ceiling = high
    for i in range(len(spread) - 1, -1, -1):
        spread[i] = min(spread[i], ceiling)
        ceiling = spread[i] - gap
    floor = low
    for i in range(len(spread)):
        spread[i] = max(spread[i], floor)
        floor = spread[i] + gap
    return spread


TEXT = role("text")
NEUTRAL = role("neutral")
DIM = role("dim")
