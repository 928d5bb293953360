"""Tickets: what a page of the browser shows to the routes to act for a user on a document."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import WorkbenchError

HEADER = "X-Workbench-Ticket"
LIFETIME = 7 * 24 * 3600
"""Seconds that a ticket is good for: a tab left open over the weekend still saves."""
_SECRET_FILE = "tickets.key"


class TicketError(WorkbenchError):
    """A ticket that is missing, altered or expired."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """Who may act on which document, until when (seconds since 1970)."""

    user: str
    document: int
    expires: int


@dataclass(frozen=True)
class Tickets:
    """Issues and checks tickets, signed with HMAC-SHA-256 (RFC 2104) under ``secret``."""

    secret: bytes
    clock: Callable[[], float] = time.time

    @classmethod
    def open(cls, folder: Path) -> Tickets:
        """Return those of a data folder; its secret is made at the first call and kept.

        The secret outlives the server, so that pages left open go on after a restart.
        """
        path = folder / _SECRET_FILE
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{_SECRET_FILE}.{secrets.token_hex(8)}"
        if not path.exists():
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(secrets.token_bytes(32))
            try:
                # A link fails where another process was faster, and never shows half a file.
                os.link(fresh, path)
            except FileExistsError:
                pass
            finally:
                fresh.unlink()
        return cls(path.read_bytes())

    def issue(self, user: str, document: int) -> str:
        """Return a fresh ticket for ``user`` on ``document``."""
        expires = int(self.clock()) + LIFETIME
        body = _encode(json.dumps([user, document, expires]).encode())
        return f"{body}.{self._sign(body)}"

    def check(self, text: str | None) -> Ticket:
        """Return what a ticket says; TicketError where it does not hold."""
        body, _, signature = (text or "").partition(".")
        if not hmac.compare_digest(signature.encode(), self._sign(body).encode()):
            raise TicketError("the page is not signed in", remedy="Reload it.")
        user, document, expires = json.loads(_decode(body))
        if expires < self.clock():
            raise TicketError("the page has been open too long", remedy="Reload it.")
        return Ticket(user, document, expires)

    def _sign(self, body: str) -> str:
        return _encode(hmac.new(self.secret, f"ticket\n{body}".encode(), hashlib.sha256).digest())


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decode(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (ValueError, binascii.Error) as error:  # pragma: no cover - the signature came first
        raise TicketError("the ticket cannot be read", remedy="Reload the page.") from error
