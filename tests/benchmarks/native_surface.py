"""The Surface page with Streamlit's own charts: the same sidebar, run and three figures, drawn by ``st.plotly_chart``."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st
from native_run import native_run

from explorer.figures.base.palette import resolved
from explorer.figures.surface.picture import slice_pictures
from explorer.ui.view_models.slice import run_on_slice
from explorer.ui.view_models.slice_pictures import PanelOptions, slice_content

run, controls = native_run()
seen = run_on_slice(run, (), 0)
columns = run.columns | seen.columns


def still(figure: go.Figure) -> go.Figure:
    """The figure as the page's component gives it to plotly, the path filled in; what only moves is left out."""
    drawn = resolved(figure, "light")
    traces = []
    for trace in drawn["data"]:
        play = (trace.get("meta") or {}).get("play")
        if play == "reveal":
            trace |= {"x": columns[trace["meta"]["x"]].astype("f4"), "y": columns[trace["meta"]["y"]].astype("f4")}
        if "bands" in (trace.get("meta") or {}):  # plotly's own bar of colours, where the page draws one
            low, high = trace["zmin"], trace["zmax"]
            places = [low + share * (high - low) for share, _ in trace["meta"]["ticks"]]
            bar = {"orientation": "h", "thickness": 8, "y": 1.0, "yanchor": "bottom", "ypad": 2, "tickfont": {"size": 10}}
            bar |= {"tickvals": places, "ticktext": [text for _, text in trace["meta"]["ticks"]], "outlinewidth": 0}
            trace |= {"showscale": True, "colorbar": bar}
        if play in (None, "reveal"):
            traces.append(trace)
    return go.Figure(traces, drawn["layout"])


for place, picture in zip(st.columns(3), slice_pictures(slice_content(seen, PanelOptions(), None, True)), strict=True):
    with place:
        st.markdown(f"**{picture.title}**")
        st.plotly_chart(still(picture.figure), key=picture.name, height=320, theme=None, config={"displayModeBar": False})
        st.caption(picture.caption)
controls.show_rate(run)
