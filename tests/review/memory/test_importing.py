"""Files come in whole or not at all, with an account of what was passed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.review.memory.corpora import approve, sentences, tu, write_memory
from workbench.errors import ExchangeError, InputError
from workbench.exchange import TranslationUnit, read_tmx
from workbench.review.memory import TranslationMemory, importing, storage
from workbench.review.memory.tables import (
    MemoryPageRecord,
    MemoryRecord,
    MemorySegmentRecord,
    MemoryUnitRecord,
)
from workbench.review.workspace import Workspace


@pytest.fixture
def memory(workspace: Workspace) -> TranslationMemory:
    return TranslationMemory(workspace.engine)


def rows(workspace: Workspace) -> list[int | None]:
    tables = (MemoryRecord, MemoryUnitRecord, MemorySegmentRecord, MemoryPageRecord)
    with workspace.reading() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def test_a_file_answers_with_its_units(memory: TranslationMemory, tmp_path: Path) -> None:
    unit = (
        '<tu creationid="anna" creationdate="20200102T030405Z">'
        '<tuv xml:lang="ru-RU"><seg>Доклад <hi>готов</hi>.</seg></tuv>'
        '<tuv xml:lang="en-GB"><seg>The report is ready.</seg></tuv></tu>'
    )
    report = memory.import_file(write_memory(tmp_path / "un.tmx", unit))
    assert (report.name, report.units, report.skipped) == ("un", 1, {})
    (match,) = memory.search("Доклад готов.")
    origin = match.origin
    assert (match.score, match.target, origin.memory, origin.kind) == (
        100, "The report is ready.", "un", "file",
    )  # fmt: skip
    assert origin.creator == "anna"
    assert origin.created is not None
    assert origin.created.isoformat() == "2020-01-02T03:04:05+00:00"


@pytest.mark.parametrize(
    "languages",
    [("ru", "en"), ("RU-RU", "EN-US"), ("ru_RU", "en_GB"), ("rus", "eng"), ("Russian", "English"),
     ("Russian (Russia)", "English (United Kingdom)")],
)  # fmt: skip
def test_languages_by_any_name(
    memory: TranslationMemory, tmp_path: Path, languages: tuple[str, str]
) -> None:
    path = write_memory(tmp_path / "a.tmx", tu("Доклад.", "Report.", languages=languages))
    assert memory.import_file(path).units == 1


def test_what_is_passed_over_is_counted_with_lines(
    memory: TranslationMemory, tmp_path: Path
) -> None:
    missing = '<tu><tuv xml:lang="ru"><seg>Совет.</seg></tuv></tu>'
    path = write_memory(
        tmp_path / "a.tmx",
        tu("Доклад.", "Report."),
        *[missing] * 7,
        tu("Доклад.", ""),
        tu("Доклад.", "Report."),
        tu("Доклад.", "The report."),
    )
    report = memory.import_file(path)
    assert report.units == 2
    found = {r.reason: (r.count, r.lines) for r in report.skipped.values()}
    assert found == {
        "no text in en-GB": (7, [6, 7, 8, 9, 10]),
        "empty text in en-GB": (1, [13]),
        importing.REPEATED: (1, []),
    }


def test_pairs_are_known_again_in_later_chunks(
    workspace: Workspace,
    memory: TranslationMemory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "_CHUNK", 7)
    texts = sentences(50)
    units = [tu(text, f"E{at}") for at, text in enumerate(texts)]
    report = memory.import_file(write_memory(tmp_path / "a.tmx", *units, *units[::3], units[0]))
    assert report.units == 50
    assert report.skipped[importing.REPEATED].count == 18
    assert memory.memories()[0].units == 50
    for at, text in enumerate(texts):
        assert memory.search(text)[0].target == f"E{at}"


def test_a_broken_file_leaves_nothing_and_names_the_line(
    workspace: Workspace,
    memory: TranslationMemory,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "_CHUNK", 4)
    monkeypatch.setattr(storage, "RECENT_LIMIT", 4)
    units = [tu(text, "E") for text in sentences(40)]
    path = write_memory(tmp_path / "a.tmx", *units, "<tu><tuv>", "</tu>")
    with pytest.raises(ExchangeError, match=r"a\.tmx, line 46: not well-formed XML: .*mismatch"):
        memory.import_file(path)
    assert rows(workspace) == [0, 0, 0, 0]
    assert memory.search(sentences(1)[0]) == []


def test_units_of_an_import_that_runs_do_not_answer(
    memory: TranslationMemory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "_CHUNK", 5)
    asked = []
    texts = sentences(20)
    path = write_memory(tmp_path / "a.tmx", *[tu(text, "E") for text in texts])
    memory.import_file(path, advance=lambda count: asked.append(memory.search(texts[0])))
    assert asked == [[]] * 4
    assert memory.search(texts[0])


def test_a_name_is_taken_once_or_replaced(
    workspace: Workspace, memory: TranslationMemory, tmp_path: Path
) -> None:
    path = write_memory(tmp_path / "a.tmx", tu("Доклад.", "Report."), tu("Совет.", "Council."))
    memory.import_file(path)
    with pytest.raises(InputError, match=r"'a' already.*--replace"):
        memory.import_file(path)
    assert memory.import_file(path, name="b").name == "b"
    write_memory(path, tu("Доклад.", "The report."))
    assert memory.import_file(path, replace=True).units == 1
    assert [(m.name, m.units) for m in memory.memories()] == [("a", 1), ("b", 2)]
    assert {m.target for m in memory.search("Доклад.")} == {"The report.", "Report."}
    assert {m.origin.memory for m in memory.search("Совет.")} == {"b"}
    assert rows(workspace)[:2] == [2, 3]


def test_a_memory_of_a_project_is_never_replaced(
    workspace: Workspace, memory: TranslationMemory, tmp_path: Path
) -> None:
    approve(workspace, "Совет.", "Council.", project="a")
    path = write_memory(tmp_path / "a.tmx", tu("Доклад.", "Report."))
    with pytest.raises(InputError, match="already"):
        memory.import_file(path, replace=True)
    assert memory.search("Совет.")


def test_tables_come_in_too(memory: TranslationMemory, tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    path.write_text("ru\ten\nДоклад.\tReport.\nСовет.\t\nРабота\x0b.\tWork.\nx\n", encoding="utf-8")
    report = memory.import_file(path)
    assert report.units == 2
    found = {r.reason: (r.count, r.lines) for r in report.skipped.values()}
    assert found == {"empty target": (1, []), "1 cells where two are needed": (1, [5])}
    assert memory.search("Работа.")[0].source == "Работа."


def test_another_kind_of_file_is_refused(memory: TranslationMemory, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"\.tmx, \.tsv"):
        memory.import_file(tmp_path / "a.sdltm")


def test_exported_units_come_back(
    workspace: Workspace, memory: TranslationMemory, tmp_path: Path
) -> None:
    approve(workspace, "Доклад.", "Report.", project="Мой")
    memory.import_file(write_memory(tmp_path / "a.tmx", tu("Совет.", "Council.")))
    assert memory.export_file(tmp_path / "all.tmx").units == 2
    assert memory.export_file(tmp_path / "mine.tmx", name="Мой").units == 1
    (unit,) = read_tmx(tmp_path / "mine.tmx")
    assert isinstance(unit, TranslationUnit)
    assert (unit.source, unit.target, unit.creator) == ("Доклад.", "Report.", "anna")
    assert memory.import_file(tmp_path / "all.tmx").units == 2
    with pytest.raises(InputError, match="'x'"):
        memory.export_file(tmp_path / "x.tmx", name="x")
