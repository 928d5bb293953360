"""Twenty people in one document at once.

    python -m benchmarks.review.load [--users 20] [--seconds 120] [--rows 10000] [--pace 3]

Starts the real server on a document of made-up sentences. Each user works through rows as
a page does: opens the row's panel, saves while typing, confirms, loads the next page now
and then, says where it is; one row in ten is shared with all others, so that people meet.
A conflict is answered as a person would: with the new version. Prints how long the answers
took, how many conflicts there were, errors, and whether every text that was acknowledged
is in the database.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from benchmarks.review.client import Client
from tests.browser.sample import add_sample
from tests.browser.serving import Server
from workbench.app.tickets import Tickets
from workbench.review.tables import RevisionRecord, RowRecord
from workbench.review.workspace import Workspace

SHARED = 10
PAGE = 50


@dataclass
class User:
    """One person at work, and what the server promised them."""

    client: Client
    rows: list[int]
    pace: float
    random: random.Random
    confirmed: list[tuple[int, str]] = field(default_factory=list)
    conflicts: int = 0
    errors: list[str] = field(default_factory=list)

    def work(self, until: float) -> None:
        """Edit and confirm row after row until the time is over."""
        for place, row in enumerate(self.rows):
            if time.monotonic() > until:
                return
            try:
                if place % PAGE == 0:
                    self.client.call("page", {"around": row, "limit": PAGE})
                self._confirm(row, place)
                self.client.call("presence", {"client": self.client.name, "row": row})
            except Exception as error:
                self.errors.append(f"{type(error).__name__}: {error}")
            time.sleep(self.random.uniform(0.3, 1.7) * self.pace / 2)

    def _confirm(self, row: int, place: int) -> None:
        version = self.client.call("row", {"row": row})["row"]["version"]
        text = f"{self.client.name} writes row {row}, attempt {place}"
        half = self.client.numbered(kind="edit", row=row, version=version, target=text[:-4])
        reply = self.client.send([half])
        time.sleep(self.random.uniform(0.3, 1.7) * self.pace / 2)
        if reply["outcomes"][0]["result"] == "done":
            version += 1
        for _ in range(10):
            action = self.client.numbered(
                kind="status", row=row, version=version, status="reviewed", target=text, ms=900
            )
            (outcome,) = self.client.send([action])["outcomes"]
            if outcome["result"] == "done":
                self.confirmed.append((row, text))
                return
            self.conflicts += 1
            version = outcome["row"]["version"]
        self.errors.append(f"row {row} could not be confirmed: {outcome}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m benchmarks.review.load")
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--pace", type=float, default=3.0, help="seconds a row, thinking included")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = Server(folder)
        workspace = Workspace.open(server.database)
        document = add_sample(workspace, options.rows)
        server.start()
        try:
            users = _users(workspace, document, server, options)
            _together(users, options.seconds)
        finally:
            server.kill()
        _report(workspace, document, users)


def _users(
    workspace: Workspace, document: int, server: Server, options: argparse.Namespace
) -> list[User]:
    query = select(RowRecord.id).where(RowRecord.document_id == document)
    with workspace.reading() as session:
        rows = list(session.scalars(query.order_by(RowRecord.position)))
    shared, own = rows[::SHARED], [row for i, row in enumerate(rows) if i % SHARED]
    share = len(own) // options.users
    tickets = Tickets.open(workspace.folder)
    users = []
    for index in range(options.users):
        random_ = random.Random(index)
        mine = own[index * share : (index + 1) * share]
        plan = [shared[i // SHARED] if i % SHARED == 0 else row for i, row in enumerate(mine)]
        name = f"user{index}"
        client = Client(server.port, name, tickets.issue(name, document))
        users.append(User(client, plan, options.pace, random_))
    return users


def _together(users: list[User], seconds: float) -> None:
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=user.work, args=(until,)) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _report(workspace: Workspace, document: int, users: list[User]) -> None:
    with workspace.reading() as session:
        query = (
            select(RevisionRecord.row_id, RevisionRecord.target)
            .join(RowRecord, RowRecord.id == RevisionRecord.row_id)
            .where(RowRecord.document_id == document)
        )
        kept = {(row, _text(target)) for row, target in session.execute(query)}
        rows = select(RowRecord.id, RowRecord.target).where(RowRecord.document_id == document)
        present = {row: _text(target) for row, target in session.execute(rows)}
    confirmed = [pair for user in users for pair in user.confirmed]
    last = {row: {t for r, t in confirmed if r == row} for row, _ in confirmed}
    lost = [pair for pair in confirmed if pair not in kept]
    foreign = [row for row, texts in last.items() if present[row] not in texts]
    errors = [error for user in users for error in user.errors]
    print(f"{len(users)} users, {len(confirmed)} rows confirmed")
    for route in ("apply", "page", "row", "presence"):
        times = sorted(t for user in users for t in user.client.seconds.get(route, ()))
        if times:
            p95 = times[int(0.95 * (len(times) - 1))]
            print(
                f"{route:<9} {len(times):>6} calls"
                f"  median {times[len(times) // 2] * 1000:6.0f} ms"
                f"  95 % {p95 * 1000:6.0f} ms  slowest {times[-1] * 1000:6.0f} ms"
            )
    print(f"conflicts answered: {sum(user.conflicts for user in users)}")
    print(f"errors: {len(errors)} {errors[:3]}")
    print(f"confirmed texts that are not in the history: {len(lost)}")
    print(f"rows that show a text that nobody confirmed: {len(foreign)}")


def _text(parts: object) -> str:
    return " ".join(parts) if isinstance(parts, list) else str(parts)


if __name__ == "__main__":
    main()
