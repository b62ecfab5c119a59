"""The document that a visitor opens: our stylesheets are in it, so that the first paint has its sizes, and a first script."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explorer.ui.chart.routes import MODULES, base_path, modules_path

STYLES = ("first_paint.css", "page.css", "player.css", "chart.css", "compare.css", "access.css")
SCRIPT = "page/sidebar_fold.js"
"""What has to run before Streamlit does: whether the sidebar is there decides how wide all else is."""
BODY = b"<body>"
"""They stand behind it: of rules of the same weight, those of the head come first and so lose."""
UNWANTED = (b"accept-encoding", b"if-none-match", b"if-modified-since")
"""Headers of a request for a document that are left out: it comes whole, as plain text, and with the styles of today."""


def links() -> bytes:
    """The script, the stylesheets and the component's modules as they stand in the document."""
    folder = f"{base_path()}{modules_path()}"
    sheets = "".join(f'<link rel="stylesheet" href="{folder}/{name}">' for name in STYLES)
    ahead = f'<link rel="modulepreload" href="{folder}/{MODULES}">'  # comes while Streamlit starts, not after it
    return f'<script src="{folder}/{SCRIPT}"></script>{sheets}{ahead}'.encode()


class StyledDocument:
    """Puts the stylesheets and the script into every document of HTML; all else passes through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        kept = [(name, value) for name, value in scope["headers"] if name.lower() not in UNWANTED]
        await self.app({**scope, "headers": kept}, receive, _Styling(send))


class _Styling:
    """Sends a response on: one of HTML once it is whole, with the stylesheets and the script in it."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            html = Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")
            if html and message["status"] == 200:
                self.start = message
                return
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self.start)
            return
        await self.send(message)

    async def _finish(self, start: Message) -> None:
        whole = self.body.replace(BODY, BODY + links(), 1)
        headers = MutableHeaders(raw=list(start["headers"]))
        headers["content-length"] = str(len(whole))
        del headers["etag"], headers["last-modified"]
        await self.send({**start, "headers": headers.raw})
        await self.send({"type": "http.response.body", "body": whole})


def middleware() -> list[Middleware]:
    """What ``st.App`` wraps around its answers."""
    return [Middleware(StyledDocument)]
