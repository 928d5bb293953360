"""HTML pages: the block elements with text become paragraphs; scripts and forms do not.

lxml's HTML parser loads nothing from the network and expands no entity of its own.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from workbench.documents.encoding import decode
from workbench.documents.lines import clean
from workbench.documents.model import Document, Paragraph, ParagraphKind
from workbench.documents.word_sets import words
from workbench.errors import DocumentError

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DROPPED = words("script style head template noscript svg math iframe object embed select nav")
_BLOCKS = words(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main menu ol p pre section "
    "summary table tbody td tfoot th thead tr ul caption br"
)
_STRONG, _SLANTED = frozenset(("b", "strong")), frozenset(("i", "em", "cite"))


def read_html(data: bytes, path: Path, *, language: str) -> Document:
    """Read an HTML page; raises DocumentError where it is no text."""
    from lxml import html
    from lxml.etree import ParserError

    text = _declared(data) or decode(data, file=path)[0]
    # A declaration of the encoding is void in text that is decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except ParserError as error:
        raise DocumentError(
            "has no text", file=path, remedy="Give a page with at least one paragraph of text."
        ) from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise DocumentError(
            "is nested too deeply to be a page of text",
            file=path,
            remedy="Save the page again from a browser, or copy its text into a .txt file.",
        )
    return Document(tuple(_paragraphs(root)), language, source=path)


def _declared(data: bytes) -> str | None:
    """The text by the encoding that the page declares, where that is right."""
    declared = _CHARSET.search(data[:4096])
    if declared is None or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE)):
        return None
    try:
        return data.decode(declared[1].decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return None


def _paragraphs(root: Any) -> Iterator[Paragraph]:
    for number, (pieces, blocks) in enumerate(_blocks(root), 1):
        text = clean("".join(piece for piece, _ in pieces))
        if not text:
            continue
        kind, level = _kind(blocks)
        marked = [tags for piece, tags in pieces if piece.strip()]
        yield Paragraph(
            text,
            kind=kind,
            level=level,
            place=f"block {number}",
            bold=all(tags & _STRONG for tags in marked),
            italic=all(tags & _SLANTED for tags in marked),
        )


_Pieces = list[tuple[str, frozenset[str]]]


def _blocks(root: Any) -> Iterator[tuple[_Pieces, list[str]]]:
    """The page's text between block limits, with the inline tags and blocks around it.

    Walks without recursion: pages may be nested deeper than Python's stack.
    """
    pieces: _Pieces = []
    blocks: list[str] = []
    for event, element in _walk(root):
        tag = element.tag
        if tag in _BLOCKS:
            if pieces:
                yield pieces, list(blocks)
                pieces = []
            if event == "start":
                blocks.append(tag)
            else:
                blocks.pop()
        text = element.text if event == "start" else element.tail
        if text:
            pieces.append((text, _inline(element if event == "start" else element.getparent())))
    if pieces:
        yield pieces, blocks


def _walk(root: Any) -> Iterator[tuple[str, Any]]:
    """Start and end of every element that holds text; of dropped ones only the end."""
    stack = [("start", root)]
    while stack:
        event, element = stack.pop()
        if not isinstance(element.tag, str):
            continue
        if event == "end" or element.tag in _DROPPED:
            yield "end", element
            continue
        yield "start", element
        stack.append(("end", element))
        stack.extend(("start", child) for child in reversed(element))


def _inline(element: Any) -> frozenset[str]:
    tags = set()
    while element is not None and element.tag not in _BLOCKS:
        tags.add(element.tag)
        element = element.getparent()
    return frozenset(tags)


def _kind(blocks: list[str]) -> tuple[ParagraphKind, int]:
    for tag in reversed(blocks):
        if re.fullmatch("h[1-6]", tag):
            return ParagraphKind.HEADING, int(tag[1])
        if tag in ("td", "th"):
            return ParagraphKind.TABLE_CELL, 0
        if tag in ("li", "dd", "dt"):
            return ParagraphKind.LIST_ITEM, max(1, sum(t in ("ul", "ol", "dl") for t in blocks))
    return ParagraphKind.BODY, 0
