"""What the browser computes from the weights at the step shown: the model's predictions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import numpy as np

from explorer.figures.base.played.base import Part, Played
from explorer.models.network import Network

Array = np.ndarray


@dataclass(frozen=True)
class LayerShape:
    """A dense layer as the browser computes it: where its weights begin, its sizes, its activation, whether it has biases."""

    start: int
    inputs: int
    outputs: int
    activation: str | None = None
    biased: bool = True

    @staticmethod
    def of(network: Network) -> tuple[LayerShape, ...]:
        """All layers of a network."""
        return tuple(LayerShape(own.start, own.inputs, own.width, own.activation, own.biased) for own in network.layers)


@dataclass(frozen=True, eq=False)
class StrokeTable(Part):
    """How strong strokes are from a step on: the slope of a loss as a table, a full stroke being ``full``.

    The slope is ``level`` (k,) (plus ``tilt`` (k,) times the target) at ``places`` (k,) ``over`` the residual or the
    prediction, times the example's share in ``shares`` (n,). Without a table all strokes are alike.
    """

    since: int
    over: Literal["residual", "prediction"] | None = None
    places: Array | None = None
    level: Array | None = None
    tilt: Array | None = None
    full: float | None = None
    shares: Array | None = None


@dataclass(frozen=True, eq=False)
class Residuals(Part):
    """Strokes from true targets to predictions, as strong as the slope of the loss that holds at the step shown.

    ``targets`` is the trace's axis with the true targets, ``tables`` what the losses of the run are, in their order.
    """

    targets: str
    colour: str
    tables: tuple[StrokeTable, ...]


@dataclass(frozen=True, eq=False)
class Predictions(Played):
    """What the browser computes from the weights at the step shown: the model's predictions.

    They become the trace's ``to``: ``"x"``, ``"y"``, or a ``"field"`` or ``"boundary"`` over the grid of the trace's x and y.
    Each is raw prediction x scale + shift, the raw one being the model's score + the example's ``offset`` (n,); under the
    ``link`` ``"log"`` exp(raw prediction) x scale + shift. Where the loss changes its link in mid-run, ``links`` are (the step
    from which it holds, link), in their order. With several scores an example, ``margin`` has the true class of each, and what
    is drawn is that class's score minus the best other. ``pinned`` is the pinned run whose weights are taken. A field has the
    colours of its ``sides``, as deep as the winner's ``probability`` says (its factor in the exponent), and dashed lines where
    it leads by ``level``.
    """

    play: ClassVar[str] = "map"
    to: str
    basis: Array
    layers: tuple[LayerShape, ...]
    scale: float = 1.0
    shift: float = 0.0
    link: str = "identity"
    links: tuple[tuple[int, str], ...] | None = None
    margin: tuple[int, ...] | None = None
    offset: Array | None = None
    pinned: int | None = None
    residuals: Residuals | None = None
    sides: tuple[str, ...] | None = None
    probability: float | None = None
    level: float | None = None


def predictions(network: Network, to: str, scale: float = 1.0, shift: float = 0.0, **more: Any) -> Predictions:
    """The predictions of a network for its own inputs; ``more`` are other fields of `Predictions`."""
    return Predictions(to, network.features, LayerShape.of(network), scale, shift, **more)
