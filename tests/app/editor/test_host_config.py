"""Streamlit's host configuration: its dialogs stay away, and nothing else changes."""

from __future__ import annotations

from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from workbench.app.host_config import PATH, QuietHostConfig

VALUES: dict[str, Any] = {"blockErrorDialogs": False, "allowedOrigins": ["https://a.example"]}


async def _values(request: Request) -> JSONResponse:
    return JSONResponse(VALUES)


async def _busy(request: Request) -> JSONResponse:
    return JSONResponse({"error": "busy"}, status_code=503)


def _client(endpoint: Any) -> TestClient:
    routes = [Route(PATH, endpoint), Route("/other", endpoint)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(QuietHostConfig)]))


def test_only_the_dialogs_are_turned_off() -> None:
    client = _client(_values)
    assert client.get(PATH).json() == VALUES | {"blockErrorDialogs": True}
    assert client.get("/other").json() == VALUES


def test_an_answer_that_is_none_passes_as_it_is() -> None:
    answer = _client(_busy).get(PATH)
    assert (answer.status_code, answer.json()) == (503, {"error": "busy"})


def test_streamlits_own_endpoint_still_has_the_flag() -> None:
    from streamlit.web.server.starlette.starlette_routes import create_host_config_routes

    app = Starlette(
        routes=create_host_config_routes(None), middleware=[Middleware(QuietHostConfig)]
    )
    assert TestClient(app).get(PATH).json()["blockErrorDialogs"] is True
