"""The routes of the editor over a real desk: who may, what comes back, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.browser.sample import add_sample, sentences
from workbench.app.routes_editor import BODY_LIMIT, PATH, editor_routes
from workbench.app.tickets import HEADER, Tickets
from workbench.review.desk import Desk
from workbench.review.workspace import Workspace

TICKETS = Tickets(b"0" * 32)
Post = Any


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace.open(folder=tmp_path)
    yield workspace
    workspace.close()


@pytest.fixture
def document(workspace: Workspace) -> int:
    return add_sample(workspace, 12)


@pytest.fixture
def client(workspace: Workspace) -> TestClient:
    desk = Desk(workspace)
    return TestClient(Starlette(routes=editor_routes(lambda: desk, TICKETS)))


@pytest.fixture
def post(client: TestClient, document: int) -> Post:
    """Call a route as Anna on the document: its answer's JSON, or its status and JSON."""
    ticket = TICKETS.issue("anna", document)

    def call(name: str, status: int = 200, **body: Any) -> Any:
        answer = client.post(f"{PATH}/{name}", json=body, headers={HEADER: ticket})
        assert answer.status_code == status, answer.text
        return answer.json()

    return call


def action(number: int, kind: str, row: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"number": number, "kind": kind, "row": row["id"], "version": row["version"], **fields}


def test_a_page_shows_rows_and_counts(post: Post) -> None:
    page = post("page", offset=0, limit=5)
    assert [row["source"] for row in page["rows"]] == [ru for ru, _ in sentences(5)]
    assert page["total"] == 12
    assert page["counts"]["draft"] == 12
    assert post("page", filter={"status": ["approved"]})["rows"] == []


def test_an_edit_is_applied_once_however_often_it_is_sent(post: Post) -> None:
    row = post("page")["rows"][0]
    actions = [action(1, "edit", row, target="A first text.")]
    first = post("apply", client="tab", actions=actions)
    again = post("apply", client="tab", actions=actions)
    assert first["acknowledged"] == again["acknowledged"] == 1
    assert again["rows"][0]["version"] == row["version"] + 1
    assert again["outcomes"][0]["result"] == "done"


def test_the_second_of_two_people_sees_both_texts(post: Post) -> None:
    row = post("page")["rows"][0]
    post("apply", client="one", actions=[action(1, "edit", row, target="Mine.")])
    reply = post("apply", client="two", actions=[action(1, "edit", row, target="Yours.")])
    (outcome,) = reply["outcomes"]
    assert outcome["result"] == "conflict"
    assert outcome["row"]["target"] == "Mine."
    assert post("page")["rows"][0]["target"] == "Mine."


def test_confirm_and_undo(post: Post) -> None:
    row = post("page")["rows"][2]
    done = action(1, "status", row, status="reviewed", target=row["target"], ms=1200, keys=7)
    assert post("apply", client="tab", actions=[done])["rows"][0]["status"] == "reviewed"
    undone = post("apply", client="tab", actions=[{"number": 2, "kind": "undo"}])
    assert undone["rows"][0]["status"] == "draft"
    assert undone["redo"]


def test_the_side_panel_of_a_row(post: Post) -> None:
    row = post("page")["rows"][1]
    panel = post("row", row=row["id"])
    assert panel["row"]["id"] == row["id"]
    assert {"matches", "terms", "checks", "comments", "history", "links"} <= set(panel)


def test_who_is_where(client: TestClient, document: int, post: Post) -> None:
    row = post("page")["rows"][3]
    other = {HEADER: TICKETS.issue("boris", document)}
    body = {"client": "his", "row": row["id"]}
    assert client.post(f"{PATH}/presence", json=body, headers=other).status_code == 200
    (seen,) = post("presence", client="hers", row=None)
    assert (seen["user"], seen["row"], seen["number"]) == ("boris", row["id"], 4)
    assert post("page")["rows"][3]["locked_by"] == "boris"


@pytest.mark.parametrize(
    "ticket",
    [None, "nonsense", Tickets(b"1" * 32).issue("anna", 1)],
    ids=["none", "nonsense", "another secret"],
)
def test_nothing_without_a_ticket(client: TestClient, ticket: str | None) -> None:
    headers = {HEADER: ticket} if ticket else {}
    for name in ("page", "apply", "row", "presence", "replace", "concordance", "redraft"):
        answer = client.post(f"{PATH}/{name}", json={}, headers=headers)
        assert answer.status_code == 401
        assert answer.json()["error"]


def test_a_ticket_is_for_one_document(client: TestClient, workspace: Workspace) -> None:
    add_sample(workspace, 2)
    second = add_sample(workspace, 3)
    headers = {HEADER: TICKETS.issue("anna", second)}
    page = client.post(f"{PATH}/page", json={"document": 1}, headers=headers).json()
    assert page["total"] == 3


@pytest.mark.parametrize(
    ("name", "body", "place"),
    [
        ("page", {"offset": "0"}, "offset"),
        ("page", {"offset": True}, "offset"),
        ("page", {"filter": []}, "filter"),
        ("page", {"filter": {"colour": 1}}, "filter colour"),
        ("row", {}, "row"),
        ("apply", {"client": "tab", "actions": [1]}, "actions"),
        ("apply", {"actions": []}, "client"),
        ("replace", {"find": 1}, "find"),
        ("redraft", {"row": 1, "keep": [1]}, "keep"),
    ],
)
def test_a_wrong_field_is_named(post: Post, name: str, body: dict[str, Any], place: str) -> None:
    assert post(name, status=400, **body)["place"] == place


def test_a_body_that_is_not_ours(client: TestClient, document: int) -> None:
    headers = {HEADER: TICKETS.issue("anna", document)}
    for body in (b"{", b"[]", b"\xff", b" " * (BODY_LIMIT + 1)):
        answer = client.post(f"{PATH}/page", content=body, headers=headers)
        assert answer.status_code == 400, body[:10]


def test_an_unexpected_error_tells_nothing_and_can_be_tried_again(document: int) -> None:
    def broken() -> Desk:
        raise RuntimeError("secret detail")

    client = TestClient(Starlette(routes=editor_routes(broken, TICKETS)))
    answer = client.post(f"{PATH}/page", json={}, headers={HEADER: TICKETS.issue("anna", document)})
    assert answer.status_code == 500
    assert "secret" not in answer.text
