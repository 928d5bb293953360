"""The server is killed (SIGKILL) in the middle of edits, again and again.

    python -m benchmarks.review.kill [--kills 50]

One page confirms row after row as fast as it can. The server is killed at a random moment
and started again; what was not acknowledged is sent again with the same number, as the
page does. Prints whether every confirmed text is in the database, and whether any action
was applied twice.
"""

from __future__ import annotations

import argparse
import http.client
import random
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import select

from benchmarks.review.client import Client
from tests.browser.sample import add_sample
from tests.browser.serving import Server
from workbench.app.tickets import Tickets
from workbench.review.tables import RevisionRecord, RowRecord
from workbench.review.workspace import Workspace

ROWS = 200


class Page:
    """Confirms rows for ever; keeps what is not acknowledged for the next server."""

    def __init__(self, client: Client, rows: list[int]) -> None:
        self.client = client
        self.versions = dict.fromkeys(rows, 0)
        self.rows = rows
        self.texts: dict[int, str] = {}
        self.confirmed: set[tuple[int, str]] = set()
        self.unsure: dict[str, Any] | None = None
        self.again = 0

    def load(self) -> None:
        """Learn the versions of all rows, as a reloaded page does."""
        for offset in range(0, len(self.rows), 100):
            page = self.client.call("page", {"offset": offset, "limit": 100})
            self.versions.update({row["id"]: row["version"] for row in page["rows"]})

    def work(self) -> None:
        """Until the server is gone."""
        try:
            if self.unsure is not None:
                self.again += 1
                self._send(self.unsure)
            while True:
                row = self.rows[self.client.number % len(self.rows)]
                text = f"confirmed text number {self.client.number}"
                self.unsure = self.client.numbered(
                    kind="status",
                    row=row,
                    version=self.versions[row],
                    status="reviewed",
                    target=text,
                )
                self._send(self.unsure)
        except (OSError, http.client.HTTPException):
            return

    def _send(self, action: dict[str, Any]) -> None:
        reply = self.client.send([action])
        outcome = reply["outcomes"][0]
        if outcome["result"] != "done":
            raise RuntimeError(f"not applied: {outcome}")
        self.confirmed.add((action["row"], action["target"]))
        self.versions.update({row["id"]: row["version"] for row in reply["rows"]})
        self.unsure = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.review.kill")
    parser.add_argument("--kills", type=int, default=50)
    options = parser.parse_args()
    random_ = random.Random(7)
    with tempfile.TemporaryDirectory() as name:
        server = Server(Path(name))
        workspace = Workspace.open(server.database)
        document = add_sample(workspace, ROWS)
        query = select(RowRecord.id).where(RowRecord.document_id == document)
        with workspace.reading() as session:
            rows = list(session.scalars(query.order_by(RowRecord.position)))
        ticket = Tickets.open(workspace.folder).issue("reviewer", document)
        page = Page(Client(server.port, "page", ticket), rows)
        for _ in range(options.kills):
            server.start()
            if not page.confirmed:
                page.load()
            thread = threading.Thread(target=page.work)
            thread.start()
            time.sleep(random_.uniform(0.3, 2.0))
            server.kill()
            thread.join()
        _report(workspace, document, page, options.kills)


def _report(workspace: Workspace, document: int, page: Page, kills: int) -> None:
    query = (
        select(RevisionRecord.row_id, RevisionRecord.target)
        .join(RowRecord, RowRecord.id == RevisionRecord.row_id)
        .where(RowRecord.document_id == document)
    )
    with workspace.reading() as session:
        found = Counter(
            (row, " ".join(target) if isinstance(target, list) else target)
            for row, target in session.execute(query)
        )
    lost = [pair for pair in page.confirmed if pair not in found]
    twice = [pair for pair, count in found.items() if count > 1 and pair in page.confirmed]
    print(
        f"{kills} kills, {len(page.confirmed)} edits confirmed, {page.again} sent again: "
        f"{len(lost)} lost, {len(twice)} applied twice"
    )


if __name__ == "__main__":
    main()
