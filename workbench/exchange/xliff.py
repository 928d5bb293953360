"""XLIFF 2.1 (OASIS, 13 February 2018), the format in which work goes between tools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.errors import ExchangeError
from workbench.exchange.dates import read_iso_date
from workbench.exchange.languages import pick_language, require_language
from workbench.exchange.model import TranslationUnit
from workbench.exchange.reports import OnSkip, Skipped, Written, ignore
from workbench.exchange.safe_xml import elements, legal, line_of, local_name
from workbench.files import replacing

if TYPE_CHECKING:
    from lxml import etree

CORE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
# Section 4.3.1.30: the states of a segment, from untouched to ready for delivery.
STATES = ("initial", "translated", "reviewed", "final")

# White space counts. The declarations keep lxml from inventing prefixes of its own.
_EMPTY_UNIT = f'<unit xmlns="{CORE}" xmlns:mda="{METADATA}" xml:space="preserve"/>'
_CATEGORY = "bilingual-workbench"
# Inline elements whose content is text (section 4.2.3); the others stand for codes.
_SPANS = frozenset({"pc", "mrk"})


def write_xliff(
    path: Path,
    units: Iterable[TranslationUnit],
    *,
    source_language: str = "ru-RU",
    target_language: str = "en-GB",
    original: str = "",
) -> Written:
    """Write units to an XLIFF file in their order, streaming, in flat memory.

    A property ``state`` that is one of STATES becomes the segment's state; without one
    it is ``translated``, or ``initial`` where the translation is empty. The id becomes
    the unit's name, the note its note; author, date and other properties go into the
    metadata module. Units without a source are left out. ``original`` names the
    document that the text is from. Raises SettingsError for a malformed language code,
    OutputError where the file cannot be written.
    """
    from lxml import etree

    attributes = {
        "version": "2.1",
        "srcLang": require_language(source_language),
        "trgLang": require_language(target_language),
    }
    file_attributes = {"id": "f1"}
    if original:
        file_attributes["original"] = legal(original)
    namespaces = {None: CORE, "mda": METADATA}
    with (
        replacing(Path(path), binary=True) as stream,
        etree.xmlfile(stream, encoding="UTF-8") as xml,
    ):
        xml.write_declaration()
        with (
            xml.element(_core("xliff"), attributes, nsmap=namespaces),
            xml.element(_core("file"), file_attributes),
        ):
            return _write_units(xml, units)


def read_xliff(
    path: Path,
    *,
    source_language: str = "ru-RU",
    target_language: str = "en-GB",
    on_skip: OnSkip = ignore,
) -> Iterator[TranslationUnit]:
    """Yield a unit for each segment of an XLIFF 2 file, streaming, in flat memory.

    Inline codes are dropped, the text inside spans stays. The state comes back as the
    property ``state`` where it says more than that there is a translation. A segment
    without a source goes to ``on_skip``. Raises ExchangeError, with the line, for a
    file that is not well formed, not XLIFF 2, or of other languages.
    """
    path = Path(path)
    checked = False
    for element in elements(path, "xliff", "unit"):
        if not checked:
            _require(path, element.getroottree().getroot(), source_language, target_language)
            checked = True
        if local_name(element) == "unit":
            yield from _read_unit(element, on_skip)


def _write_units(xml: Any, units: Iterable[TranslationUnit]) -> Written:
    from lxml import etree

    written = empty = 0
    for unit in units:
        if not legal(unit.source).strip():
            empty += 1
            continue
        written += 1
        element = etree.fromstring(_EMPTY_UNIT)
        _fill(element, unit, written)
        xml.write("\n", element)
    xml.write("\n")
    return Written(written, empty)


def _fill(element: etree._Element, unit: TranslationUnit, number: int) -> None:
    """Give a unit its parts in the order that section 4.2.2.5 asks for."""
    from lxml import etree

    element.set("id", f"u{number}")
    if unit.id:
        element.set("name", legal(unit.id))
    _add_metadata(element, unit)
    if unit.note:
        notes = etree.SubElement(element, _core("notes"))
        etree.SubElement(notes, _core("note")).text = legal(unit.note)
    segment = etree.SubElement(element, _core("segment"), state=_state(unit))
    etree.SubElement(segment, _core("source")).text = legal(unit.source)
    if unit.target:
        etree.SubElement(segment, _core("target")).text = legal(unit.target)


def _add_metadata(element: etree._Element, unit: TranslationUnit) -> None:
    from lxml import etree

    entries = [("creator", unit.creator)] if unit.creator else []
    if unit.created:
        entries.append(("created", unit.created.isoformat()))
    entries += [(f"x-{name}", value) for name, value in unit.properties if name != "state"]
    if not entries:
        return
    metadata = etree.SubElement(element, f"{{{METADATA}}}metadata")
    group = etree.SubElement(metadata, f"{{{METADATA}}}metaGroup", category=_CATEGORY)
    for name, value in entries:
        etree.SubElement(group, f"{{{METADATA}}}meta", type=legal(name)).text = legal(value)


def _state(unit: TranslationUnit) -> str:
    wanted = dict(unit.properties).get("state", "")
    if not unit.target:
        return "initial"
    return wanted if wanted in STATES else "translated"


def _core(name: str) -> str:
    return f"{{{CORE}}}{name}"


def _require(path: Path, root: etree._Element, source: str, target: str) -> None:
    version = root.get("version", "")
    if not version.startswith("2."):
        raise ExchangeError(
            f"XLIFF {version or 'without a version'} where version 2 is needed",
            file=path,
            place=f"line {line_of(root)}",
            remedy="Export it as XLIFF 2.0 or 2.1.",
        )
    for name, wanted in (("srcLang", source), ("trgLang", target)):
        code = root.get(name)
        if code is not None and pick_language(wanted, [code]) is None:
            raise ExchangeError(
                f"{name} is {code!r}, not {wanted!r}",
                file=path,
                place=f"line {line_of(root)}",
                remedy="Choose a file of the right languages, or name its languages.",
            )


def _read_unit(element: etree._Element, on_skip: OnSkip) -> Iterator[TranslationUnit]:
    key = element.get("name") or element.get("id") or ""
    notes = [_text(child) for child in element.iter(_core("note"))]
    metadata = [
        (child.get("type", ""), child.text or "") for child in element.iter(f"{{{METADATA}}}meta")
    ]
    segments = [child for child in element if local_name(child) == "segment"]
    for number, segment in enumerate(segments, 1):
        segment_key = key if len(segments) == 1 else f"{key}-{segment.get('id') or number}"
        source, target = (_side(segment, name) for name in ("source", "target"))
        if not source.strip():
            on_skip(Skipped(line_of(segment), "empty source", segment_key))
            continue
        fields = dict(metadata)
        yield TranslationUnit(
            source=source,
            target=target,
            id=segment_key,
            creator=fields.get("creator", ""),
            created=read_iso_date(fields.get("created", "")),
            note="\n".join(notes),
            properties=_properties(segment, metadata),
        )


def _side(segment: etree._Element, name: str) -> str:
    return "".join(_text(child) for child in segment if local_name(child) == name)


def _text(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if local_name(child) in _SPANS:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _properties(
    segment: etree._Element, metadata: list[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    state = segment.get("state", "")
    kept = [
        (name.removeprefix("x-"), value)
        for name, value in metadata
        if name not in ("creator", "created")
    ]
    return (*([("state", state)] if state in STATES[2:] else []), *kept)
