"""An application of the server asked without a server."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace


class Client:
    """Asks an app for a path, without a server."""

    def __init__(self, app) -> None:
        self.app = app

    def get(self, path: str, headers: dict[str, str] | None = None) -> SimpleNamespace:
        scope = {
            "type": "http", "method": "GET", "path": path, "root_path": "", "query_string": b"", "http_version": "1.1",
            "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()], "scheme": "http",
        }  # fmt: skip
        sent = []

        async def receive():
            await asyncio.sleep(0)
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            sent.append(message)

        with ThreadPoolExecutor(1) as apart:  # a thread of its own: where a browser test ran before, a loop runs in this one
            apart.submit(lambda: asyncio.run(self.app(scope, receive, send))).result()
        content = b"".join(message.get("body", b"") for message in sent)
        told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return SimpleNamespace(status_code=sent[0]["status"], headers=told, content=content, text=content.decode())
