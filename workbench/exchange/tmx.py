"""TMX 1.4b, the format of translation memories (LISA OSCAR, 26 April 2005): write and read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from workbench import __version__
from workbench.exchange.dates import read_tmx_date, tmx_date
from workbench.exchange.languages import pick_language, require_language
from workbench.exchange.latest import latest_last
from workbench.exchange.model import TranslationUnit
from workbench.exchange.reports import OnSkip, Skipped, Written, ignore
from workbench.exchange.safe_xml import (
    elements,
    entity_name,
    entity_text,
    legal,
    line_of,
    local_name,
)
from workbench.files import replacing

if TYPE_CHECKING:
    from lxml import etree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
# Their content is native code (a tag of the original format), not text.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})


@dataclass(frozen=True, slots=True)
class _Header:
    source_language: str
    target_language: str
    creator: str
    created: datetime
    segmentation: str

    def attributes(self) -> dict[str, str]:
        return {
            "creationtool": "bilingual-workbench",
            "creationtoolversion": __version__,
            "segtype": self.segmentation,
            "o-tmf": "bilingual-workbench",
            "adminlang": "en",
            "srclang": self.source_language,
            "datatype": "plaintext",
            "o-encoding": "UTF-8",
            "creationdate": tmx_date(self.created),
            "creationid": legal(self.creator),
        }


def write_tmx(
    path: Path,
    units: Iterable[TranslationUnit],
    *,
    source_language: str = "ru-RU",
    target_language: str = "en-GB",
    creator: str = "workbench",
    created: datetime | None = None,
    segmentation: Literal["sentence", "paragraph"] = "sentence",
) -> Written:
    """Write a translation memory to ``path`` in one step, streaming, in flat memory.

    Units with an empty side are left out, since tools would delete the sentence from
    their output; of each (source, target) one unit stays, and the latest translation
    of a source stands last, since tools use the last. Characters that XML forbids go.
    ``created`` is the date of the file (now, unless given: give it to get the same
    bytes again) and ``creator`` the author of the file and of units without one; dates
    carry a time zone. ``segmentation`` tells tools what a unit is.

    Raises SettingsError for a language code that tools do not match, OutputError where
    the file cannot be written.
    """
    header = _Header(
        require_language(source_language),
        require_language(target_language),
        creator,
        created or datetime.now(UTC),
        segmentation,
    )
    counts = {"taken": 0, "empty": 0}
    written = 0
    with replacing(Path(path), binary=True) as stream:
        kept = latest_last(_clean(units, counts))
        for written in _write(stream, header, kept):  # noqa: B007
            pass
    return Written(written, counts["empty"], counts["taken"] - written)


def read_tmx(
    path: Path,
    *,
    source_language: str = "ru-RU",
    target_language: str = "en-GB",
    on_skip: OnSkip = ignore,
) -> Iterator[TranslationUnit]:
    """Yield the units of a translation memory in file order, streaming, in flat memory.

    Languages match tolerantly (``ru``, ``RU``, ``ru_RU`` and ``rus`` are one; another
    region serves where the wanted one is missing). Inline codes are dropped, highlighted
    text (``hi``) stays. A unit that lacks a language or a side goes to ``on_skip`` with
    its line and the reason. Entities are never expanded; the named characters of HTML,
    which some tools write undeclared, are read as such.

    Raises ExchangeError, with the line, for a file that is no well-formed TMX.
    """
    for element in elements(Path(path), "tmx", "tu"):
        if local_name(element) == "tu":
            unit = _read_unit(element, source_language, target_language)
            if isinstance(unit, Skipped):
                on_skip(unit)
            else:
                yield unit


def flat_text(element: etree._Element) -> str:
    """The text of a segment without inline codes; ValueError for an unknown entity."""
    if not len(element):
        return element.text or ""
    parts = [element.text or ""]
    for child in element:
        if local_name(child) and local_name(child) not in _CODES:
            parts.append(flat_text(child))
        elif name := entity_name(child):
            character = entity_text(name)
            if character is None:
                raise ValueError(f"unknown entity &{name};")
            parts.append(character)
        parts.append(child.tail or "")
    return "".join(parts)


def _clean(units: Iterable[TranslationUnit], counts: dict[str, int]) -> Iterator[TranslationUnit]:
    for unit in units:
        source, target = legal(unit.source), legal(unit.target)
        if source.strip() and target.strip():
            counts["taken"] += 1
            yield replace(unit, source=source, target=target)
        else:
            counts["empty"] += 1


def _write(stream: Any, header: _Header, units: Iterable[TranslationUnit]) -> Iterator[int]:
    """Write the file; yield the count of units after each."""
    from lxml import etree

    with etree.xmlfile(stream, encoding="UTF-8") as xml:
        xml.write_declaration()
        xml.write_doctype(_DOCTYPE)
        with xml.element("tmx", version="1.4"):
            xml.write("\n", etree.Element("header", header.attributes()), "\n")
            with xml.element("body"):
                xml.write("\n")
                for count, unit in enumerate(units, 1):
                    xml.write(_unit_element(unit, header), "\n")
                    yield count
            xml.write("\n")


def _unit_element(unit: TranslationUnit, header: _Header) -> etree._Element:
    from lxml import etree

    element = etree.Element("tu")
    if unit.id:  # the specification wants a tuid without white space
        element.set("tuid", "_".join(legal(unit.id).split()))
    if unit.created:
        element.set("creationdate", tmx_date(unit.created))
    element.set("creationid", legal(unit.creator or header.creator))
    if unit.note:
        etree.SubElement(element, "note").text = legal(unit.note)
    for name, value in unit.properties:
        etree.SubElement(element, "prop", type=f"x-{legal(name)}").text = legal(value)
    for language, text in (
        (header.source_language, unit.source),
        (header.target_language, unit.target),
    ):
        variant = etree.SubElement(element, "tuv", {XML_LANG: language})
        etree.SubElement(variant, "seg").text = text
    return element


def _read_unit(element: etree._Element, source: str, target: str) -> TranslationUnit | Skipped:
    texts: dict[str, str] = {}
    variants: dict[str, etree._Element] = {}
    notes: list[str] = []
    properties: list[tuple[str, str]] = []
    for child in element:
        name = local_name(child)
        if name == "tuv":
            try:
                _take_variant(child, texts, variants)
            except ValueError as error:
                return _skipped(element, str(error))
        elif name == "note":
            notes.append(child.text or "")
        elif name == "prop":
            properties.append((child.get("type", "").removeprefix("x-"), child.text or ""))
    source_code, target_code = (pick_language(wanted, texts) for wanted in (source, target))
    for wanted, code in ((source, source_code), (target, target_code)):
        if code is None:
            return _skipped(element, f"no text in {wanted}")
        if not texts[code] or texts[code].isspace():
            return _skipped(element, f"empty text in {wanted}")
    assert source_code is not None and target_code is not None
    if source_code == target_code:
        return _skipped(element, "source and target are the same text")
    owners = element.attrib, variants[target_code].attrib
    return TranslationUnit(
        source=texts[source_code],
        target=texts[target_code],
        id=element.get("tuid", ""),
        creator=_first(owners, "creationid", "changeid"),
        created=read_tmx_date(_first(owners, "creationdate", "changedate")),
        note="\n".join(notes),
        properties=tuple(properties),
    )


def _skipped(element: etree._Element, reason: str) -> Skipped:
    return Skipped(line_of(element), reason, element.get("tuid", ""))


def _take_variant(
    variant: etree._Element, texts: dict[str, str], variants: dict[str, etree._Element]
) -> None:
    """Enter the text and the element of a tuv by its language, the first of each."""
    language = variant.get(XML_LANG) or variant.get("lang")  # lang: TMX 1.1
    if not language:
        raise ValueError("a text without xml:lang")
    if language not in texts:
        texts[language] = ""
        for child in variant:
            if local_name(child) == "seg":
                texts[language] = flat_text(child)
                break
        variants[language] = variant


def _first(owners: tuple[etree._Attrib, ...], *names: str) -> str:
    """The first attribute that is there: the name counts before the owner."""
    for name in names:
        for owner in owners:
            if value := owner.get(name):
                return value
    return ""
