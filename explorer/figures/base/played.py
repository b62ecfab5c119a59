"""What a trace asks the browser to play: grow along a line, mark a step, map weights to predictions."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.models.network import Network

Array = np.ndarray
LARGEST = float(np.finfo("f4").max)

SMALLEST = float(np.finfo("f4").tiny)


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
