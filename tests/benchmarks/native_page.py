"""The Train page with Streamlit's own charts: the same sidebar, run and figures, drawn by ``st.plotly_chart``."""

from __future__ import annotations

import base64

import numpy as np
import plotly.graph_objects as go
import streamlit as st
from native_run import native_run

from explorer.figures.base.palette import resolved
from explorer.ui.view_models.comparison import compare
from explorer.ui.views.train import pictures

run, controls = native_run()
comparison = compare(run, ())


def predictions(meta: dict) -> np.ndarray:
    """What a mapped trace shows at the last step."""
    w = run.history.weights[-1]
    basis = np.frombuffer(base64.b64decode(meta["basis"]["bdata"]), "<f4").reshape(meta["basis"]["shape"])
    (layer,) = meta["layers"]
    raw = basis @ w[layer["start"] : layer["start"] + layer["inputs"]] + w[layer["start"] + layer["inputs"]]
    return (raw * meta["scale"] + meta["shift"]).astype("f4")


def still(figure: go.Figure) -> go.Figure:
    """The figure as the page's component gives it to plotly: lines filled in, predictions at the last step."""
    drawn = resolved(figure, "light")
    columns = run.columns | {f"w{i}": run.weights[:, i] for i in range(run.problem.size)}
    traces = []
    for trace in drawn["data"]:
        play = (trace.get("meta") or {}).get("play")
        if play == "reveal":
            trace |= {"x": columns[trace["meta"]["x"]].astype("f4"), "y": columns[trace["meta"]["y"]].astype("f4")}
        if play == "map":
            trace |= {trace["meta"]["to"]: predictions(trace["meta"]), "meta": None}
        if play != "point":
            traces.append(trace)
    return go.Figure(traces, drawn["layout"])


for place, picture in zip([*st.columns(2), *st.columns(2)], pictures(comparison), strict=True):
    with place:
        st.markdown(f"**{picture.title}**")
        st.plotly_chart(still(picture.figure), key=picture.name, height=260, theme=None, config={"displayModeBar": False})
        st.caption(picture.caption)
controls.show_rate(run)
