from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.exchange.formats import FormatTest
from workbench.errors import ExchangeError
from workbench.exchange import (
    Skipped,
    TranslationUnit,
    read_bilingual_docx,
    write_bilingual_docx,
)


class TestFormat(FormatTest):
    suffix = ".docx"

    def write(self, path: Path, units: Iterable[TranslationUnit]) -> int:
        return write_bilingual_docx(path, units).units

    def read(self, path: Path) -> list[TranslationUnit]:
        return list(read_bilingual_docx(path))

    @pytest.mark.parametrize("text", ["a\tb", "a\nb"])
    def test_breaks_and_tabs(self, text: str, tmp_path: Path) -> None:
        unit = TranslationUnit(text, text)
        assert self.round_trip(tmp_path, unit) == [unit]

    def test_untranslated_units_stay(self, tmp_path: Path) -> None:
        unit = TranslationUnit("Да.", "")
        assert self.round_trip(tmp_path, unit) == [unit]


def test_word_sees_a_table_with_a_heading(tmp_path: Path) -> None:
    path = tmp_path / "table.docx"
    write_bilingual_docx(path, [TranslationUnit("Да.", "Yes."), TranslationUnit("", "No.")])
    (table,) = Document(str(path)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Source (ru-RU)", "Target (en-GB)"],
        ["Да.", "Yes."],
    ]


def test_tracked_changes_count_as_made(tmp_path: Path) -> None:
    path = tmp_path / "table.docx"
    write_bilingual_docx(path, [TranslationUnit("Да.", "Yes")])
    document = Document(str(path))
    paragraph = document.tables[0].rows[1].cells[1].paragraphs[0]._p
    for xml in (
        '<w:ins w:id="1" w:author="R"><w:r><w:t>, sir</w:t></w:r></w:ins>',
        '<w:del w:id="2" w:author="R"><w:r><w:delText>no</w:delText></w:r></w:del>',
        "<w:r><w:softHyphen/><w:noBreakHyphen/><w:t>.</w:t></w:r>",
    ):
        (element,) = parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>")
        paragraph.append(element)
    document.save(str(path))
    assert [unit.target for unit in read_bilingual_docx(path)] == ["Yes, sir\u00ad\u2011."]


def test_odd_rows_are_reported_and_nested_tables_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "table.docx"
    document = Document()
    table = document.add_table(rows=3, cols=2)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "Раздел"
    table.rows[1].cells[1].text = "Only English"
    table.rows[2].cells[0].text = "Да."
    table.rows[2].cells[1].text = "Yes."
    inner = table.rows[2].cells[1].add_table(1, 2)
    inner.rows[0].cells[0].text = "внутри"
    inner.rows[0].cells[1].text = "inside"
    document.save(str(path))
    skipped: list[Skipped] = []
    units = list(read_bilingual_docx(path, on_skip=skipped.append))
    assert [unit.source for unit in units] == ["Да."]
    assert units[0].target.startswith("Yes.")
    assert [(skip.line, skip.reason) for skip in skipped] == [
        (1, "a row without two cells"),
        (2, "empty source"),
    ]


def test_archive_that_grows_without_measure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 50_000_000)
    with pytest.raises(ExchangeError, match="not safe"):
        list(read_bilingual_docx(path))


def test_other_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    with pytest.raises(ExchangeError, match="no Word document"):
        list(read_bilingual_docx(path))
