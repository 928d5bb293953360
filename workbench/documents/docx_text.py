"""The text of one Word paragraph, character by character with its formatting.

The reader and the writer share it: the reader needs the text, the writer must find
again which run a segment's characters come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.documents.lines import clean

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_XML_ON = frozenset(("1", "true", "on", ""))
# Text in these belongs to no reader: deleted text, the second copy of a text box.
_SKIPPED = frozenset((f"{W}del", f"{W}moveFrom", f"{MC}Fallback"))


@dataclass(frozen=True, slots=True)
class Character:
    """One character of a paragraph and the run (a ``w:r`` element) it stands in.

    ``tab`` holds for a space that is a tab in the file.
    """

    sign: str
    run: Any
    tab: bool = False


def runs(paragraph: Any) -> Iterator[Any]:
    """The runs of a ``w:p`` in order, those in links, fields and insertions included.

    Paragraphs inside the paragraph (text boxes) are their own, and deletions are gone.
    """
    for child in paragraph:
        if child.tag == f"{W}r":
            yield child
        elif child.tag not in _SKIPPED and child.tag not in (f"{W}p", f"{W}pPr"):
            yield from runs(child)


def run_text(run: Any) -> str:
    """The text of one run; line breaks become spaces."""
    parts = []
    for child in run:
        if child.tag == f"{W}t":
            parts.append(child.text or "")
        elif child.tag in (f"{W}tab", f"{W}ptab"):
            parts.append("\t")
        elif child.tag in (f"{W}br", f"{W}cr"):
            parts.append(" ")
        elif child.tag == f"{W}noBreakHyphen":
            parts.append("-")
    return "".join(parts)


def characters(paragraph: Any) -> list[Character]:
    """The paragraph's text as characters, with white space as ``clean`` leaves it."""
    found: list[Character] = []
    for run in runs(paragraph):
        for sign in run_text(run):
            kept = clean(sign)
            if kept:
                found.append(Character(kept, run))
            elif clean(f"a{sign}a") == "a a" and found and found[-1].sign != " ":
                found.append(Character(" ", run, tab=sign == "\t"))
    while found and found[-1].sign == " ":
        found.pop()
    return found


def text_of(found: Sequence[Character]) -> str:
    """The characters as one string."""
    return "".join(character.sign for character in found)


def has_property(run: Any, name: str) -> bool | None:
    """Whether the run sets the toggle property ``name`` ("b", "i"); None where it is silent."""
    properties = run.find(f"{W}rPr")
    element = None if properties is None else properties.find(f"{W}{name}")
    if element is None:
        return None
    return str(element.get(f"{W}val", "")).lower() in _XML_ON


def all_have(found: Sequence[Character], name: str, *, default: bool = False) -> bool:
    """Whether all visible characters have the toggle property; ``default`` where silent."""
    letters = [character for character in found if character.sign != " "]
    values: dict[int, bool] = {}
    for character in letters:
        key = id(character.run)
        if key not in values:
            value = has_property(character.run, name)
            values[key] = default if value is None else value
    return bool(letters) and all(values[id(character.run)] for character in letters)
