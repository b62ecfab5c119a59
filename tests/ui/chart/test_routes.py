"""The server gives out plotly.js and the component's modules under any base path."""

from __future__ import annotations

from starlette.applications import Starlette

from explorer.ui.chart.bundle import bundle
from explorer.ui.chart.routes import ENTRY, MODULES, WEB, base_path, modules_path, plotly_path, routes
from tests.helpers.asgi import Client


def test_assets_are_mounted_under_the_base_path(monkeypatch):
    monkeypatch.setattr("streamlit.get_option", lambda name: "/demo/loss/" if name == "server.baseUrlPath" else None)
    assert base_path() == "/demo/loss"
    one = f"/demo/loss{modules_path()}/{MODULES}"
    assert [r.path for r in routes()] == [one, "/demo/loss" + plotly_path(), "/demo/loss" + modules_path()]


def test_the_modules_come_as_one_that_a_browser_may_keep_and_each_by_itself_too():
    client = Client(Starlette(routes=routes()))
    one = client.get(f"{modules_path()}/{MODULES}")
    assert one.text == bundle(WEB, ENTRY)
    assert one.headers["content-type"].startswith("text/javascript")
    assert "immutable" in one.headers["cache-control"]
    assert client.get(f"{modules_path()}/{ENTRY}").text == (WEB / ENTRY).read_text(encoding="utf-8")
