from __future__ import annotations

from typing import Any

import pytest

from tests.review.samples import SENTENCES, Client, make_document
from workbench.errors import InputError
from workbench.review.desk import Desk
from workbench.review.tables import RowRecord
from workbench.review.workspace import Workspace


@pytest.fixture
def many(workspace: Workspace, desk: Desk) -> Client:
    """Anna's browser on a document of 130 rows."""
    pairs = [(f"Пункт {n} принят.", f"Item {n} is adopted.") for n in range(1, 131)]
    return Client(desk, make_document(workspace, pairs))


def test_a_page_has_its_rows_with_their_numbers(many: Client) -> None:
    page = many.desk.page(many.document, user="anna", offset=50, limit=50)
    assert (page["total"], page["offset"]) == (130, 50)
    assert [row["number"] for row in page["rows"]] == list(range(51, 101))
    assert page["rows"][0]["source"] == "Пункт 51 принят."
    assert (page["undo"], page["redo"], page["speed"], page["present"]) == (None, None, None, [])
    assert page["document"]["kind"] == "draft"


@pytest.mark.parametrize(("offset", "first"), [(120, 101), (100_000, 101), (-5, 1)])
def test_a_page_never_lies_outside(many: Client, offset: int, first: int) -> None:
    page = many.desk.page(many.document, user="anna", offset=offset, limit=50)
    assert page["rows"][0]["number"] == first


def test_a_page_around_a_row(many: Client) -> None:
    row = many.desk.page(many.document, user="anna", offset=100, limit=50)["rows"][7]
    page = many.desk.page(many.document, user="anna", limit=50, around=row["id"])
    assert page["offset"] == 100
    assert row["id"] in [found["id"] for found in page["rows"]]
    found = many.desk.page(
        many.document, user="anna", limit=2, around=row["id"], filter={"text": "8"}
    )
    assert row["number"] == 108
    assert 108 in [one["number"] for one in found["rows"]]


def test_filters_keep_the_numbers_of_the_document(many: Client) -> None:
    rows = many.rows()
    many.on(rows[2], "status", status="approved")
    many.on(rows[9], "status", status="approved", target="Item 11 is adopted.")
    many.on(rows[20], "status", status="rejected", reason="wrong")
    approved = many.rows(status=["approved"])
    assert [row["number"] for row in approved] == [3, 10]
    assert [row["number"] for row in many.rows(status=["approved", "rejected"])] == [3, 10, 21]
    assert [row["number"] for row in many.rows(status=["approved"], checks=True)] == [10]
    assert [row["number"] for row in many.rows(look=True)] == [21], "settled rows need no look"
    counts = many.reply["counts"]
    assert (counts["all"], counts["approved"], counts["rejected"]) == (130, 2, 1)
    assert (counts["draft"], counts["checks"], counts["look"]) == (127, 1, 1)


@pytest.mark.parametrize(
    ("filter", "numbers"),
    [
        ({"text": "пункт 13 "}, [13]),
        ({"text": "пункт 13 ", "case": True}, []),
        ({"text": "Пункт 13 ", "case": True}, [13]),
        ({"text": "ITEM 7 "}, [7]),
        ({"text": "%"}, []),
        ({"text": "item 7 ", "status": ["approved"]}, []),
    ],
)
def test_text_is_found_in_both_languages(
    many: Client, filter: dict[str, Any], numbers: list[int]
) -> None:
    assert [row["number"] for row in many.rows(**filter)] == numbers


def test_low_confidence_counts_until_somebody_edits(workspace: Workspace, client: Client) -> None:
    row = client.rows()[0]
    client.on(row, "take_draft", text="Perhaps.", detail={"confidence": 0.2})
    assert client.reply["counts"]["low_confidence"] == 1
    assert [found["id"] for found in client.rows(low_confidence=True)] == [row["id"]]
    client.on(client.rows()[0], "edit", target="Surely.")
    assert client.reply["counts"]["low_confidence"] == 0


def test_wrong_filters_and_documents_are_named(client: Client) -> None:
    with pytest.raises(InputError, match="colour"):
        client.rows(colour="red")
    with pytest.raises(InputError, match="status"):
        client.rows(status=["perfect"])
    with pytest.raises(InputError, match="not there any more"):
        client.desk.page(10**6, user="anna")
    with pytest.raises(InputError, match="not there any more"):
        client.desk.row(client.document, 10**6, "anna")
    with pytest.raises(InputError, match="number"):
        client.desk.apply(client.document, "anna", "c", [{"kind": "undo"}])


def test_others_are_seen_where_they_are(client: Client) -> None:
    row = client.rows()[1]
    assert client.desk.presence(client.document, "boris", "his browser", row["id"]) == []
    page = client.desk.page(client.document, user="anna")
    assert page["present"] == [{"user": "boris", "row": row["id"], "number": 2}]
    assert [found["locked_by"] for found in page["rows"][:3]] == [None, "boris", None]
    assert client.desk.presence(client.document, "anna", "hers", None)[0]["user"] == "boris"
    client.desk.presence(client.document, "boris", "his browser", None)
    assert client.rows()[1]["locked_by"] is None


def test_pace_counts_words_settled_in_the_time_worked(client: Client) -> None:
    for row in client.rows():
        client.on(row, "status", status="reviewed")
    assert client.desk.page(client.document, user="boris")["speed"] is None
    with client.desk.workspace.reading() as session:
        words = sum(row.words for row in session.query(RowRecord))
    assert words == sum(len(source.split()) for source, _ in SENTENCES)
