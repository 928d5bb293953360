"""Writing TBX-Basic; :mod:`.tbx` holds the mapping.

Three spellings of the same data: ``dca`` (ISO 30042:2019, generic elements with a type,
the default), ``dct`` (the same with an element for each category), ``martif`` (TBX v2,
for older tools).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, cast

from workbench.files import replacing
from workbench.terminology.base import TermBase
from workbench.terminology.model import TermEntry
from workbench.terminology.tbx import PARTS_OF_SPEECH, POLICY_NOTE, XML_LANG

if TYPE_CHECKING:
    from lxml import etree

Style = Literal["dca", "dct", "martif"]
STYLES: dict[str, Style] = {"dca": "dca", "dct": "dct", "martif": "martif"}

_CORE = "urn:iso:std:iso:30042:ed-2"
_MIN = "http://www.tbxinfo.net/ns/min"
_XML = "http://www.w3.org/XML/1998/namespace"
_BASIC = "http://www.tbxinfo.net/ns/basic"
# The module that declares each data category, for the DCT style.
_MODULES = {
    "administrativeStatus": _MIN,
    "partOfSpeech": _MIN,
    "subjectField": _MIN,
    "termType": _BASIC,
    "source": _BASIC,
}
_PICKLIST = frozenset({"noun", "verb", "adjective", "adverb", "properNoun", "other"})
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_tbx(base: TermBase, path: Path, *, style: Style = "dca") -> tuple[str, ...]:
    """Write ``base`` as TBX-Basic, streamed; return what TBX cannot hold as it stood."""
    from lxml import etree

    writer = _Writer(base, style)
    with (
        replacing(path, binary=True) as stream,
        etree.xmlfile(cast("IO[bytes]", stream), encoding="utf-8") as xml,
    ):
        xml.write_declaration()
        with writer.frame(xml):
            for entry in base.entries:
                xml.write(writer.concept(entry), "\n")
    return writer.losses()


class _Writer:
    """Builds the elements of one style, and counts what it had to change."""

    def __init__(self, base: TermBase, style: Style) -> None:
        self.base = base
        self.style: Style = style
        self.namespace = "" if style == "martif" else f"{{{_CORE}}}"
        self.namespaces: dict[Any, str] = {} if style == "martif" else {None: _CORE}
        if style == "dct":
            self.namespaces |= {"min": _MIN, "basic": _BASIC}
        self._illegal = 0
        self._parts: set[str] = set()

    def losses(self) -> tuple[str, ...]:
        losses = []
        if self._illegal:
            losses.append(f"{self._illegal} texts: characters that XML forbids left out")
        if self._parts:
            names = ", ".join(sorted(self._parts))
            losses.append(f"parts of speech outside TBX-Basic's list, written as other: {names}")
        return tuple(losses)

    @contextmanager
    def frame(self, xml: etree._IncrementalFileWriter) -> Iterator[None]:
        """The elements around the concepts, header included."""
        old = self.style == "martif"
        attributes = {"type": "TBX-Basic", XML_LANG: self.base.source_language}
        if not old:
            attributes["style"] = self.style
        root = self._name("martif" if old else "tbx")
        with xml.element(root, attributes, nsmap=self.namespaces | {"xml": _XML}):
            xml.write(self._header("martifHeader" if old else "tbxHeader"), "\n")
            with xml.element(self._name("text")), xml.element(self._name("body")):
                xml.write("\n")
                yield

    def concept(self, entry: TermEntry) -> etree._Element:
        """One concept with its Russian and English section."""
        old = self.style == "martif"
        concept = self._element("termEntry" if old else "conceptEntry")
        concept.set("id", self._legal(entry.id))
        if entry.domain:
            self._category(concept, "descrip", "subjectField", entry.domain)
        if entry.origin:
            self._category(concept, "admin", "source", entry.origin)
        self._child(concept, "note", f"{POLICY_NOTE} {entry.policy}")
        for note in entry.note.split("\n") if entry.note else ():
            self._child(concept, "note", note)
        russian = self._section(concept, self.base.source_language)
        self._part_of_speech(self._term(russian, entry.source), entry.part_of_speech)
        english = self._section(concept, self.base.target_language)
        statuses = ["preferredTerm"] + ["admittedTerm"] * (len(entry.targets) - 1)
        statuses += ["deprecatedTerm"] * len(entry.forbidden)
        for form, status in zip(entry.targets + entry.forbidden, statuses, strict=True):
            section = self._term(english, form)
            value = f"{status}-admn-sts"
            self._category(section, "termNote", "administrativeStatus", value)
        return concept

    def _part_of_speech(self, section: etree._Element, name: str) -> None:
        if not name:
            return
        part, kind = PARTS_OF_SPEECH.get(name, (name, ""))
        if part not in _PICKLIST:
            self._parts.add(name)
            part = "other"
        self._category(section, "termNote", "partOfSpeech", part)
        if kind:
            self._category(section, "termNote", "termType", kind)

    def _header(self, name: str) -> etree._Element:
        header = self._element(name)
        description = self._child(header, "fileDesc")
        title = self._child(self._child(description, "titleStmt"), "title")
        title.text = self._legal(self.base.name)
        source = self._child(self._child(description, "sourceDesc"), "p")
        source.text = f"Term base {self.base.name}, version {self.base.version}"
        if self.style == "martif":
            encoding = self._child(self._child(header, "encodingDesc"), "p", "TBXBasicXCSV02.xcs")
            encoding.set("type", "XCSURI")
        return header

    def _section(self, concept: etree._Element, language: str) -> etree._Element:
        section = self._child(concept, "langSet" if self.style == "martif" else "langSec")
        section.set(XML_LANG, language)
        return section

    def _term(self, section: etree._Element, text: str) -> etree._Element:
        inner = self._child(section, "tig" if self.style == "martif" else "termSec")
        self._child(inner, "term", text)
        return inner

    def _category(self, parent: etree._Element, generic: str, name: str, value: str) -> None:
        if self.style == "dct":
            from lxml import etree

            etree.SubElement(parent, f"{{{_MODULES[name]}}}{name}").text = self._legal(value)
            return
        self._child(parent, generic, value).set("type", name)

    def _child(self, parent: etree._Element, name: str, text: str | None = None) -> etree._Element:
        child = self._element(name)
        child.text = None if text is None else self._legal(text)
        parent.append(child)
        return child

    def _element(self, name: str) -> etree._Element:
        from lxml import etree

        return etree.Element(self._name(name), nsmap=self.namespaces)

    def _name(self, name: str) -> str:
        return self.namespace + name

    def _legal(self, text: str) -> str:
        clean = _ILLEGAL.sub("", text)
        self._illegal += clean != text
        return clean
