"""The routes of the editor: JSON in, JSON out, thin over the desk of ``workbench.review``."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from workbench.app.tickets import HEADER, Ticket, TicketError, Tickets
from workbench.errors import InputError, WorkbenchError
from workbench.review.desk import Desk

PATH = "/workbench/api"
BODY_LIMIT = 2 * 1024 * 1024
_log = logging.getLogger(__name__)


class BodyError(InputError):
    """A request whose body is not what the route takes."""


Call = Callable[[Desk, Ticket, "Body"], Any]


@dataclass(frozen=True, slots=True)
class Body:
    """The fields of a request, read with their types; BodyError names the field."""

    fields: dict[str, Any]

    def text(self, name: str, default: str | None = None) -> str:
        """A string."""
        return str(self._get(name, str, default))

    def number(self, name: str, default: int | None = None) -> int:
        """An integer."""
        return int(self._get(name, int, default))

    def flag(self, name: str) -> bool:
        """A boolean, false where it is missing."""
        return bool(self._get(name, bool, False))

    def mapping(self, name: str) -> dict[str, Any]:
        """An object, empty where it is missing."""
        return dict(self._get(name, dict, {}))

    def list_of(self, name: str, kind: type, default: list[Any] | None = None) -> list[Any]:
        """A list whose members are all of ``kind``."""
        values = list(self._get(name, list, default))
        if not all(isinstance(value, kind) for value in values):
            raise BodyError(f"each of {name!r} must be of type {kind.__name__}", place=name)
        return values

    def optional_number(self, name: str) -> int | None:
        """An integer or None."""
        return None if self.fields.get(name) is None else self.number(name)

    def _get(self, name: str, kind: type, default: Any) -> Any:
        value = self.fields.get(name, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise BodyError(f"{name!r} must be of type {kind.__name__}", place=name)
        return value


def editor_routes(desk: Callable[[], Desk], tickets: Tickets) -> list[BaseRoute]:
    """The routes of the editor; ``desk`` is called once a request, in a worker thread."""

    def route(name: str, call: Call) -> Route:
        async def endpoint(request: Request) -> Response:
            return await _answer(request, desk, tickets, call)

        return Route(f"{PATH}/{name}", endpoint, methods=["POST"])

    return [route(name, call) for name, call in _CALLS.items()]


async def _answer(
    request: Request, desk: Callable[[], Desk], tickets: Tickets, call: Call
) -> Response:
    try:
        ticket = tickets.check(request.headers.get(HEADER))
        body = Body(await _read(request))
        answer = await run_in_threadpool(lambda: call(desk(), ticket, body))
    except TicketError as error:
        return _problem(error, status=401)
    except WorkbenchError as error:
        return _problem(error, status=400)
    except Exception:
        # The sender keeps its actions and tries again; the log has the reason.
        _log.exception("%s failed", request.url.path)
        return JSONResponse(
            {"error": "The server could not do this.", "remedy": "It will be tried again."},
            status_code=500,
        )
    return JSONResponse(answer, headers={"cache-control": "no-store"})


def _problem(error: WorkbenchError, *, status: int) -> JSONResponse:
    return JSONResponse(
        {"error": error.message, "place": error.place, "remedy": error.remedy},
        status_code=status,
    )


async def _read(request: Request) -> dict[str, Any]:
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > BODY_LIMIT:
            raise BodyError("the request is larger than 2 MB", remedy="Send less at a time.")
    try:
        fields = json.loads(data or b"{}")
    except ValueError as error:
        raise BodyError("the request is not JSON") from error
    if not isinstance(fields, dict):
        raise BodyError("the request is not a JSON object")
    return fields


def _apply(desk: Desk, ticket: Ticket, body: Body) -> Any:
    actions = body.list_of("actions", dict)
    return desk.apply(ticket.document, ticket.user, body.text("client"), actions)


def _page(desk: Desk, ticket: Ticket, body: Body) -> Any:
    return desk.page(
        ticket.document,
        user=ticket.user,
        offset=max(0, body.number("offset", 0)),
        limit=min(100, max(1, body.number("limit", 50))),
        filter=body.mapping("filter"),
        around=body.optional_number("around"),
    )


def _row(desk: Desk, ticket: Ticket, body: Body) -> Any:
    return desk.row(ticket.document, body.number("row"), ticket.user)


def _presence(desk: Desk, ticket: Ticket, body: Body) -> Any:
    return desk.presence(
        ticket.document, ticket.user, body.text("client"), body.optional_number("row")
    )


def _replace(desk: Desk, ticket: Ticket, body: Body) -> Any:
    return desk.replace_preview(
        ticket.document,
        find=body.text("find"),
        replace=body.text("replace", ""),
        regex=body.flag("regex"),
        case=body.flag("case"),
        filter=body.mapping("filter"),
    )


def _concordance(desk: Desk, ticket: Ticket, body: Body) -> Any:
    return desk.concordance(body.text("text"), body.text("language"))


def _redraft(desk: Desk, ticket: Ticket, body: Body) -> Any:
    return desk.redraft(
        ticket.document,
        body.number("row"),
        keep=body.list_of("keep", str, []),
        avoid=body.list_of("avoid", str, []),
        prefix=body.text("prefix", ""),
    )


_CALLS: dict[str, Call] = {
    "apply": _apply,
    "page": _page,
    "row": _row,
    "presence": _presence,
    "replace": _replace,
    "concordance": _concordance,
    "redraft": _redraft,
}
