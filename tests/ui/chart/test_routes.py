"""The server gives out plotly.js and the component's modules under any base path."""

from __future__ import annotations

from explorer.ui.chart.routes import base_path, modules_path, plotly_path, routes


def test_assets_are_mounted_under_the_base_path(monkeypatch):
    monkeypatch.setattr("streamlit.get_option", lambda name: "/demo/loss/" if name == "server.baseUrlPath" else None)
    assert base_path() == "/demo/loss"
    assert [r.path for r in routes()] == ["/demo/loss" + plotly_path(), "/demo/loss" + modules_path()]
