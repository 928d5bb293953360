"""PDF files: lines with positions become paragraphs; what has no text is said so."""

from __future__ import annotations

from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission

from workbench.documents import Limits, ParagraphKind, read_document
from workbench.errors import DocumentError

PARAGRAPHS = [
    "Государства обязались обмениваться сведениями о компьютерных инцидентах и об уязвимостях, "
    "обнаруженных в широко используемых программах, с тем чтобы изготовители успели устранить их.",
    "Рабочая группа открытого состава будет и впредь рассматривать вопросы, связанные с "
    "применением информационно-коммуникационных технологий, в том числе по просьбе государств.",
    "Секретариат проводит проверку связи и докладывает о ее итогах на каждой сессии рабочей "
    "группы, которая в случае необходимости дает указания о дальнейших шагах.",
]


def paged(pdf: FPDF, paragraphs: list[str], *, indent: str = "", gap: float = 0) -> None:
    """Set paragraphs on narrow pages with a running head and a page number."""
    lines: list[str | None] = []
    pdf.add_page()
    for paragraph in paragraphs:
        lines += pdf.multi_cell(90, 6, indent + paragraph, dry_run=True, output="LINES", align="L")
        lines.append(None)
    for start in range(0, len(lines), 11):
        if start:
            pdf.add_page()
        pdf.cell(90, 6, "A/75/700", new_x="LMARGIN", new_y="NEXT")
        for line in lines[start : start + 11]:
            if line is None:
                pdf.ln(gap)
            else:
                pdf.cell(90, 6, line, new_x="LMARGIN", new_y="NEXT")
        pdf.cell(90, 6, str(pdf.page_no()), align="R")


@pytest.mark.parametrize(("indent", "gap"), [("", 4.0), ("      ", 0.0)])
def test_paragraphs_over_pages(pdf: FPDF, tmp_path: Path, indent: str, gap: float) -> None:
    paged(pdf, PARAGRAPHS, indent=indent, gap=gap)
    path = tmp_path / "report.pdf"
    pdf.output(str(path))
    document = read_document(path)
    assert [p.text for p in document.paragraphs] == PARAGRAPHS
    assert "A/75/700" in document.warnings[0]
    assert document.paragraphs[0].place == "page 1"


def test_hyphenated_lines(pdf: FPDF, tmp_path: Path) -> None:
    pdf.add_page()
    for line in (
        "Группа экспертов отметила, что мера доверия служит укре-",
        "плению безопасности всех государств и что военно-",
        "политические вопросы остаются открытыми.",
    ):
        pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
    path = tmp_path / "hyphens.pdf"
    pdf.output(str(path))
    assert [p.text for p in read_document(path).paragraphs] == [
        "Группа экспертов отметила, что мера доверия служит укреплению безопасности всех "
        "государств и что военно-политические вопросы остаются открытыми."
    ]


def test_heading(pdf: FPDF, tmp_path: Path) -> None:
    pdf.add_page()
    pdf.cell(0, 6, "Меры укрепления доверия", align="C", new_x="LMARGIN", new_y="NEXT")
    pdf.ln(6)
    pdf.multi_cell(0, 6, " ".join(PARAGRAPHS), align="L")
    path = tmp_path / "heading.pdf"
    pdf.output(str(path))
    assert [p.kind for p in read_document(path).paragraphs] == [
        ParagraphKind.HEADING,
        ParagraphKind.BODY,
    ]


def test_no_text_layer(pdf: FPDF, tmp_path: Path) -> None:
    pdf.add_page()
    pdf.rect(10, 10, 50, 50)
    path = tmp_path / "scan.pdf"
    pdf.output(str(path))
    with pytest.raises(DocumentError, match=r"no text layer.*OCR"):
        read_document(path)


def test_page_without_text_is_named(pdf: FPDF, tmp_path: Path) -> None:
    pdf.add_page()
    pdf.cell(0, 6, "Одна страница с текстом.")
    pdf.add_page()
    path = tmp_path / "half.pdf"
    pdf.output(str(path))
    assert "1 of 2 pages" in read_document(path).warnings[0]


def test_password(pdf: FPDF, tmp_path: Path) -> None:
    pdf.add_page()
    pdf.cell(0, 6, "Тайна")
    pdf.set_encryption("owner", "user", permissions=AccessPermission.none())
    path = tmp_path / "locked.pdf"
    pdf.output(str(path))
    with pytest.raises(DocumentError, match="password"):
        read_document(path)


def test_damaged_and_too_long(pdf: FPDF, tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\n" + b"x" * 500)
    with pytest.raises(DocumentError, match="damaged"):
        read_document(path)
    for _ in range(3):
        pdf.add_page()
        pdf.cell(0, 6, "Текст страницы")
    pdf.output(str(path))
    with pytest.raises(DocumentError, match="pages; the limit"):
        read_document(path, limits=Limits(pages=2))
    with pytest.raises(DocumentError, match="more than 20 characters"):
        read_document(path, limits=Limits(characters=20))
