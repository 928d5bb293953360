from __future__ import annotations

from typing import Any

import pytest

from tests.review.samples import SENTENCES, Client, make_document
from workbench.review.desk import Desk
from workbench.review.tables import ActionRecord, RowRecord
from workbench.review.workspace import Workspace

FIRST, SECOND, THIRD = SENTENCES[:3]


def test_an_edit_is_stored_and_makes_the_row_edited(client: Client) -> None:
    row = client.rows()[0]
    reply = client.on(row, "edit", target="States note progress.")
    assert reply["acknowledged"] == 1
    assert reply["undo"] == "edit"
    (view,) = reply["rows"]
    assert (view["target"], view["status"], view["version"]) == (
        "States note progress.",
        "edited",
        row["version"] + 1,
    )
    assert view["draft"] == FIRST[1]
    assert reply["counts"]["edited"] == 1
    assert reply["order"] is False


def test_an_edit_that_changes_nothing_leaves_the_version(client: Client) -> None:
    row = client.rows()[0]
    reply = client.on(row, "edit", target=row["target"])
    assert reply["rows"] == [row]
    assert reply["undo"] is None


def test_emptying_a_row_makes_it_empty(client: Client) -> None:
    view = client.on(client.rows()[0], "edit", target="")["rows"][0]
    assert (view["status"], view["target_parts"]) == ("empty", [])


def test_text_that_no_database_takes_is_cleaned(client: Client) -> None:
    view = client.on(client.rows()[0], "edit", target="a\0b\nc\ud800d ")["rows"][0]
    assert view["target"] == "ab cd "


def test_an_old_version_is_a_conflict_that_shows_theirs(client: Client, desk: Desk) -> None:
    row = client.rows()[0]
    other = Client(desk, client.document, "boris")
    other.on(row, "edit", target="Theirs.")
    outcome = client.do("edit", row=row["id"], version=row["version"], target="Mine.")
    assert outcome["result"] == "conflict"
    assert "boris" in outcome["message"]
    assert outcome["row"]["target"] == "Theirs."
    assert client.rows()[0]["target"] == "Theirs."


def test_versions_that_run_ahead_of_an_idle_action_fit(client: Client) -> None:
    row = client.rows()[0]
    same = {"row": row["id"], "kind": "edit"}
    reply = client.send(
        {**same, "version": row["version"], "target": row["target"]},
        {**same, "version": row["version"] + 1, "target": "New."},
    )
    assert [outcome["result"] for outcome in reply["outcomes"]] == ["done", "done"]
    assert reply["rows"][0]["version"] == row["version"] + 1


def test_what_follows_a_conflict_in_a_request_conflicts_too(client: Client, desk: Desk) -> None:
    row = client.rows()[0]
    Client(desk, client.document, "boris").on(row, "edit", target="Theirs.")
    same = {"row": row["id"], "kind": "edit"}
    reply = client.send(
        {**same, "version": row["version"], "target": "Mine"},
        {**same, "version": row["version"] + 1, "target": "Mine."},
    )
    assert [outcome["result"] for outcome in reply["outcomes"]] == ["conflict", "conflict"]
    assert client.rows()[0]["target"] == "Theirs."


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"kind": "dance"}, "no action"),
        ({}, "no action"),
        ({"kind": "edit", "row": 1}, "version"),
        ({"kind": "edit", "row": 1, "version": -1, "target": "x"}, "version"),
        ({"kind": "edit", "row": 1, "version": 1, "target": "x" * 100_001}, "target"),
        ({"kind": "edit", "row": 10**9, "version": 1, "target": "x"}, "not in the document"),
        ({"kind": "status", "row": 1, "version": 1, "status": "perfect"}, "status"),
        ({"kind": "undo"}, "nothing to undo"),
        ({"kind": "redo"}, "nothing to redo"),
        ({"kind": "resolve", "comment": 99}, "not there any more"),
    ],
)
def test_what_makes_no_sense_is_refused_and_acknowledged(
    client: Client, fields: dict[str, Any], word: str
) -> None:
    reply = client.send(fields)
    assert reply["outcomes"][0]["result"] == "refused"
    assert word in reply["outcomes"][0]["message"]
    assert reply["acknowledged"] == 1


def test_rows_of_another_document_are_out_of_reach(workspace: Workspace, client: Client) -> None:
    other = make_document(workspace, name="other")
    foreign = Client(client.desk, other).rows()[0]
    outcome = client.do("edit", row=foreign["id"], version=1, target="x")
    assert outcome["result"] == "refused"


def test_a_number_is_applied_once(client: Client) -> None:
    row = client.rows()[0]
    client.on(row, "edit", target="Once.")
    client.number -= 1
    again = client.do("edit", row=row["id"], version=row["version"], target="Once.")
    assert again["result"] == "done"
    assert client.reply["rows"][0]["version"] == row["version"] + 1
    client.on(client.rows()[1], "edit", target="Twice.")
    assert client.reply["acknowledged"] == 2


def test_status_takes_the_text_along(client: Client) -> None:
    row = client.rows()[0]
    view = client.on(row, "status", status="reviewed", target="States note progress.")["rows"][0]
    assert (view["status"], view["target"]) == ("reviewed", "States note progress.")
    assert view["version"] == row["version"] + 1
    assert client.reply["undo"] == "confirmation"
    client.done("undo")
    assert client.rows()[0]["target"] == row["target"]


def test_a_rejection_needs_its_reason(client: Client) -> None:
    row = client.rows()[0]
    fields = {"row": row["id"], "version": row["version"], "status": "rejected"}
    assert client.do("status", **fields)["result"] == "refused"
    view = client.on(row, "status", status="rejected", reason="wrong body")["rows"][0]
    assert (view["status"], view["reason"]) == ("rejected", "wrong body")


def test_an_empty_row_cannot_be_confirmed(client: Client) -> None:
    row = client.on(client.rows()[0], "edit", target="")["rows"][0]
    fields = {"row": row["id"], "version": row["version"], "status": "reviewed"}
    assert client.do("status", **fields)["result"] == "refused"


def test_pin_and_open_again(client: Client) -> None:
    assert client.on(client.rows()[0], "pin", pinned=True)["rows"][0]["pinned"] is True
    assert client.on(client.rows()[0], "pin", pinned=False)["rows"][0]["pinned"] is False


def test_an_accepted_pair_of_an_aligned_document_is_approved(
    workspace: Workspace, desk: Desk
) -> None:
    pairs = [(["Раз."], ["One."]), (["Два."], [])]
    client = Client(desk, make_document(workspace, pairs, kind="align"))
    first, second = client.rows()
    assert client.on(first, "pin", pinned=True)["rows"][0]["status"] == "approved"
    assert client.on(second, "pin", pinned=True)["rows"][0]["status"] == second["status"]
    opened = client.on(client.rows()[0], "pin", pinned=False)["rows"][0]
    assert opened["status"] in ("draft", "edited")
    client.do("undo")
    assert client.rows()[0]["status"] == "approved"


def test_changes_of_a_sentence_are_one_step(workspace: Workspace, desk: Desk) -> None:
    client = Client(desk, make_document(workspace, [(["Раз."], ["One."])], kind="align"))
    for text in ("One t", "One then."):
        client.on(client.rows()[0], "part", side="target", index=0, text=text)
    client.do("undo")
    assert client.rows()[0]["target"] == "One."


def test_reset_goes_back_to_the_draft(client: Client) -> None:
    client.on(client.rows()[0], "status", status="approved", target="Something else.")
    view = client.on(client.rows()[0], "reset")["rows"][0]
    assert (view["target"], view["status"]) == (FIRST[1], "draft")


def test_take_draft_keeps_only_what_it_knows(client: Client, desk: Desk) -> None:
    row = client.rows()[0]
    detail = {
        "origin": "memory",
        "confidence": 0.4,
        "links": [[0, 11, 0, 6, 0.9], [0, 11, 900, 906, 0.9]],
        "evil": "<script>",
    }
    view = client.on(row, "take_draft", text="States go on.", detail=detail)["rows"][0]
    assert (view["target"], view["draft"], view["confidence"]) == (
        "States go on.",
        "States go on.",
        0.4,
    )
    panel = desk.row(client.document, row["id"], "anna")
    assert panel["links"] == [[0, 11, 0, 6, 0.9]]
    client.on(view, "edit", target="Now States go on.")
    assert desk.row(client.document, row["id"], "anna")["links"] == [[0, 11, 4, 10, 0.9]]


def test_comments_are_counted_settled_and_undone(client: Client, desk: Desk) -> None:
    row = client.rows()[0]
    view = client.done("comment", row=row["id"], text="Check the name.")["rows"][0]
    assert (view["comments"], view["version"]) == (1, row["version"])
    (comment,) = desk.row(client.document, row["id"], "anna")["comments"]
    assert (comment["user"], comment["text"]) == ("anna", "Check the name.")
    assert [found["id"] for found in client.rows(comments=True)] == [row["id"]]
    client.done("resolve", comment=comment["id"])
    assert client.rows()[0]["comments"] == 0
    client.done("undo")
    assert client.rows()[0]["comments"] == 1
    client.done("undo")
    assert desk.row(client.document, row["id"], "anna")["comments"] == []


def test_a_finding_is_ignored_because(client: Client, desk: Desk) -> None:
    row = client.on(client.rows()[2], "edit", target="The report for 2021 is ready.")["rows"][0]
    assert row["open_checks"] > 0
    checks = desk.row(client.document, row["id"], "anna")["checks"]
    number = next(check for check in checks if "2021" in row["target"][check["start"] :])
    for check in checks:
        client.done("ignore", row=row["id"], check_key=check["key"], why="agreed")
    view = client.rows()[2]
    assert (view["open_checks"], view["version"]) == (0, row["version"])
    assert desk.row(client.document, row["id"], "anna")["checks"] == []
    client.on(view, "edit", target="Here the report for 2021 is ready.")
    assert client.rows()[2]["open_checks"] == 0, "the same finding moved"
    fields = {"row": row["id"], "check_key": "0" * 16, "why": ""}
    assert client.do("ignore", **fields)["result"] == "refused"
    assert number["key"]


def test_one_source_with_two_translations_is_found_and_goes(
    workspace: Workspace, desk: Desk
) -> None:
    client = Client(desk, make_document(workspace, [FIRST, SECOND, FIRST]))
    reply = client.on(client.rows()[0], "edit", target="The States note the progress.")
    assert {row["number"] for row in reply["rows"]} == {1, 3}, "both rows are shown anew"
    assert sum(row["open_checks"] for row in client.rows()) == 1
    client.on(client.rows()[2], "edit", target="The States note the progress.")
    assert sum(row["open_checks"] for row in client.rows()) == 0


def test_effort_rides_on_actions(workspace: Workspace, client: Client) -> None:
    row = client.rows()[0]
    client.on(row, "edit", target="a", ms=1500, keys=7)
    client.done("effort", row=row["id"], ms=500, keys=1)
    client.done("effort", row=row["id"], ms=10**12, keys=-5)
    with workspace.reading() as session:
        stored = session.get(RowRecord, row["id"])
        assert stored is not None
        assert (stored.edit_ms, stored.keystrokes) == (2000 + 3_600_000, 8)
        times = [action.ms for action in session.query(ActionRecord).order_by(ActionRecord.id)]
    assert times == [1500, 500, 3_600_000]
    assert client.reply["undo"] == "edit"
