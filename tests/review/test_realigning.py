from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest

from tests.review.samples import Client, make_document, stored
from workbench.alignment import Alignment, Bead, Text
from workbench.review.desk import Desk
from workbench.review.realigning import align_by_table
from workbench.review.workspace import Workspace

PAIRS = [
    ("Генеральная Ассамблея приняла резолюцию 73/27.", "The General Assembly adopted 73/27."),
    ("Совет Безопасности рассмотрел доклад за 2020 год.", ""),
    ("", "The Security Council considered the report for 2020."),
    ("Государства-члены представили 45 ответов.", "Member States submitted 45 replies."),
    ("Секретариат опубликовал документ A/75/123.", "The Secretariat issued document A/75/123."),
]


def in_order(
    source: Text, target: Text, accepted: Sequence[Bead], forbidden: Collection[tuple[int, int]]
) -> Alignment:
    """Pairs sentence n with sentence n, apart from what is accepted or forbidden."""
    used = {index for bead in accepted for index in bead.source}
    used_target = {index for bead in accepted for index in bead.target}
    beads = list(accepted)
    rest = [index for index in range(len(target.sentences)) if index not in used_target]
    for index in range(len(source.sentences)):
        if index not in used:
            other = (rest.pop(0),) if rest and (index, rest[0]) not in forbidden else ()
            beads.append(Bead((index,), other, 0.9))
    beads += [Bead((), (index,), 0.5) for index in rest]
    beads.sort(key=lambda bead: (bead.source or (10**6,), bead.target))
    return Alignment(source, target, tuple(beads), "in order")


@pytest.fixture
def aligner(workspace: Workspace) -> Client:
    """Anna's browser on two texts, aligned in order."""
    desk = Desk(workspace, aligner=in_order)
    return Client(desk, make_document(workspace, PAIRS, kind="align"))


def test_open_rows_are_aligned_anew_and_pinned_ones_stay(
    workspace: Workspace, aligner: Client
) -> None:
    rows = aligner.rows()
    aligner.on(rows[3], "pin", pinned=True)
    before = stored(workspace, aligner.document)
    reply = aligner.done("realign")
    assert reply["order"] is True
    assert set(reply["removed"]) == {rows[1]["id"], rows[2]["id"]}
    now = aligner.rows()
    assert aligner.texts()[1] == (PAIRS[1][0], PAIRS[2][1])
    assert [now[0]["id"], *[row["id"] for row in now[2:]]] == [
        rows[0]["id"],
        rows[3]["id"],
        rows[4]["id"],
    ]
    assert (now[1]["status"], now[1]["score"], now[2]["pinned"]) == ("draft", 0.9, True)
    aligner.done("undo")
    live = [row for row in stored(workspace, aligner.document) if not row["removed"]]
    assert live == before


def test_what_was_taken_apart_stays_apart(aligner: Client) -> None:
    aligner.on(aligner.rows()[0], "unpair")
    aligner.done("realign")
    assert all(pair != PAIRS[0] for pair in aligner.texts())
    assert "".join(source for source, _ in aligner.texts()) == "".join(s for s, _ in PAIRS)


def test_there_must_be_something_to_do(workspace: Workspace, aligner: Client) -> None:
    draft = Client(aligner.desk, make_document(workspace))
    assert "two texts" in draft.do("realign")["message"]
    aligner.done("realign")
    assert "nothing better" in aligner.do("realign")["message"]
    for row in aligner.rows():
        aligner.on(row, "status", status="reviewed")
    assert "settled" in aligner.do("realign")["message"]


def test_a_change_in_the_meantime_is_a_conflict(workspace: Workspace) -> None:
    document = make_document(workspace, PAIRS, kind="align")

    def slow(source: Text, target: Text, *decisions: object) -> Alignment:
        other.on(other.rows()[0], "status", status="approved")
        return in_order(source, target, (), ())

    other = Client(Desk(workspace), document, "boris")
    anna = Client(Desk(workspace, aligner=slow), document)
    assert anna.do("realign")["result"] == "conflict"
    assert anna.texts() == PAIRS


def test_settled_unpaired_sentences_are_not_doubled(workspace: Workspace) -> None:
    pairs: list[tuple[str | list[str], str | list[str]]] = [
        (["Раз.", "Два."], []),
        ("Три.", ""),
        ("", "Three."),
    ]
    document = make_document(workspace, pairs, kind="align")

    def apart(source: Text, target: Text, *decisions: object) -> Alignment:
        beads = (Bead((0,), (), 0.5), Bead((1,), (), 0.5), Bead((2,), (0,), 0.9))
        return Alignment(source, target, beads, "apart")

    client = Client(Desk(workspace, aligner=apart), document)
    client.on(client.rows()[0], "pin", pinned=True)
    client.done("realign")
    assert client.texts() == [("Раз. Два.", ""), ("Три.", "Three.")]


def test_the_real_aligner_finds_the_pair(workspace: Workspace) -> None:
    client = Client(
        Desk(workspace, aligner=align_by_table), make_document(workspace, PAIRS, kind="align")
    )
    client.on(client.rows()[0], "pin", pinned=True)
    client.done("realign")
    assert (PAIRS[1][0], PAIRS[2][1]) in client.texts()
