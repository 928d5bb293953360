"""Writes translated text into the places of a Word document that the reader named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.documents.docx_reader import TextPart, anchored, open_word, text_parts
from workbench.documents.docx_text import MC, Character, W, characters, runs, text_of
from workbench.documents.limits import Limits
from workbench.documents.model import Document, Paragraph, ParagraphKind
from workbench.documents.source_file import FileKind, kind_of_file, read_bytes
from workbench.documents.word_sets import words
from workbench.errors import DocumentError

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

Piece = tuple[str, int, int]
# Children of a run that are its text or its format; all others (pictures, note marks,
# fields, page breaks) are kept.
_TEXT_TAGS = frozenset(
    f"{W}{name}"
    for name in words("t tab br cr ptab noBreakHyphen softHyphen delText rPr lastRenderedPageBreak")
)
_FIELD_TAGS = frozenset((f"{W}fldChar", f"{W}instrText"))
# Emphasis: kept only where the whole piece has it. The rest (font, size) is the majority's.
_EMPHASIS = frozenset(
    f"{W}{name}"
    for name in words(
        "b bCs i iCs u strike dstrike vertAlign highlight caps smallCaps rStyle color shd effect "
        "em position"
    )
)
_OPENING = frozenset((f"{W}bookmarkStart", f"{W}commentRangeStart"))
_CLOSING = frozenset((f"{W}bookmarkEnd", f"{W}commentRangeEnd"))


def fill_source(
    source: Path,
    document: Document,
    pieces: Sequence[Sequence[Piece]],
    language: str,
    limits: Limits,
) -> WordDocument:
    """Return the source with the text of every paragraph of ``document`` replaced."""
    data = read_bytes(source, limits)
    if kind_of_file(data, source) is not FileKind.DOCX:
        raise DocumentError(
            "is not a .docx file", file=source, remedy="Write a new document: give no source."
        )
    word = open_word(data, source, limits)
    parts = text_parts(word)
    places = {
        f"{part.name}:{number}": element
        for part in parts
        for number, element in anchored(part.root)
    }
    # Positions count the paragraphs of the source, so that all are found before any changes.
    for paragraph, found in zip(document.paragraphs, pieces, strict=True):
        element = places.get(paragraph.anchor)
        if element is None or text_of(characters(element)) != paragraph.text:
            raise DocumentError(
                "is not the file that this document was read from",
                file=source,
                place=paragraph.place,
                remedy="Read the document again from this file.",
            )
        _replace_text(element, found, language)
    for part in parts:
        _drop_second_copies(part.root)
    _store(parts)
    return word


def _drop_second_copies(root: Any) -> None:
    """Old Word's copies of text boxes would keep the source text; new Word needs none."""
    for copy in list(root.iter(f"{MC}Fallback")):
        if next(copy.iter(f"{W}p"), None) is not None:
            copy.getparent().remove(copy)


def _store(parts: Sequence[TextPart]) -> None:
    """Give the trees that python-docx does not know back to their parts."""
    from lxml import etree

    for part in parts:
        if not hasattr(part.part, "element"):
            part.part._blob = etree.tostring(
                part.root, xml_declaration=True, encoding="UTF-8", standalone=True
            )


def _replace_text(element: Any, pieces: Sequence[Piece], language: str) -> None:
    found = characters(element)
    kept = _kept(element, found)
    new: list[Any] = [node for node in element if node.tag in _OPENING]
    new += [run for offset, run in kept if offset == 0]
    for index, (text, start, end) in enumerate(pieces):
        following = pieces[index + 1][1] if index + 1 < len(pieces) else len(found)
        part = found[start:end]
        run = _run(text, _properties(part, language), tabs=_tabs(part, text))
        new.append(_linked(part, run))
        new += [mark for offset, mark in kept if start < offset <= following]
        if index + 1 < len(pieces):
            new.append(_run(" ", None))
    new += [node for node in element if node.tag in _CLOSING]
    for child in list(element):
        if child.tag != f"{W}pPr":
            element.remove(child)
    element.extend(new)


def _kept(element: Any, found: Sequence[Character]) -> list[tuple[int, Any]]:
    """What of the runs is no text, as runs of their own, with its offset in the text.

    A field that begins and ends in the paragraph (a cross-reference) becomes plain
    text; one that goes on in the next paragraph (a table of contents) stays. Tabs
    before the text are the paragraph's indent and stay.
    """
    lengths = Counter(id(character.run) for character in found)
    offset, payloads = 0, []
    for run in runs(element):
        text_seen = False
        for child in list(run):
            text_seen = text_seen or child.tag == f"{W}t"
            place = offset + (lengths[id(run)] if text_seen else 0)
            if _is_kept(child) or (child.tag == f"{W}tab" and place == 0):
                payloads.append((place, run, child))
        offset += lengths[id(run)]
    marks = [child.get(f"{W}fldCharType") for _, _, child in payloads]
    closed = marks.count("begin") == marks.count("end")
    kept = []
    for place, run, child in payloads:
        if not (closed and child.tag in _FIELD_TAGS):
            mark = _run("", run.find(f"{W}rPr"))
            mark.append(child)  # moved, not copied: a text box in it has paragraphs of its own
            kept.append((place, mark))
    return kept


def _is_kept(child: Any) -> bool:
    if child.tag == f"{W}br":
        return child.get(f"{W}type") in ("page", "column")
    return child.tag not in _TEXT_TAGS


def _properties(part: Sequence[Character], language: str) -> Any:
    """Run properties for a piece: the majority's, with emphasis only where all agree."""
    from docx.oxml import OxmlElement

    visible = [character.run for character in part if character.sign != " "]
    counts = Counter(id(run) for run in visible)
    by_id = {id(run): run for run in visible}
    properties = OxmlElement("w:rPr")
    if counts:
        main = by_id[counts.most_common(1)[0][0]].find(f"{W}rPr")
        for child in [] if main is None else main:
            common = child.tag not in _EMPHASIS or all(_same(child, run) for run in by_id.values())
            if common and child.tag != f"{W}lang":
                properties.append(deepcopy(child))
    tag = OxmlElement("w:lang")
    tag.set(f"{W}val", language)
    properties.append(tag)
    return properties


def _same(child: Any, run: Any) -> bool:
    other = run.find(f"{W}rPr/{child.tag}")
    return other is not None and dict(other.attrib) == dict(child.attrib)


def _tabs(part: Sequence[Character], text: str) -> set[int]:
    """Where the tabs of the source belong in ``text``: after the same start, before the same end.

    That is the tab after a number typed by hand and the one before a page number.
    """
    source = text_of(part)
    places = set()
    for index, character in enumerate(part):
        if not character.tab:
            continue
        if text.startswith(source[: index + 1]):
            places.add(index)
        elif text.endswith(source[index:]):
            places.add(len(text) - (len(source) - index))
    return places


def _run(text: str, properties: Any, *, tabs: Collection[int] = ()) -> Any:
    from docx.oxml import OxmlElement

    run = OxmlElement("w:r")
    if properties is not None:
        run.append(deepcopy(properties))
    edges = [-1, *sorted(tabs), len(text)]
    for before, after in pairwise(edges):
        if before >= 0:
            run.append(OxmlElement("w:tab"))
        if text[before + 1 : after]:
            node = OxmlElement("w:t")
            node.text = text[before + 1 : after]
            node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(node)
    return run


def _linked(part: Sequence[Character], run: Any) -> Any:
    """The run in a copy of the link that the whole piece stands in, if it does."""
    parents = {id(character.run.getparent()): character.run.getparent() for character in part}
    if len(parents) != 1:
        return run
    parent = next(iter(parents.values()))
    if parent.tag != f"{W}hyperlink":
        return run
    from docx.oxml import OxmlElement

    link = OxmlElement("w:hyperlink")
    for name, value in parent.attrib.items():
        link.set(name, value)
    link.append(run)
    return link


def new_document(document: Document, texts: Sequence[str], language: str) -> WordDocument:
    """Return a plain Word document with one paragraph for each text."""
    import docx

    word = docx.Document()
    word.core_properties.author = ""
    word.core_properties.comments = ""
    word.core_properties.language = language
    for paragraph, text in zip(document.paragraphs, texts, strict=True):
        added = word.add_paragraph(style=_style(paragraph))
        run = added.add_run(text)
        run.bold = True if paragraph.bold else None
        run.italic = True if paragraph.italic else None
    return word


def _style(paragraph: Paragraph) -> str:
    if paragraph.kind is ParagraphKind.HEADING:
        return f"Heading {min(max(paragraph.level, 1), 9)}"
    # The item's own mark ("a)") is in its text, so that a numbered style would double it.
    return "List Paragraph" if paragraph.kind is ParagraphKind.LIST_ITEM else "Normal"
