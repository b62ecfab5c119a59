"""A figure as it is written down: traces and a layout in plotly's terms."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

Trace = dict[str, Any]
TYPED = {"f4", "f8", "i1", "i2", "i4", "u1", "u2"}
"""The kinds of numbers that plotly.js takes as they lie in memory."""


@dataclass
class Drawing:
    """Traces and a layout, as plotly's reference names them. Every figure is one, and leaves through here.

    Building plotly's own objects, which look at every property, takes longer than training: a page gets the plain
    form (`as_json`), and whoever works with the figure in Python takes `as_figure`. In both a number is finite or it is
    None, which is a gap: JSON has no word for NaN or infinity.
    """

    traces: list[Trace]
    layout: dict[str, Any]

    def as_figure(self) -> go.Figure:
        """As plotly's figure. ValueError for a property that plotly does not know."""
        return go.Figure([_plain(trace, _list_with_gaps) for trace in self.traces], _plain(self.layout, _list_with_gaps))

    def as_json(self) -> dict[str, Any]:
        """As JSON can hold it, ``data`` and ``layout``: arrays of numbers as base64, as plotly itself packs them."""
        return {"data": [_plain(trace, _packed) for trace in self.traces], "layout": _plain(self.layout, _packed)}


def _plain(value: Any, of_array: Callable[[np.ndarray], Any]) -> Any:
    """A value of a figure without any of NumPy's own types but arrays, which ``of_array`` puts in their form."""
    if isinstance(value, dict):
        return {key: _plain(item, of_array) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, of_array) for item in value]
    if isinstance(value, np.ndarray):
        return of_array(value)
    if isinstance(value, np.generic):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _list_with_gaps(array: np.ndarray) -> Any:
    """An array as it is, or as lists with None in them where a number is not finite."""
    if array.dtype.kind != "f" or bool(np.isfinite(array).all()):
        return array
    gapped = array.astype(object)
    gapped[~np.isfinite(array)] = None
    return gapped.tolist()


def _packed(array: np.ndarray) -> Any:
    """An array as plotly packs it; as lists where it is not of numbers, or has gaps."""
    given = _list_with_gaps(array)
    kind = array.dtype.str[1:]
    if isinstance(given, list) or kind not in TYPED or not array.size:
        return given if isinstance(given, list) else array.tolist()
    little = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    shape = {"shape": ", ".join(map(str, array.shape))} if array.ndim > 1 else {}
    return {"dtype": kind, "bdata": base64.b64encode(little.tobytes()).decode(), **shape}
