"""A neural network drawn: inputs, hidden units and scores as nodes, the weights as the edges between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from explorer.core.text import three_figures
from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.labels import shortened
from explorer.figures.base.palette import role
from explorer.figures.base.picture import NEUTRAL, TEXT, escape, layout, padded, scatter
from explorer.figures.base.played import Edge, LayerShape, NetworkEdges, NodeColours, Nodes, UnitMaps
from explorer.figures.weights.parts import Weights
from explorer.models.connections import strongest_connections, weakest_input
from explorer.models.network import Network
from explorer.words import train_weights as words
from explorer.words.shared import Said

Array = np.ndarray
MOST_NAMES = 12
LONGEST_NAME = 14
MAP_POINTS = 24
"""Places across and up of the map in a node."""
GAP, MAP_GAP = 0.06, 0.34
"""Between a node and its name, where layers are 1 apart; with a map in the node."""


def network(content: Weights) -> tuple[Drawing, Said, str, str]:
    """Nodes in columns, an edge for each weight as wide as the weight is large, a ring on a node for its bias.

    Widths have one scale over the whole run. Gives the figure, what is said under it, the text
    alternative, and what it says at the end.
    """
    problem = content.problem
    history, names = content.history, _names(content)
    nodes = [
        Nodes(depth, tuple((i + 0.5) / len(column) for i in range(len(column))), tuple(column))
        for depth, column in enumerate(names)
    ]
    largest = float(np.abs(history.weights).max())
    edges = NetworkEdges(
        tuple(nodes),
        LayerShape.of(problem.network),
        largest or 1.0,
        above=Edge(role("data"), ()),
        below=Edge(role("penalty"), (4, 3)),
        node=NodeColours(TEXT, NEUTRAL),
        maps=_maps(content),
    )
    gap = GAP if edges.maps is None else MAP_GAP
    figure = Drawing(
        [scatter(mode="markers", meta=edges.meta), _ends(nodes[-1], gap)],
        _layout(nodes, gap),
    )
    first, second = [*problem.data.features, "", ""][:2]
    said = words.network(three_figures(largest), None if edges.maps is None else (first, second))
    return figure, said, _alt(names), _strongest(content, names)


def _maps(content: Weights) -> UnitMaps | None:
    """The plane of the two inputs over which each unit is mapped; None for other numbers of inputs."""
    data = content.problem.data
    if data.X.shape[1] != 2:
        return None
    ends = [padded(float(column.min()), float(column.max())) for column in data.X.T]
    across, up = (np.linspace(low, high, MAP_POINTS) for low, high in ends)
    places = np.stack([axis.ravel() for axis in np.meshgrid(across, up)], axis=1)
    return UnitMaps(content.problem.network.at(places).features, MAP_POINTS, MAP_POINTS)


def _names(content: Weights) -> list[list[str]]:
    """The names of the nodes, layer after layer."""
    problem = content.problem
    inputs = problem.network.basis.names(problem.data.features)
    hidden = [_units(problem.network, depth) for depth in range(len(problem.network.layers) - 1)]
    last = problem.network.layers[-1]
    outputs = [problem.data.target] if last.outputs is None else list(problem.data.classes)
    return [list(inputs), *hidden, outputs]


def _units(model: Network, depth: int) -> list[str]:
    """The names of a hidden layer's units; the layer is named where there are several."""
    behind = "" if len(model.layers) <= 2 else f" of layer {depth + 1}"
    return [f"unit {k + 1}{behind}" for k in range(model.layers[depth].width)]


def _named(column: Nodes) -> tuple[list[float], list[str]]:
    """The heights and texts of the names next to a column of nodes; where there are many, of every second, third ... node."""
    stride = -(-len(column.names) // MOST_NAMES)
    return list(column.y[::stride]), [shortened(name, LONGEST_NAME) for name in column.names[::stride]]


def _ends(column: Nodes, gap: float) -> Trace:
    """The names of the scores, at the right."""
    places, text = _named(column)
    return scatter(
        mode="text", x=[column.x + gap] * len(text), y=places, text=[escape(name) for name in text],
        textposition="middle right", textfont={"size": 11, "color": TEXT}, cliponaxis=False, hoverinfo="skip",
    )  # fmt: skip


def _layout(nodes: list[Nodes], gap: float) -> dict[str, Any]:
    """Layers across, the names of the inputs on the axis at the left; the first of a column on top."""
    last = len(nodes) - 1
    hidden = ("hidden unit", "hidden units") if last <= 2 else ("unit", "units")
    kinds = [("input", "inputs"), *[hidden] * (last - 1), ("score", "scores")]
    counts = [f"{len(node.y)} {kind[len(node.y) > 1]}" for node, kind in zip(nodes, kinds, strict=True)]
    places, inputs = _named(nodes[0])
    bare = {"showgrid": False, "showline": False, "fixedrange": True}
    return layout(
        "layer",
        "input",
        xaxis={"tickvals": list(range(last + 1)), "ticktext": counts, "tickangle": 0, "range": [-gap, last + gap], **bare},
        yaxis={"tickvals": places, "ticktext": [escape(name) for name in inputs], "range": [1.0, 0.0], **bare},
        margin={"l": 34 + 6.2 * max(map(len, inputs)), "r": 16 + 6.2 * max(map(len, _named(nodes[-1])[1]))},
    )


def _alt(names: Sequence[Sequence[str]]) -> str:
    """How many nodes there are."""
    counts = [len(column) for column in names]
    hidden = " and ".join(f"{count} hidden units" for count in counts[1:-1])
    return f"Network of {counts[0]} input{'s' * (counts[0] != 1)}, {hidden} and {counts[-1]} score{'s' * (counts[-1] != 1)}."


def _strongest(content: Weights, names: Sequence[Sequence[str]]) -> str:
    """The strongest connection between each two layers at the end, and the input with the least weight."""
    model = content.problem.network
    strongest = enumerate(strongest_connections(model, content.last))
    parts = [f"{names[depth][i]} to {names[depth + 1][k]}, {weight:.3g}" for depth, (i, k, weight) in strongest]
    least = f" The input with the least weight is {names[0][weakest_input(model, content.last)]}." if len(names[0]) > 1 else ""
    return f"The strongest connections at the end: {'; '.join(parts)}.{least}"
