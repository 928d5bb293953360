"""The door before the pages: sign-in with a password, who may come in, safe headers."""

from __future__ import annotations

import html
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from importlib.resources import files
from string import Template
from urllib.parse import parse_qs, quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from workbench.app.sessions import COOKIE, Brake, Sessions

SIGN_IN = "/workbench/sign-in"
SIGN_OUT = "/workbench/sign-out"
OPEN = frozenset({SIGN_IN, SIGN_OUT, "/_stcore/health"})
LONGEST_FORM = 4_096
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HEADERS = (
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "SAMEORIGIN"),
    ("referrer-policy", "same-origin"),
)


@dataclass(frozen=True)
class Door:
    """The sign-in page: checks a name and a password, slows down guessing, sets the cookie.

    ``check`` says whether a password is right; it may be slow (scrypt).
    """

    sessions: Sessions
    check: Callable[[str, str], bool]
    brake: Brake = field(default_factory=Brake)

    def routes(self) -> list[BaseRoute]:
        """The routes of signing in and out."""
        return [
            Route(SIGN_IN, self.show, methods=["GET"]),
            Route(SIGN_IN, self.take, methods=["POST"]),
            Route(SIGN_OUT, self.leave, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """The empty form."""
        return _page(next_page=_inside(request.query_params.get("next", "/")))

    async def take(self, request: Request) -> Response:
        """Check the form: a session and the page asked for, or the form with a sentence."""
        if not _same_site(request):
            return JSONResponse({"error": "the form came from another site"}, status_code=403)
        body = await _short_body(request)
        if body is None:
            return _page("The form is too long.", status=413)
        form = {key: values[0] for key, values in parse_qs(body.decode(errors="replace")).items()}
        user, password = form.get("user", "").strip(), form.get("password", "")
        where = _inside(form.get("next", "/"))
        keys = (f"user {user}", f"address {request.client.host if request.client else '-'}")
        if wait := self.brake.wait(*keys):
            text = f"Too many wrong passwords. Try again in {_duration(wait)}."
            return _page(text, user=user, next_page=where, status=429)
        if not await run_in_threadpool(self.check, user, password):
            self.brake.failed(*keys)
            return _page("Name or password is wrong.", user=user, next_page=where, status=401)
        self.brake.passed(*keys)
        answer = RedirectResponse(where, status_code=303)
        answer.set_cookie(
            COOKIE,
            self.sessions.issue(user),
            max_age=int(self.sessions.seconds),
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )
        return answer

    async def leave(self, request: Request) -> Response:
        """End the session of this browser."""
        answer = RedirectResponse(SIGN_IN, status_code=303)
        answer.delete_cookie(COOKIE)
        return answer


class Gate:
    """ASGI middleware: lets in whoever may, and adds the headers that keep browsers safe.

    With ``sessions`` everything but the sign-in page needs a session. Without them
    (loopback) the request must name a loopback host, so that no foreign page can reach
    the server through a name that it points here (DNS rebinding). ``any_host`` lifts
    that where Streamlit's own sign-in (OIDC) stands before the pages.
    """

    def __init__(
        self, app: ASGIApp, *, sessions: Sessions | None = None, any_host: bool = False
    ) -> None:
        self._app = app
        self._sessions = sessions
        self._any_host = any_host

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse or pass on one request."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refusal = await run_in_threadpool(self._refusal, scope)
        if refusal is None:
            await self._app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "sign in first"})
        else:
            await refusal(scope, receive, _with_headers(send))

    def _refusal(self, scope: Scope) -> Response | None:
        if self._sessions is None:
            host = _host(Headers(scope=scope).get("host", ""))
            if self._any_host or host in _LOOPBACK:
                return None
            return JSONResponse({"error": f"no such host here: {host}"}, status_code=421)
        path = scope["path"]
        if path in OPEN or self._sessions.user(HTTPConnection(scope).cookies.get(COOKIE)):
            return None
        if "text/html" in Headers(scope=scope).get("accept", ""):
            return RedirectResponse(f"{SIGN_IN}?next={quote(path)}", status_code=303)
        return JSONResponse({"error": "sign in first"}, status_code=401)


def _with_headers(send: Send) -> Callable[[Message], Awaitable[None]]:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS:
                headers.setdefault(name, value)
        await send(message)

    return sending


def _page(
    problem: str = "", *, user: str = "", next_page: str = "/", status: int = 200
) -> HTMLResponse:
    text = files("workbench.app").joinpath("sign_in.html").read_text(encoding="utf-8")
    values = {"problem": problem, "user": user, "next": next_page}
    filled = Template(text).substitute({name: html.escape(value) for name, value in values.items()})
    return HTMLResponse(filled, status_code=status, headers={"cache-control": "no-store"})


async def _short_body(request: Request) -> bytes | None:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FORM:
            return None
    return body


def _same_site(request: Request) -> bool:
    """Whether the form comes from our own page; old browsers send no origin."""
    origin = request.headers.get("origin")
    if origin in (None, "null"):
        return origin is None
    return urlsplit(origin).netloc == request.headers.get("host")


def _inside(path: str) -> str:
    """``path`` where it stays on this server, else the first page."""
    inside = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if inside and "\\" not in path else "/"


def _host(header: str) -> str:
    return (urlsplit(f"//{header}").hostname or "").lower()


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes} min" if seconds >= 60 else f"{max(1, round(seconds))} s"
