"""Approved rows come into the memory and go out of it, in the transaction of the approval."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from tests.review.memory.corpora import NOUNS, approve, fill, make_row, sentences
from workbench.errors import InputError
from workbench.review.memory import TranslationMemory, forget, remember, storage
from workbench.review.memory.tables import (
    MemoryPageRecord,
    MemoryRecentRecord,
    MemoryRecord,
    MemorySegmentRecord,
    MemoryStateRecord,
    MemoryUnitRecord,
)
from workbench.review.tables import RowRecord
from workbench.review.workspace import Workspace


def targets(workspace: Workspace, text: str) -> list[str]:
    return [match.target for match in TranslationMemory(workspace.engine).search(text)]


def test_a_row_answers_from_its_commit_on(workspace: Workspace) -> None:
    row_id = make_row(workspace, "Доклад готов.", "The report is ready.")
    with workspace.writing() as session:
        remember(session, session.get_one(RowRecord, row_id))
        if workspace.engine.dialect.name == "sqlite":
            assert targets(workspace, "Доклад готов.") == []
    assert targets(workspace, "Доклад готов.") == ["The report is ready."]


def test_a_rolled_back_approval_is_none(workspace: Workspace) -> None:
    row_id = make_row(workspace, "Доклад готов.", "The report is ready.")
    with pytest.raises(RuntimeError, match="stop"), workspace.writing() as session:
        remember(session, session.get_one(RowRecord, row_id))
        raise RuntimeError("stop")
    assert targets(workspace, "Доклад готов.") == []
    approve(workspace, "Совет.", "Council.")
    assert targets(workspace, "Совет.") == ["Council."]


def test_a_changed_row_answers_with_its_new_text(workspace: Workspace) -> None:
    row_id = approve(workspace, "Доклад готов.", "The report is ready.")
    for target in ("The report is done.", "The report is done."):
        with workspace.writing() as session:
            row = session.get_one(RowRecord, row_id)
            row.target_text, row.updated_by = target, "boris"
            remember(session, row)
    (match,) = TranslationMemory(workspace.engine).search("Доклад готов.")
    assert (match.target, match.origin.creator) == ("The report is done.", "boris")
    (memory,) = TranslationMemory(workspace.engine).memories()
    assert (memory.name, memory.kind, memory.units) == ("Первый", "project", 1)


def test_a_withdrawn_approval_answers_no_more(workspace: Workspace) -> None:
    row_id = approve(workspace, "Доклад готов.", "The report is ready.")
    assert targets(workspace, "Доклад готов.")
    with workspace.writing() as session:
        forget(session, row_id)
        forget(session, row_id + 1000)
    assert targets(workspace, "Доклад готов.") == []
    assert TranslationMemory(workspace.engine).memories()[0].units == 0


@pytest.mark.parametrize(("source", "target"), [("", "Report."), ("Доклад.", " ")])
def test_half_a_pair_is_not_remembered(workspace: Workspace, source: str, target: str) -> None:
    approve(workspace, source, target)
    assert TranslationMemory(workspace.engine).memories() == []


def test_projects_of_one_name_have_memories_of_two(workspace: Workspace) -> None:
    approve(workspace, "Доклад.", "Report.")
    approve(workspace, "Совет.", "Council.")
    first, second = TranslationMemory(workspace.engine).memories()
    assert first.name == "Первый" and second.name.startswith("Первый (project ")


def test_recent_units_become_segments_and_segments_merge(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "RECENT_LIMIT", 4)
    rows = [approve(workspace, text, text.upper()) for text in sentences(40)]
    with workspace.reading() as session:
        sizes = session.scalars(select(MemorySegmentRecord.size)).all()
        assert session.scalar(select(func.count()).select_from(MemoryRecentRecord)) == 0
    assert sorted(sizes) == [4, 4, 4, 4, 32, 32]
    for text in sentences(40):
        assert targets(workspace, text)[0] == text.upper()
    with workspace.writing() as session:
        for row in rows[:32]:
            forget(session, row)
    assert sentences(40)[0].upper() not in targets(workspace, sentences(40)[0])


def test_removing_a_memory_leaves_nothing_of_it(workspace: Workspace) -> None:
    fill(workspace, sentences(30), parts=(10, 4))
    approve(workspace, "Погода хорошая.", "The weather is fine.")
    memory = TranslationMemory(workspace.engine)
    assert memory.remove("filled 30") == 30
    assert targets(workspace, sentences(1)[0]) == []
    assert targets(workspace, "Погода хорошая.") == ["The weather is fine."]
    with workspace.reading() as session:
        for record, left in (
            (MemoryUnitRecord, 1),
            (MemoryRecentRecord, 1),
            (MemoryRecord, 1),
            (MemorySegmentRecord, 0),
            (MemoryPageRecord, 0),
        ):
            assert session.scalar(select(func.count()).select_from(record)) == left
    with pytest.raises(InputError, match=r"'filled 30'.*There are: Первый"):
        memory.remove("filled 30")


def test_an_index_of_another_analysis_is_built_anew(workspace: Workspace) -> None:
    fill(workspace, sentences(30), parts=(10, 4))
    with workspace.writing() as session:
        for page in session.scalars(select(MemoryPageRecord)):
            session.delete(page)
        session.get_one(MemoryStateRecord, 1).analysis = 0
    for text in sentences(30):
        assert targets(workspace, text)


def test_people_who_approve_at_once_lose_nothing(workspace: Workspace) -> None:
    texts = [f"Мы {noun} {at}" for at, noun in enumerate(NOUNS * 3)]
    rows = [make_row(workspace, text, f"T{at}") for at, text in enumerate(texts)]
    approve(workspace, "Первая строка.", "First row.")

    def work(row_id: int) -> None:
        with workspace.writing() as session:
            remember(session, session.get_one(RowRecord, row_id))
        TranslationMemory(workspace.engine).search("Мы доклад 1")

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, rows))
    for at, text in enumerate(texts):
        assert f"T{at}" in [
            m.stored_target for m in TranslationMemory(workspace.engine).search(text, limit=30)
        ]
