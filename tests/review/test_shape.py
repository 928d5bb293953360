from __future__ import annotations

from math import inf, nextafter

import pytest

from tests.review.samples import SENTENCES, Client, make_document
from workbench.review.desk import Desk
from workbench.review.tables import RowRecord
from workbench.review.workspace import Workspace

FIRST, SECOND, THIRD = SENTENCES[:3]


def test_split_cuts_both_sides_and_the_draft(client: Client) -> None:
    row = client.rows()[0]
    reply = client.on(row, "split", source_at=12, target_at=7)
    assert reply["order"] is True
    first, second = client.rows()[:2]
    assert (first["source"], first["target"], first["draft"]) == ("Государства", "States", "States")
    assert (second["source"], second["target"]) == ("отмечают прогресс.", "note the progress.")
    assert second["draft"] == "note the progress."
    assert (second["number"], second["version"], second["paragraph"]) == (2, 1, row["paragraph"])
    assert first["status"] == second["status"] == "draft"


def test_split_of_an_edited_text_cuts_the_draft_where_it_corresponds(client: Client) -> None:
    row = client.rows()[0]
    text = "All the States note it: the progress."
    client.on(row, "split", source_at=21, target_at=24, target=text)
    first, second = client.rows()[:2]
    assert (first["target"], second["target"]) == ("All the States note it:", "the progress.")
    assert (first["draft"], second["draft"]) == ("States note", "the progress.")


@pytest.mark.parametrize(("source_at", "target_at"), [(0, 0), (10**6, 10**6)])
def test_a_split_needs_text_on_both_sides(client: Client, source_at: int, target_at: int) -> None:
    row = client.rows()[0]
    places = {"source_at": source_at, "target_at": target_at}
    outcome = client.do("split", row=row["id"], version=row["version"], **places)
    assert outcome["result"] == "refused"


@pytest.mark.parametrize(("place", "direction"), [(0, "next"), (1, "previous")])
def test_merge_joins_in_the_order_of_the_rows(client: Client, place: int, direction: str) -> None:
    rows = client.rows()
    reply = client.on(rows[place], "merge", **{"with": direction})
    assert reply["removed"] == [rows[1 - place]["id"]]
    merged = client.rows()[0]
    assert merged["id"] == rows[place]["id"]
    assert merged["source"] == f"{FIRST[0]} {SECOND[0]}"
    assert merged["target"] == merged["draft"] == f"{FIRST[1]} {SECOND[1]}"
    assert len(client.rows()) == len(rows) - 1


def test_there_is_nothing_to_merge_with_at_the_ends(client: Client) -> None:
    first, *_, last = client.rows()
    for row, direction in ((first, "previous"), (last, "next")):
        fields = {"row": row["id"], "version": row["version"], "with": direction}
        assert client.do("merge", **fields)["result"] == "refused"


def test_work_on_a_merged_row_meets_a_conflict_with_its_successor(
    client: Client, desk: Desk
) -> None:
    first, second = client.rows()[:2]
    Client(desk, client.document, "boris").on(first, "merge", **{"with": "next"})
    outcome = client.do("edit", row=second["id"], version=second["version"], target="Mine.")
    assert outcome["result"] == "conflict"
    assert outcome["row"]["id"] == first["id"]


def test_insert_adds_an_empty_row(client: Client) -> None:
    client.on(client.rows()[0], "insert", where="after")
    client.on(client.rows()[0], "insert", where="before")
    texts = client.texts()
    assert texts[0] == texts[2] == ("", "")
    assert texts[1] == FIRST
    assert client.rows()[0]["status"] == "empty"


def test_there_is_always_room_between_two_rows(workspace: Workspace, client: Client) -> None:
    first, second = client.rows()[:2]
    with workspace.writing() as session:
        place = session.get_one(RowRecord, first["id"]).position
        session.get_one(RowRecord, second["id"]).position = nextafter(place, inf)
    for _ in range(2):
        client.on(client.rows()[0], "insert", where="after")
    rows = client.rows()
    assert [row["number"] for row in rows] == list(range(1, 9))
    assert rows[1]["id"] > rows[2]["id"] > rows[-1]["id"]
    assert [row["source"] for row in rows if row["source"]] == [source for source, _ in SENTENCES]


def test_move_gives_a_sentence_to_the_neighbour(client: Client) -> None:
    row = client.on(client.rows()[0], "edit", target="One is here. Two goes on.")["rows"][0]
    client.on(row, "move", side="target", to="next")
    assert [target for _, target in client.texts()[:2]] == [
        "One is here.",
        f"Two goes on. {SECOND[1]}",
    ]
    client.on(client.rows()[1], "move", side="target", to="previous")
    assert client.texts()[0][1] == "One is here. Two goes on."


def test_a_row_that_has_nothing_left_goes(client: Client) -> None:
    row = client.rows()[0]
    client.on(row, "move", side="target", to="next")
    client.on(client.rows()[0], "move", side="source", to="next")
    assert row["id"] in client.reply["removed"]
    assert client.texts()[0] == (f"{FIRST[0]} {SECOND[0]}", f"{FIRST[1]} {SECOND[1]}")


def test_unpair_and_pair(workspace: Workspace, desk: Desk) -> None:
    client = Client(desk, make_document(workspace, kind="align"))
    client.on(client.rows()[0], "unpair")
    rows = client.rows()
    assert client.texts()[:2] == [(FIRST[0], ""), ("", FIRST[1])]
    assert client.reply["counts"]["unpaired"] == 2
    assert [row["source"] or row["target"] for row in client.rows(unpaired=True)] == list(FIRST)
    chosen = [{"row": row["id"], "version": row["version"]} for row in (rows[1], rows[0])]
    client.done("pair", rows=chosen)
    assert client.texts()[0] == FIRST
    assert client.reply["counts"]["unpaired"] == 0


def test_pairing_keeps_the_order_of_the_russian(workspace: Workspace, desk: Desk) -> None:
    client = Client(desk, make_document(workspace, kind="align"))
    first, _, third = client.rows()[:3]
    chosen = [{"row": row["id"], "version": row["version"]} for row in (first, third)]
    outcome = client.do("pair", rows=chosen)
    assert outcome["result"] == "refused"
    assert "between" in outcome["message"]


def test_a_part_is_edited_added_and_taken_away(workspace: Workspace, desk: Desk) -> None:
    pairs = [(["Раз.", "Два."], ["One.", "Two."])]
    client = Client(desk, make_document(workspace, pairs, kind="align"))
    client.on(client.rows()[0], "part", side="target", index=1, text="Two, then.")
    assert client.rows()[0]["target_parts"] == ["One.", "Two, then."]
    client.on(client.rows()[0], "part", side="target", index=2, text="Three.")
    client.on(client.rows()[0], "part", side="target", index=0, text="")
    assert client.rows()[0]["target_parts"] == ["Two, then.", "Three."]
    client.on(client.rows()[0], "part", side="source", index=0, text="Раз!")
    assert client.rows()[0]["source"] == "Раз! Два."
