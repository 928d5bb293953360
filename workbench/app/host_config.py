"""Keeps Streamlit from covering the page with a dialog when the connection drops.

The dialog takes the keys, so that what is typed in the editor at that moment would be lost.
The editor goes on without the connection and says so itself; other pages show Streamlit's
"connecting" in their corner.
"""

from __future__ import annotations

import json

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PATH = "/_stcore/host-config"


class QuietHostConfig:
    """ASGI middleware that sets ``blockErrorDialogs`` in Streamlit's host configuration."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; change the one answer."""
        if scope["type"] != "http" or scope["path"] != PATH:
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                data = _quiet(body) if start["status"] == 200 else body
                MutableHeaders(scope=start)["content-length"] = str(len(data))
                await send(start)
                await send({"type": "http.response.body", "body": data})

        await self._app(scope, receive, collect)


def _quiet(body: bytes) -> bytes:
    return json.dumps({**json.loads(body), "blockErrorDialogs": True}).encode()
