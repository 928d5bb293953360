from __future__ import annotations

from datetime import timedelta

import pytest

from tests.review.samples import SENTENCES, Client, make_document, stored
from workbench.review.desk import Desk
from workbench.review.tables import ActionRecord
from workbench.review.workspace import Workspace


def test_undo_and_redo_walk_through_the_steps(workspace: Workspace, client: Client) -> None:
    states = [stored(workspace, client.document)]
    for place, (kind, fields) in enumerate(
        [
            ("edit", {"target": "One."}),
            ("status", {"status": "approved"}),
            ("split", {"source_at": 12, "target_at": 2}),
            ("merge", {"with": "next"}),
        ]
    ):
        client.on(client.rows()[place % 2], kind, **fields)
        states.append(stored(workspace, client.document))
    ids = {row["id"] for row in states[0]}
    for before in reversed(states[:-1]):
        client.done("undo")
        now = stored(workspace, client.document)
        assert [row for row in now if not row["removed"]] == [
            row for row in before if not row["removed"]
        ]
    assert {row["id"] for row in now if not row["removed"]} == ids
    for _ in states[1:]:
        client.done("redo")
    assert stored(workspace, client.document) == states[-1]
    assert (client.reply["undo"], client.reply["redo"]) == ("merge", None)


def test_history_survives_a_restart(workspace: Workspace, client: Client) -> None:
    client.on(client.rows()[0], "edit", target="Before the restart.")
    again = Client(Desk(Workspace(workspace.engine, workspace.folder)), client.document)
    again.number = 100
    again.done("undo")
    assert again.texts()[0] == SENTENCES[0]


def test_edits_that_follow_each_other_are_one_step(workspace: Workspace, client: Client) -> None:
    for text in ("T", "Th", "The", "The s"):
        client.on(client.rows()[0], "edit", target=text)
    with workspace.reading() as session:
        assert session.query(ActionRecord).count() == 1
    history = client.desk.row(client.document, client.rows()[0]["id"], "anna")["history"]
    assert [entry["target"] for entry in history] == ["The s", SENTENCES[0][1]]
    client.done("undo")
    assert client.texts()[0] == SENTENCES[0]
    client.done("redo")
    assert client.texts()[0][1] == "The s"


@pytest.mark.parametrize("between", ["time", "another row", "somebody else"])
def test_edits_with_something_between_are_steps_of_their_own(
    workspace: Workspace, client: Client, between: str
) -> None:
    client.on(client.rows()[0], "edit", target="First.")
    if between == "time":
        with workspace.writing() as session:
            action = session.query(ActionRecord).one()
            action.at = action.at - timedelta(seconds=61)
    elif between == "another row":
        client.on(client.rows()[1], "edit", target="Other.")
    else:
        other = Client(client.desk, client.document, "boris")
        other.on(other.rows()[0], "edit", target="Theirs.")
    client.on(client.rows()[0], "edit", target="Second.")
    client.done("undo")
    expected = "Theirs." if between == "somebody else" else "First."
    assert client.texts()[0][1] == expected


def test_a_new_step_takes_redo_away(client: Client) -> None:
    client.on(client.rows()[0], "edit", target="One.")
    client.done("undo")
    client.on(client.rows()[1], "edit", target="Two.")
    assert client.reply["redo"] is None
    assert client.do("redo")["result"] == "refused"


def test_each_user_and_document_has_a_history_of_its_own(
    workspace: Workspace, client: Client
) -> None:
    boris = Client(client.desk, client.document, "boris")
    elsewhere = Client(client.desk, make_document(workspace), "anna", "elsewhere")
    client.on(client.rows()[0], "edit", target="Anna's.")
    boris.on(boris.rows()[1], "edit", target="Boris's.")
    assert elsewhere.do("undo")["result"] == "refused"
    client.done("undo")
    assert [target for _, target in client.texts()[:2]] == [SENTENCES[0][1], "Boris's."]
    assert client.do("undo")["result"] == "refused"


def test_undo_stops_before_the_work_of_others_and_then_passes_it(client: Client) -> None:
    client.on(client.rows()[0], "edit", target="First.")
    client.on(client.rows()[1], "edit", target="Second.")
    boris = Client(client.desk, client.document, "boris")
    boris.on(boris.rows()[1], "status", status="approved")
    outcome = client.do("undo")
    assert outcome["result"] == "conflict"
    assert "boris" in outcome["message"]
    assert outcome["row"]["status"] == "approved"
    client.done("undo")
    assert [target for _, target in client.texts()[:2]] == [SENTENCES[0][1], "Second."]


def test_undo_looks_at_content_and_not_at_versions(client: Client) -> None:
    client.on(client.rows()[0], "edit", target="Anna's.")
    boris = Client(client.desk, client.document, "boris")
    boris.on(boris.rows()[0], "edit", target="Boris's.")
    boris.done("undo")
    client.done("undo")
    assert client.texts()[0] == SENTENCES[0]
    assert client.rows()[0]["version"] == 5


def test_every_version_has_its_revision(client: Client) -> None:
    client.on(client.rows()[0], "status", status="reviewed")
    client.on(client.rows()[0], "split", source_at=12, target_at=7)
    client.done("undo")
    row = client.rows()[0]
    history = client.desk.row(client.document, row["id"], "anna")["history"]
    assert [(entry["version"], entry["kind"]) for entry in history] == [
        (4, "undo"),
        (3, "split"),
        (2, "status"),
        (0, "draft"),
    ]
    assert row["version"] == 4
