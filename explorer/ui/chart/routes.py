"""Where the browser finds plotly.js and the component's own modules: on this server, under any base path."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

import plotly
import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import Scope

from explorer.ui.chart.bundle import bundle

WEB = Path(__file__).parent / "web"
ENTRY, MODULES = "mount.js", "modules.js"
"""The module that is asked to draw, and the name under which the server gives it in one with all it imports."""
KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}


def _mounts() -> dict[str, StaticFiles]:
    return {plotly_path(): Kept(packages=[("plotly", "package_data")]), modules_path(): Kept(directory=WEB)}


class Kept(StaticFiles):
    """Files whose address changes with their content, so that a browser may keep them."""

    def file_response(self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200) -> Response:
        """The file, marked as never changing."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update(KEPT)
        return response


@cache
def _modules() -> bytes:
    return bundle(WEB, ENTRY).encode()


async def _give_modules(_: Request) -> Response:
    return Response(_modules(), media_type="text/javascript", headers=KEPT)


def plotly_path() -> str:
    """The folder of plotly.js, its version in the name."""
    return f"/vendor/plotly-{plotly.__version__}"


@cache
def modules_path() -> str:
    """The folder of the component's modules, a digest of their content in the name, and of how they are made one."""
    digest = hashlib.blake2b(_modules(), digest_size=6)
    for file in sorted(path for path in WEB.rglob("*") if path.is_file()):
        digest.update(file.relative_to(WEB).as_posix().encode() + file.read_bytes())
    return f"/vendor/loss-explorer-{digest.hexdigest()}"


def base_path() -> str:
    """``server.baseUrlPath`` with a slash before it and none behind, or nothing."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def routes() -> list[BaseRoute]:
    """The routes for ``st.App``, mounted under the base path."""
    one = Route(f"{base_path()}{modules_path()}/{MODULES}", _give_modules)
    return [one, *(Mount(base_path() + path, app) for path, app in _mounts().items())]
