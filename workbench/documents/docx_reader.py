"""Word documents (.docx): paragraphs, headings, lists, tables, notes, headers and footers.

An anchor is "part:number": the paragraph's place among all ``w:p`` elements of its
part in document order, which is also the reading order, nested tables included.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.documents.archive import check_archive
from workbench.documents.boundaries import SIGNED
from workbench.documents.docx_text import MC, W, all_have, characters, text_of
from workbench.documents.limits import Limits
from workbench.documents.model import Document, Paragraph, ParagraphKind
from workbench.errors import DocumentError

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_HEADING = re.compile(r"(?:heading|заголовок|überschrift|titre)\s*(\d)", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|subtitle|название|подзаголовок)$", re.IGNORECASE)
_LIST = re.compile(r"(?:list|список)", re.IGNORECASE)
_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
_PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}
_PARTS = ("footnotes", "endnotes", "header", "footer")
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b")
_WORDS = re.compile(r"[^\W\d_]{3,}")


def open_word(data: bytes, path: Path, limits: Limits) -> WordDocument:
    """Open a .docx after checking that it is safe; macros of a .docm are not looked at."""
    import docx

    check_archive(data, path, limits)
    try:
        return docx.Document(BytesIO(_without_macro_type(data)))
    except Exception as error:  # python-docx raises many kinds for a damaged file
        raise DocumentError(
            f"cannot be read as a Word document ({type(error).__name__}: {error})",
            file=path,
            remedy="Open it in a word processor and save it again as .docx.",
        ) from error


def read_docx(data: bytes, path: Path, *, language: str, limits: Limits) -> Document:
    """Read a .docx; raises DocumentError where it is damaged or unsafe."""
    word = open_word(data, path, limits)
    styles = _Styles(word)
    paragraphs = [
        paragraph
        for part in text_parts(word)
        for paragraph in _part_paragraphs(part.name, part.root, styles)
    ]
    return Document(tuple(_with_signatures(paragraphs)), language, source=path)


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part that holds text: its name, its tree, and python-docx's object of it."""

    name: str
    root: Any
    part: Any


def text_parts(word: WordDocument) -> list[TextPart]:
    """The body first, then notes, headers and footers by name.

    python-docx knows no notes, so that all are found by their relationship. Where it
    has parsed a part, ``root`` is the tree that it will save.
    """
    found = []
    for relation in word.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        if not relation.is_external and kind in _PARTS:
            part = relation.target_part
            name = str(part.partname).rsplit("/", 1)[-1].removesuffix(".xml")
            found.append(TextPart(name, _root(part), part))
    body = TextPart("document", word.element.body, word.part)
    return [body, *sorted(found, key=lambda part: part.name)]


def _root(part: Any) -> Any:
    from docx.oxml.parser import parse_xml

    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def anchored(root: Any) -> Iterator[tuple[int, Any]]:
    """All ``w:p`` of a part with their numbers; second copies of text boxes are left out."""
    for number, element in enumerate(root.iter(f"{W}p")):
        if not any(parent.tag == f"{MC}Fallback" for parent in element.iterancestors()):
            yield number, element


class _Styles:
    """What the styles of a document say about a paragraph."""

    def __init__(self, word: WordDocument) -> None:
        self._styles = {style.style_id: style for style in word.styles if style.style_id}

    def chain(self, element: Any) -> list[Any]:
        """The paragraph's style and those it is based on."""
        named = element.find(f"{W}pPr/{W}pStyle")
        style = self._styles.get(named.get(f"{W}val") if named is not None else None)
        chain: list[Any] = []
        while style is not None and len(chain) < 10:
            chain.append(style)
            style = getattr(style, "base_style", None)
        return chain


def _part_paragraphs(name: str, root: Any, styles: _Styles) -> Iterator[Paragraph]:
    for number, element in anchored(root):
        found = characters(element)
        text = text_of(found)
        if not text or (_is_furniture(name) and not _is_running_text(element, text)):
            continue
        chain = styles.chain(element)
        kind, level = _kind(name, element, chain)
        yield Paragraph(
            text,
            kind=kind,
            level=level,
            place=_place(name, element, number),
            bold=all_have(found, "b", default=_style_sets(chain, "bold")),
            italic=all_have(found, "i", default=_style_sets(chain, "italic")),
            anchor=f"{name}:{number}",
        )


def _is_furniture(name: str) -> bool:
    return name.startswith(("header", "footer"))


def _is_running_text(element: Any, text: str) -> bool:
    """Whether a header or footer has words; page numbers and symbols are nobody's text."""
    fields = [node.text or "" for node in element.iter(f"{W}instrText")]
    fields += [node.get(f"{W}instr", "") for node in element.iter(f"{W}fldSimple")]
    return bool(_WORDS.search(text)) and not any(_PAGE_FIELD.match(field) for field in fields)


def _kind(name: str, element: Any, chain: list[Any]) -> tuple[ParagraphKind, int]:
    if _is_furniture(name):
        return ParagraphKind.FURNITURE, 0
    if name.startswith(tuple(_NOTES)):
        return ParagraphKind.FOOTNOTE, 0
    level = _heading_level(element, chain)
    if level:
        return ParagraphKind.HEADING, level
    if any(parent.tag == f"{W}tc" for parent in element.iterancestors()):
        return ParagraphKind.TABLE_CELL, 0
    depth = _list_depth(element, chain)
    return (ParagraphKind.LIST_ITEM, depth) if depth else (ParagraphKind.BODY, 0)


def _heading_level(element: Any, chain: list[Any]) -> int:
    outline = element.find(f"{W}pPr/{W}outlineLvl")
    if outline is not None and str(outline.get(f"{W}val", "9")).isdigit():
        level = int(outline.get(f"{W}val", "9"))
        if level < 9:
            return level + 1
    for style in chain:
        match = _HEADING.match(style.name or "")
        if match:
            return int(match[1])
        if _TITLE.match(style.name or ""):
            return 1
    return 0


def _list_depth(element: Any, chain: list[Any]) -> int:
    """List depth from 1; 0 where the paragraph is in no list (numId 0 takes it out)."""
    for holder in [element, *(style.element for style in chain)]:
        number = holder.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None:
            if number.get(f"{W}val") == "0":
                return 0
            depth = holder.find(f"{W}pPr/{W}numPr/{W}ilvl")
            return 1 + (int(depth.get(f"{W}val", "0")) if depth is not None else 0)
    named = any(_LIST.match(style.name or "") for style in chain[:1])
    return 1 if named else 0


def _style_sets(chain: list[Any], name: str) -> bool:
    for style in chain:
        value = getattr(style.font, name, None)
        if value is not None:
            return bool(value)
    return False


def _place(name: str, element: Any, number: int) -> str:
    for kind, label in _NOTES.items():
        if name.startswith(kind):
            return label
    if _is_furniture(name):
        return "page header" if name.startswith("header") else "page footer"
    cells = [parent for parent in element.iterancestors() if parent.tag == f"{W}tc"]
    if not cells:
        return f"paragraph {number + 1}"
    row = cells[-1].getparent()
    table = row.getparent()
    tables = list(table.getparent().iterchildren(f"{W}tbl"))
    rows = list(table.iterchildren(f"{W}tr"))
    return f"table {tables.index(table) + 1}, row {rows.index(row) + 1}"


def _with_signatures(paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    for paragraph in paragraphs:
        signed = paragraph.kind is ParagraphKind.BODY and SIGNED.match(paragraph.text)
        yield replace(paragraph, kind=ParagraphKind.SIGNATURE) if signed else paragraph


def _without_macro_type(data: bytes) -> bytes:
    """A .docm differs from a .docx by its content type only; python-docx insists on it."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml")
        if _MACRO.encode() not in types:
            return data
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for entry in archive.infolist():
                content = archive.read(entry)
                if entry.filename == "[Content_Types].xml":
                    content = types.replace(_MACRO.encode(), _PLAIN.encode())
                copy.writestr(entry, content)
    return out.getvalue()
