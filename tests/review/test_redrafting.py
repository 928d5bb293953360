from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tests.review.samples import SENTENCES, Client, make_document
from workbench.errors import InputError
from workbench.review.desk import Desk
from workbench.review.redrafting import LazyDrafter
from workbench.review.terms import Terms
from workbench.review.workspace import Workspace
from workbench.terminology import Matcher, TermBase, TermEntry
from workbench.translation.constraints.model import (
    ConstrainedResult,
    ConstraintReport,
    Outcome,
    Reason,
)


class Echo:
    """Writes the prefix, then what is to be kept; nothing else."""

    pieces: Any = None

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def redraft(
        self, text: str, *, keep: Sequence[str] = (), avoid: Sequence[str] = (), prefix: str = ""
    ) -> ConstrainedResult:
        self.asked.append(tuple(keep))
        if "too long" in avoid:
            raise InputError("the segment is too long", remedy="Split it.")
        reports = tuple(
            ConstraintReport(Outcome.UNSATISFIED, reason=Reason.UNKNOWN_PIECE)
            if "ü" in phrase
            else ConstraintReport(Outcome.SATISFIED)
            for phrase in keep
        )
        text = " ".join([prefix, *(phrase for phrase in keep if "ü" not in phrase)]).strip()
        violated = tuple(phrase for phrase in avoid if phrase in text)
        return ConstrainedResult(text, (), -1.0, (), reports, np.zeros((1, 1)), violated)


def test_the_wishes_reach_the_decoder(workspace: Workspace, client: Client) -> None:
    drafter = Echo()
    desk = Desk(workspace, drafter=LazyDrafter(lambda: drafter))
    row = client.rows()[0]
    found = desk.redraft(client.document, row["id"], keep=[" good ", ""], prefix="Now")
    assert (found["text"], found["message"]) == ("Now good", "")
    assert drafter.asked == [("good",)]
    client.on(row, "take_draft", text=found["text"], detail=found["detail"])
    assert client.rows()[0]["draft"] == "Now good"


def test_what_cannot_be_done_is_said(workspace: Workspace, client: Client) -> None:
    desk = Desk(workspace, drafter=Echo())
    row = client.rows()[0]["id"]
    message = desk.redraft(client.document, row, keep=["Türkiye"], avoid=["x"], prefix="x")
    assert message["message"] == (
        "“Türkiye” could not be kept (unknown piece). “x” could not be avoided."
    )
    failed = desk.redraft(client.document, row, avoid=["too long"])
    assert (failed["text"], failed["message"]) == ("", "the segment is too long. Split it.")


def test_without_a_model_there_is_a_clear_word(client: Client) -> None:
    found = client.desk.redraft(client.document, client.rows()[0]["id"])
    assert found["text"] == ""
    assert "No translation model" in found["message"]


def test_a_missing_term_is_asked_for_in_a_second_attempt(workspace: Workspace) -> None:
    drafter = Echo()
    desk = Desk(workspace, drafter=drafter)
    document = make_document(workspace)
    entry = TermEntry("1", "прогресс", ("progress",))
    terms = Terms(Matcher(TermBase((entry,))))
    desk.book.of = lambda settings: terms  # type: ignore[method-assign]
    row = Client(desk, document).rows()[0]
    assert [term["status"] for term in row["terms"]] == ["right"]
    assert row["terms"][0]["surface"] == "прогресс"
    found = desk.redraft(document, row["id"], prefix="Note")
    assert found["text"] == "Note progress"
    assert drafter.asked == [(), ("progress",)]
    edited = Client(desk, document).on(row, "edit", target="Note it.")["rows"][0]
    assert [term["status"] for term in edited["terms"]] == ["missing"]
    assert Client(desk, document).rows(terms=True)[0]["id"] == row["id"]
    assert SENTENCES[0][0] == row["source"]
