"""A figure as it is written down: traces and a layout in plotly's terms."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

Trace = dict[str, Any]
TYPED = {"f4", "f8", "i1", "i2", "i4", "u1", "u2"}
"""The kinds of numbers that plotly.js takes as they lie in memory."""


@dataclass
class Drawing:
    """Traces and a layout, as plotly's reference names them.

    Building plotly's own objects, which look at every property, takes longer than training: a page gets the plain
    form (`as_json`), and whoever works with the figure in Python takes `as_figure`.
    """

    traces: list[Trace]
    layout: dict[str, Any]

    def as_figure(self) -> go.Figure:
        """As plotly's figure. ValueError for a property that plotly does not know."""
        return go.Figure(self.traces, self.layout)

    def as_json(self) -> dict[str, Any]:
        """As JSON can hold it, ``data`` and ``layout``: arrays of numbers as base64, as plotly itself packs them."""
        return {"data": [_as_json_value(trace) for trace in self.traces], "layout": _as_json_value(self.layout)}


def _as_json_value(value: Any) -> Any:
    """A value of a figure without any of NumPy's own types."""
    if isinstance(value, dict):
        return {key: _as_json_value(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json_value(item) for item in value]
    if isinstance(value, np.ndarray):
        kind = value.dtype.str[1:]
        if kind not in TYPED or not value.size:
            return value.tolist()
        little = np.ascontiguousarray(value, dtype=value.dtype.newbyteorder("<"))
        shape = {"shape": ", ".join(map(str, value.shape))} if value.ndim > 1 else {}
        return {"dtype": kind, "bdata": base64.b64encode(little.tobytes()).decode(), **shape}
    return value.item() if isinstance(value, np.generic) else value
