"""What a browser does to the server, without the browser: numbered actions over HTTP."""

from __future__ import annotations

import http.client
import json
import time
from dataclasses import dataclass, field
from typing import Any

from workbench.app.routes_editor import PATH
from workbench.app.tickets import HEADER


@dataclass
class Client:
    """One open page: keeps its connection, its numbers and how long the answers took."""

    port: int
    name: str
    ticket: str
    timeout: float = 30.0
    number: int = 0
    seconds: dict[str, list[float]] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None

    def call(self, route: str, body: dict[str, Any]) -> dict[str, Any]:
        """Post ``body`` and return the answer; OSError or HTTPException where none comes."""
        started = time.perf_counter()
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=self.timeout
            )
        try:
            headers = {HEADER: self.ticket, "content-type": "application/json"}
            self._connection.request("POST", f"{PATH}/{route}", json.dumps(body), headers)
            answer = self._connection.getresponse()
            data = answer.read()
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._connection = None
            raise
        if answer.status != 200:
            raise RuntimeError(f"{route}: {answer.status} {data[:300].decode(errors='replace')}")
        self.seconds.setdefault(route, []).append(time.perf_counter() - started)
        found: dict[str, Any] = json.loads(data)
        return found

    def numbered(self, **action: Any) -> dict[str, Any]:
        """The action with the next number."""
        self.number += 1
        return {**action, "number": self.number}

    def send(self, actions: list[dict[str, Any]]) -> dict[str, Any]:
        """Send actions; the same ones may be sent again."""
        return self.call("apply", {"client": self.name, "actions": actions})
