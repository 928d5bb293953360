"""What reviewers approve answers from the memory, and stops when it is not approved any more."""

from __future__ import annotations

from tests.review.samples import Client
from workbench.review.matches import DeskMemory
from workbench.review.memory import TranslationMemory
from workbench.review.workspace import Workspace


def test_approval_answers_until_it_is_taken_back(workspace: Workspace, client: Client) -> None:
    memory = TranslationMemory(workspace.engine)
    row = client.rows()[0]
    assert memory.search(row["source"]) == []
    client.on(row, "status", status="approved")
    (match,) = memory.search(row["source"])
    assert (match.score, match.target, match.origin.row_id) == (100, row["target"], row["id"])
    client.done("undo")
    assert memory.search(row["source"]) == []
    client.done("redo")
    assert len(memory.search(row["source"])) == 1
    client.on(client.rows()[0], "edit", target="Another text.")
    assert memory.search(row["source"]) == []


def test_a_row_is_not_its_own_match(workspace: Workspace, client: Client) -> None:
    row = client.rows()[0]
    client.on(row, "status", status="approved")
    answers = DeskMemory(TranslationMemory(workspace.engine))
    assert answers.matches(row["source"], exclude_row=row["id"]) == []
    (match,) = answers.matches(row["source"])
    assert (match["score"], match["source"], match["fixed"]) == (100, row["source"], [])
    assert match["origin"] == "project · letter · anna"


def test_numbers_that_differ_are_put_right_and_shown(workspace: Workspace, client: Client) -> None:
    row = next(row for row in client.rows() if "2020" in row["source"])
    client.on(row, "status", status="approved")
    answers = DeskMemory(TranslationMemory(workspace.engine))
    later = row["source"].replace("2020", "2024")
    (match,) = answers.matches(later)
    assert match["target"] == row["target"].replace("2020", "2024")
    assert match["fixed"] == ["2020 → 2024"]
    filling = answers.fill(later, match["score"])
    assert filling is not None
    assert filling.text == match["target"]
    assert "2020 → 2024" in filling.detail.warnings[0]
    assert answers.fill(later, 101) is None


def test_concordance_says_where_the_phrase_is(workspace: Workspace, client: Client) -> None:
    row = client.rows()[1]
    client.on(row, "status", status="approved")
    answers = DeskMemory(TranslationMemory(workspace.engine))
    (russian,) = answers.concordance("развития связи", "ru")
    start, end = russian["source_spans"][0]
    assert "развити" in row["source"][start:end].lower()
    (english,) = answers.concordance("communications", "en")
    ((start, end),) = english["target_spans"]
    assert row["target"][start:end] == "communications"
