"""The stylesheets and the first script are in every document, and in nothing else."""

from __future__ import annotations

import re
import tomllib

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from explorer.ui.chart.document import SCRIPT, STYLES, middleware
from explorer.ui.chart.routes import MODULES, WEB, modules_path
from tests.helpers.asgi import Client
from tests.helpers.web import ROOT

PAGE = "<html><head></head><body><p>x</p></body></html>"
DOCUMENT = {"accept": "text/html,*/*"}


async def _parts():
    for part in (PAGE[:20], PAGE[20:]):
        yield part


def _document(request):
    if request.headers.get("if-none-match"):
        return Response(status_code=304)
    return HTMLResponse(PAGE, headers={"etag": '"1"', "last-modified": "Mon, 01 Jan 2024 00:00:00 GMT"})


@pytest.fixture
def client():
    routes = [
        Route("/", _document),
        Route("/parts", lambda _: StreamingResponse(_parts(), media_type="text/html")),
        Route("/gone", lambda _: HTMLResponse(PAGE, status_code=404)),
        Route("/text", lambda _: PlainTextResponse(PAGE)),
    ]
    return Client(Starlette(routes=routes, middleware=middleware()))


@pytest.mark.parametrize("path", ["/", "/parts"])
def test_a_document_has_the_stylesheets_first_in_its_body(client, path):
    got = client.get(path, headers=DOCUMENT)
    sheets = "".join(f'<link rel="stylesheet" href="{modules_path()}/{name}">' for name in STYLES)
    ahead = f'<link rel="modulepreload" href="{modules_path()}/{MODULES}">'
    script = f'<script src="{modules_path()}/{SCRIPT}"></script>'
    assert got.text == PAGE.replace("<body>", "<body>" + script + sheets + ahead)
    assert int(got.headers["content-length"]) == len(got.content)
    assert all((WEB / name).is_file() for name in (*STYLES, SCRIPT))


def test_the_browser_falls_back_on_the_same_stylesheets_in_the_same_order():
    listed = re.findall(r'"\./(\w+\.css)"', (WEB / "mount.js").read_text())
    assert tuple(listed) == STYLES
    assert {path.name for path in WEB.glob("*.css")} == set(STYLES)


def test_a_document_that_the_browser_knows_comes_anew_since_its_stylesheets_may_be_others(client):
    got = client.get("/", headers={**DOCUMENT, "if-none-match": '"1"'})
    assert got.status_code == 200
    assert not {"etag", "last-modified"} & set(got.headers)


@pytest.mark.parametrize(("path", "headers"), [("/text", DOCUMENT), ("/gone", DOCUMENT), ("/", {"accept": "*/*"})])
def test_all_else_passes_through(client, path, headers):
    assert client.get(path, headers=headers).text == PAGE


def test_the_address_is_below_the_base_path(client, monkeypatch):
    monkeypatch.setattr("streamlit.get_option", lambda name: "/demo/loss/" if name == "server.baseUrlPath" else None)
    assert f'href="/demo/loss{modules_path()}/chart.css"' in client.get("/", headers=DOCUMENT).text


def test_the_ground_and_the_accent_of_the_page_are_those_of_the_theme():
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    sheet = (WEB / "page.css").read_text(encoding="utf-8")
    for name, key in (("page", "backgroundColor"), ("accent", "primaryColor")):
        assert f"--le-{name}: light-dark({theme['light'][key]}, {theme['dark'][key]});" in sheet


@pytest.mark.parametrize("name", STYLES)
def test_no_rule_asks_what_there_is_anywhere_on_the_page(name):
    """Each change of a chart would have the browser look through the whole page again: a press took twice as long to show."""
    sheet = (WEB / name).read_text(encoding="utf-8")
    assert not re.findall(r"(?::root|html|body)[^\s,{]*:has\(", sheet)
