"""Bad input ends with an error that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.alignment import align_documents
from workbench.alignment.lexicon import TABLE_NAME, load_table
from workbench.errors import LanguageError, ModelError, WorkbenchError

RUSSIAN = "Совет рассмотрел доклад.\nКомитет утвердил бюджет на 2025 год.\n"
ENGLISH = "The Council considered the report.\nThe Committee approved the budget for 2025.\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    source, target = tmp_path / "a.ru.txt", tmp_path / "a.en.txt"
    source.write_text(RUSSIAN, "utf-8")
    target.write_text(ENGLISH, "utf-8")
    return source, target


def test_same_file_twice(files: tuple[Path, Path]) -> None:
    with pytest.raises(WorkbenchError, match="same text"):
        align_documents(files[0], files[0], sentence_per_line=True)


def test_swapped_languages_are_said_and_set_right(files: tuple[Path, Path]) -> None:
    source, target = files
    with pytest.raises(LanguageError, match="--swap"):
        align_documents(target, source, sentence_per_line=True)
    alignment = align_documents(target, source, sentence_per_line=True, swap=True)
    assert alignment.source.name == "a.ru.txt"
    assert [(bead.source, bead.target) for bead in alignment.beads] == [((0,), (0,)), ((1,), (1,))]


@pytest.mark.parametrize("content", ["", "\n\n", "   \n"])
def test_one_empty_side(files: tuple[Path, Path], content: str) -> None:
    files[1].write_text(content, "utf-8")
    with pytest.raises(WorkbenchError, match="no text"):
        align_documents(*files, sentence_per_line=True)


def test_two_russian_files(files: tuple[Path, Path]) -> None:
    files[1].write_text("Генеральная Ассамблея приняла резолюцию.\n", "utf-8")
    with pytest.raises(LanguageError, match="not English"):
        align_documents(*files, sentence_per_line=True)


def test_not_a_text_file(files: tuple[Path, Path]) -> None:
    files[1].write_bytes(bytes(range(256)) * 20)
    with pytest.raises(WorkbenchError, match=r"a\.en\.txt"):
        align_documents(*files, sentence_per_line=True)


def test_missing_file(files: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(WorkbenchError, match="nowhere"):
        align_documents(files[0], tmp_path / "nowhere.txt", sentence_per_line=True)


def test_two_million_sentences_are_refused_with_the_way_out(files: tuple[Path, Path]) -> None:
    files[0].write_text("Совет утвердил доклад.\n" * 2_000_000, "utf-8")
    with pytest.raises(WorkbenchError, match=r"2,000,002 sentences.*Split"):
        align_documents(*files, sentence_per_line=True)


def test_blank_lines_keep_their_numbers(files: tuple[Path, Path]) -> None:
    files[0].write_text(RUSSIAN.replace("\n", "\n\n", 1), "utf-8")
    beads = align_documents(*files, sentence_per_line=True).beads
    assert sorted(i for bead in beads for i in bead.source) == [0, 1, 2]
    assert any(0 in bead.source and 0 in bead.target for bead in beads)
    assert any(2 in bead.source and 1 in bead.target for bead in beads)


def test_damaged_table(tmp_path: Path) -> None:
    (tmp_path / TABLE_NAME).write_bytes(b"PK\x03\x04 not a table")
    with pytest.raises(ModelError, match="damaged"):
        load_table(tmp_path)
    with pytest.raises(ModelError, match="no lexical table"):
        load_table(tmp_path / "elsewhere")
