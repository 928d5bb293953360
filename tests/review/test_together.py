"""Many at once on one document, and a server that dies in the middle."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from tests.review.samples import Client, make_document
from workbench.review.desk import Desk
from workbench.review.tables import ReceiptRecord, RevisionRecord
from workbench.review.workspace import Workspace

PEOPLE, ROUNDS, KILLS = 3, 5, 3


def test_nothing_is_overwritten_when_people_edit_one_row(workspace: Workspace) -> None:
    """Each adds a word; whoever meets a conflict takes theirs and adds to that."""
    document = make_document(workspace, [("Да.", "")])
    desk = Desk(workspace)
    row = Client(desk, document).rows()[0]
    conflicts: list[str] = []
    errors: list[BaseException] = []

    def work(name: str) -> None:
        client = Client(desk, document, name)
        mine = dict(row)
        try:
            for number in range(ROUNDS):
                while True:
                    text = f"{mine['target']} {name}{number}"
                    version = mine["version"]
                    outcome = client.do("edit", row=row["id"], version=version, target=text)
                    if outcome["result"] == "done":
                        mine = client.reply["rows"][0]
                        break
                    conflicts.append(name)
                    mine = outcome["row"]
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(f"p{n}-",)) for n in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    words = Client(desk, document).rows()[0]["target"].split()
    assert sorted(words) == sorted(f"p{p}-{n}" for p in range(PEOPLE) for n in range(ROUNDS))
    assert conflicts, "nobody met anybody: this proves nothing"


def test_a_number_sent_twice_at_once_is_applied_once(workspace: Workspace) -> None:
    document = make_document(workspace)
    desk = Desk(workspace)
    row = Client(desk, document).rows()[0]
    action = {"number": 1, "kind": "insert", "row": row["id"], "version": 1, "where": "after"}
    replies: list[dict[str, Any]] = []

    def send() -> None:
        replies.append(desk.apply(document, "anna", "one client", [action]))

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [reply["outcomes"][0]["result"] for reply in replies] == ["done"] * 4
    assert desk.page(document, user="anna")["total"] == 7


SERVER = """
import json, sys
from workbench.review.desk import Desk
from workbench.review.workspace import Workspace
document, start = int(sys.argv[2]), int(sys.argv[3])
desk = Desk(Workspace.open(folder=sys.argv[1]))
rows = {row["id"]: row for row in desk.page(document, user="anna", limit=100)["rows"]}
number = start
while True:
    row = rows[list(rows)[number % len(rows)]]
    target = f"text {number}"
    action = {"number": number, "kind": "edit", "row": row["id"], "version": row["version"],
              "target": target}
    reply = desk.apply(document, "anna", "browser", [action])
    assert reply["outcomes"][0]["result"] == "done", reply
    rows.update({view["id"]: view for view in reply["rows"] if view["id"] in rows})
    print(json.dumps([number, row["id"], target]), flush=True)
    number += 1
"""


def test_what_was_acknowledged_is_there_after_kill_9(tmp_path: Path) -> None:
    workspace = Workspace.open(folder=tmp_path)
    document = make_document(workspace)
    workspace.close()
    chance = random.Random(9)
    number = 1
    for _ in range(KILLS):
        acknowledged = _killed_run(tmp_path, document, number, chance.uniform(0.1, 0.6))
        assert acknowledged
        number = _check(tmp_path, document, acknowledged) + 1


def _killed_run(folder: Path, document: int, number: int, seconds: float) -> list[Any]:
    """Let a process edit, kill it so long after its first edit; what it acknowledged."""
    command = [sys.executable, "-c", SERVER, str(folder), str(document), str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        lines = [first, *process.stdout.readlines()]
    return [json.loads(line) for line in lines if line.endswith("\n")]


def _check(folder: Path, document: int, acknowledged: list[Any]) -> int:
    """Each acknowledged edit has its receipt and, as the last of its row, its text.

    Returns the highest number that has a receipt: one more than was acknowledged at most.
    """
    workspace = Workspace.open(folder=folder)
    try:
        with workspace.reading() as session:
            assert session.connection().exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            receipts = {receipt.number for receipt in session.query(ReceiptRecord)}
            last = {row: target for _, row, target in acknowledged}
            highest = max(receipts)
            assert {number for number, _, _ in acknowledged} <= receipts
            assert highest <= acknowledged[-1][0] + 1
            for row in Client(Desk(workspace), document).rows():
                texts = {last.get(row["id"], row["target"]), f"text {highest}"}
                assert row["target"] in texts
                revision = session.get(RevisionRecord, (row["id"], row["version"]))
                assert row["version"] == 1 or (revision and revision.target == [row["target"]])
    finally:
        workspace.close()
    return highest
