"""HTML pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.documents import ParagraphKind, read_document
from workbench.errors import DocumentError

PAGE = """<!DOCTYPE html><html><head><meta charset="{0}"><title>Заглавие</title>
<style>p {{}}</style><script>var x = "код";</script></head><body><form>
<h2>О <b>мерах</b></h2>Голый текст
<p><b>Жирный абзац.</b></p><p>Абзац с <i>курсивом</i>.<br>Вторая строка.</p>
<ul><li>Пункт<ul><li>Подпункт</li></ul></li></ul>
<table><tr><td>Ячейка</td><td><p>Вторая</p></td></tr></table>
<!-- примечание --></form></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r"])
def test_blocks(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(PAGE.format(encoding).encode(encoding))
    found = [(p.text, p.kind.value, p.level) for p in read_document(path).paragraphs]
    assert found == [
        ("О мерах", "heading", 2),
        ("Голый текст", "body", 0),
        ("Жирный абзац.", "body", 0),
        ("Абзац с курсивом.", "body", 0),
        ("Вторая строка.", "body", 0),
        ("Пункт", "list item", 1),
        ("Подпункт", "list item", 2),
        ("Ячейка", "table cell", 0),
        ("Вторая", "table cell", 0),
    ]


def test_bold(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.format("utf-8"), encoding="utf-8")
    assert [p.bold for p in read_document(path).paragraphs][:4] == [False, False, True, False]


def test_html_is_known_by_content(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE.format("utf-8"), encoding="utf-8")
    document = read_document(path)
    assert document.paragraphs[0].kind is ParagraphKind.HEADING
    assert "content is html" in document.warnings[0]


def test_entities_of_a_doctype_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("TOPSECRET", encoding="utf-8")
    path = tmp_path / "page.html"
    path.write_text(
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}">]><html><body><p>Текст &x;</p>'
        "</body></html>",
        encoding="utf-8",
    )
    assert "TOPSECRET" not in " ".join(p.text for p in read_document(path).paragraphs)


def test_page_without_text(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<html><body><script>x()</script></body></html>", encoding="utf-8")
    with pytest.raises(DocumentError, match="no text"):
        read_document(path)


def test_deep_nesting(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<html>" + "<div>" * 100 + "Текст" + "</div>" * 100, encoding="utf-8")
    assert [p.text for p in read_document(path).paragraphs] == ["Текст"]
    path.write_text("<html>" + "<div>" * 9000 + "Текст" + "</div>" * 9000, encoding="utf-8")
    with pytest.raises(DocumentError, match="nested too deeply"):
        read_document(path)
