"""Word documents: read in order, written back in place, refused where unsafe."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from workbench.documents import (
    Document,
    Limits,
    ParagraphKind,
    read_document,
    split_segments,
    write_docx,
    write_text,
)
from workbench.errors import DocumentError

Rezipped = Callable[[bytes, dict[str, bytes]], bytes]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
NOTES_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def saved(word: docx.document.Document) -> bytes:
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A document with all that the reader knows."""
    word = docx.Document()
    word.add_heading("Доклад Генерального секретаря", 1)
    body = word.add_paragraph("Первое предложение. ")
    body.add_run("Второе предложение целиком.").bold = True
    body.add_run(" Третье с ")
    body.add_run("курсивом").italic = True
    body.add_run(" внутри.")
    note = OxmlElement("w:footnoteReference")
    note.set(qn("w:id"), "2")
    body.add_run()._r.append(note)
    word.add_paragraph("Пункт списка", style="List Number")
    table = word.add_table(2, 2)
    table.cell(0, 0).text = "Первая ячейка"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "Вложенная ячейка"
    word.add_paragraph().add_run("Весь абзац курсивом").italic = True
    word.add_paragraph("1.\tНомер набран рукой")
    word.add_paragraph("(Подпись) Иван Петров")
    word.sections[0].header.paragraphs[0].text = "Верхний колонтитул"
    word.sections[0].footer.paragraphs[0].text = "A/75/700"
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    assert RELATIONSHIP_TYPE.FOOTNOTES == NOTES_RELATION
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
        "<w:r><w:t xml:space='preserve'> Текст сноски.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), NOTES_TYPE, notes.encode(), word.part.package)
    word.part.relate_to(part, NOTES_RELATION)
    path = tmp_path / "letter.docx"
    path.write_bytes(saved(word))
    return path


def test_reads_all_in_reading_order(letter: Path) -> None:
    found = [(p.kind.value, p.text) for p in read_document(letter).paragraphs]
    assert found == [
        ("heading", "Доклад Генерального секретаря"),
        ("body", "Первое предложение. Второе предложение целиком. Третье с курсивом внутри."),
        ("list item", "Пункт списка"),
        ("table cell", "Первая ячейка"),
        ("table cell", "Вложенная ячейка"),
        ("body", "Весь абзац курсивом"),
        ("body", "1. Номер набран рукой"),
        ("signature", "(Подпись) Иван Петров"),
        ("footnote", "Текст сноски."),
        ("furniture", "Верхний колонтитул"),
    ]


def test_format_and_places(letter: Path) -> None:
    paragraphs = read_document(letter).paragraphs
    assert paragraphs[0].level == 1
    assert [p.italic for p in paragraphs[4:7]] == [False, True, False]
    assert paragraphs[3].place == "table 1, row 1"
    assert paragraphs[4].place == "table 1, row 2"


def translated(source: Path, target: Path) -> tuple[Document, Document]:
    document = read_document(source)
    segments = split_segments(document)
    translations = [f"Text {number} of {len(s.text)}." for number, s in enumerate(segments)]
    write_docx(source, translations, document, target, segments=segments)
    return document, read_document(target, language="en")


def test_written_document_keeps_its_structure(letter: Path, tmp_path: Path) -> None:
    before, after = translated(letter, tmp_path / "letter.en.docx")
    # The mark "(Подпись)" is gone from the translation, and with it the kind.
    kinds = [p.kind for p in before.paragraphs]
    kinds[kinds.index(ParagraphKind.SIGNATURE)] = ParagraphKind.BODY
    assert [p.kind for p in after.paragraphs] == kinds
    assert [p.anchor for p in after.paragraphs] == [p.anchor for p in before.paragraphs]
    assert [p.italic for p in after.paragraphs] == [p.italic for p in before.paragraphs]
    assert not any("а" <= c <= "я" for p in after.paragraphs for c in p.text)


def test_bold_segment_and_note_stay_in_place(letter: Path, tmp_path: Path) -> None:
    target = tmp_path / "letter.en.docx"
    translated(letter, target)
    body = docx.Document(str(target)).paragraphs[1]
    runs = [(run.text, run.bold, run.italic) for run in body.runs if run.text.strip()]
    assert [bold for _, bold, _ in runs] == [None, True, None]
    assert not any(italic for _, _, italic in runs), "one word in italics is not the whole segment"
    assert body._p.xpath("count(.//w:footnoteReference)") == 1
    assert body._p[-1].xpath("count(.//w:footnoteReference)") == 1
    with zipfile.ZipFile(target) as archive:
        notes = archive.read("word/footnotes.xml").decode()
    assert "footnoteRef" in notes and "Текст" not in notes


def test_tab_after_a_number_typed_by_hand_stays(letter: Path, tmp_path: Path) -> None:
    document = read_document(letter)
    texts = [p.text for p in document.paragraphs]
    texts[6] = "1. Typed by hand"
    target = tmp_path / "out.docx"
    write_docx(letter, texts, document, target)
    assert docx.Document(str(target)).paragraphs[4].text == "1.\tTyped by hand"


def test_empty_translation_keeps_the_source_text(letter: Path, tmp_path: Path) -> None:
    document = read_document(letter)
    target = tmp_path / "out.docx"
    write_docx(letter, [""] * len(document.paragraphs), document, target)
    assert [p.text for p in read_document(target).paragraphs] == [
        p.text for p in document.paragraphs
    ]


def test_links_deletions_and_text_boxes(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Смотри ")
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    for xml in (
        f'<w:hyperlink {W} w:anchor="x"><w:r><w:t>приложение</w:t></w:r></w:hyperlink>',
        f"<w:del {W}><w:r><w:delText> удаленное</w:delText></w:r></w:del>",
        f"<w:ins {W}><w:r><w:t xml:space='preserve'> вставленное</w:t></w:r></w:ins>",
        f"<w:r {W} {mc}><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent><w:p><w:r>"
        "<w:t>Надпись</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:pict>"
        "<w:txbxContent><w:p><w:r><w:t>Надпись</w:t></w:r></w:p></w:txbxContent></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    source, target = tmp_path / "box.docx", tmp_path / "box.en.docx"
    source.write_bytes(saved(word))
    document = read_document(source)
    assert [p.text for p in document.paragraphs] == ["Смотри приложение вставленное", "Надпись"]
    write_docx(source, ["See the annex", "Label"], document, target)
    assert [p.text for p in read_document(target).paragraphs] == ["See the annex", "Label"]
    with zipfile.ZipFile(target) as archive:
        assert "Надпись" not in archive.read("word/document.xml").decode()


def test_another_file_is_refused_as_source(letter: Path, tmp_path: Path) -> None:
    document = read_document(letter)
    other = tmp_path / "other.docx"
    word = docx.Document()
    word.add_paragraph("Другой документ")
    other.write_bytes(saved(word))
    texts = [p.text for p in document.paragraphs]
    with pytest.raises(DocumentError, match="not the file that this document was read from"):
        write_docx(other, texts, document, tmp_path / "out.docx")
    assert not (tmp_path / "out.docx").exists()


def test_new_document_without_source(tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("Заголовок\n\nПервый абзац.\n\na) Подпункт;\n", encoding="utf-8")
    document = read_document(path)
    target = tmp_path / "plain.en.docx"
    write_docx(None, ["Heading", "First.", "(a) Item;"], document, target)
    again = read_document(target, language="en")
    assert [(p.text, p.kind) for p in again.paragraphs][:2] == [
        ("Heading", ParagraphKind.HEADING),
        ("First.", ParagraphKind.BODY),
    ]
    assert docx.Document(str(target)).core_properties.author == ""


def test_text_has_one_paragraph_for_each_source_paragraph(letter: Path, tmp_path: Path) -> None:
    document = read_document(letter)
    segments = split_segments(document)
    target = tmp_path / "letter.en.txt"
    write_text(document, [f"A\n{i}" for i in range(len(segments))], target, segments=segments)
    blocks = target.read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    assert len(blocks) == len(document.paragraphs)
    assert blocks[1] == "A 1 A 2 A 3"


def test_wrong_number_of_translations(letter: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="translations for"):
        write_text(read_document(letter), ["one"], tmp_path / "x.txt")


def test_zip_bombs_are_refused(letter: Path, tmp_path: Path, rezipped: Rezipped) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(rezipped(letter.read_bytes(), {"word/media/a.bin": bytes(8 * 1024 * 1024)}))
    with pytest.raises(DocumentError, match=r"grows 200 times"):
        read_document(path)
    with pytest.raises(DocumentError, match="bytes unpacked"):
        read_document(path, limits=Limits(expanded_bytes=1024 * 1024))
    with pytest.raises(DocumentError, match="files; the limit"):
        read_document(path, limits=Limits(entries=5))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(
    letter: Path, tmp_path: Path, rezipped: Rezipped, encoding: str
) -> None:
    xml = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [<!ENTITY x SYSTEM '
        f'"file:///etc/passwd">]><w:document {W}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p>'
        "</w:body></w:document>"
    )
    path = tmp_path / "evil.docx"
    path.write_bytes(rezipped(letter.read_bytes(), {"word/document.xml": xml.encode(encoding)}))
    with pytest.raises(DocumentError, match="document type declaration"):
        read_document(path)


def test_damaged_documents(letter: Path, tmp_path: Path, rezipped: Rezipped) -> None:
    data = letter.read_bytes()
    for number, broken in enumerate(
        [
            data[: len(data) // 2],
            rezipped(data, {"word/document.xml": b"<w:document"}),
            rezipped(data, {"[Content_Types].xml": b"<Types/>"}),
        ]
    ):
        path = tmp_path / f"broken{number}.docx"
        path.write_bytes(broken)
        with pytest.raises(DocumentError, match=r"damaged|cannot be read"):
            read_document(path)


def test_macro_document_is_read_without_its_macros(
    letter: Path, tmp_path: Path, rezipped: Rezipped
) -> None:
    data = letter.read_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml")
    types = types.replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        b"vnd.ms-word.document.macroEnabled.main",
    )
    path = tmp_path / "letter.docm"
    path.write_bytes(rezipped(data, {"[Content_Types].xml": types, "word/vbaProject.bin": b"x"}))
    assert len(read_document(path).paragraphs) == 10


def test_encrypted_and_foreign_archives(tmp_path: Path) -> None:
    path = tmp_path / "locked.docx"
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(500)
    path.write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(DocumentError, match="password"):
        read_document(path)
    for name, message in (("xl/workbook.xml", "Excel"), ("content.xml", "OpenDocument")):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, "x")
        with pytest.raises(DocumentError, match=message):
            read_document(path)


def test_content_decides_over_the_name(letter: Path, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(letter.read_bytes())
    document = read_document(path)
    assert document.paragraphs[0].kind is ParagraphKind.HEADING
    assert "content is docx" in document.warnings[0]
