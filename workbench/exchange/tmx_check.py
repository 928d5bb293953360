"""Check a TMX file: against the structure of TMX 1.4b, and for what a DTD lets pass."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.errors import ExchangeError
from workbench.exchange.dates import read_tmx_date
from workbench.exchange.languages import language_problem
from workbench.exchange.reports import Problem, Severity
from workbench.exchange.safe_xml import elements, entity_name, line_of, local_name
from workbench.exchange.tmx import XML_LANG, flat_text

if TYPE_CHECKING:
    from lxml import etree

# Trados cloud translation engines refuse a unit with a longer side.
LONGEST_SIDE = 2000

_DTD = Path(__file__).with_name("tmx14.dtd")
_DATES = ("creationdate", "changedate", "lastusagedate")


def check_tmx(path: Path) -> list[Problem]:
    """Return what is wrong with a TMX file, in the order of its lines, [] if nothing.

    An ERROR makes some tool refuse the file, skip a unit or lose text: XML that is not
    well formed, a structure that TMX 1.4b does not allow, a text without xml:lang or
    with a code that tools do not match, an undeclared entity, a malformed date, an
    empty segment, unpaired inline codes. A WARNING costs a match in some tool: white
    space at an edge, more than 2,000 characters, a repeated unit, a source with a
    second translation. Memory is flat, but for a digest of each unit.
    """
    problems: list[Problem] = []
    seen = _Seen()
    try:
        for element in elements(Path(path), "tmx", "tu"):
            problems += _structure(element)
            if local_name(element) == "tu":
                problems += _unit_problems(element, seen)
            else:
                problems += _header_problems(element)
    except ExchangeError as error:
        if not error.place:  # a file that cannot be opened is no finding about its lines
            raise
        line = int(error.place.removeprefix("line "))
        problems.append(Problem(line, Severity.ERROR, error.message))
    return sorted(problems, key=lambda problem: problem.line)


class _Seen:
    """Digests of the sources and units that came before, with their lines."""

    def __init__(self) -> None:
        self.sources: dict[bytes, int] = {}
        self.units: dict[bytes, int] = {}
        self.ids: dict[str, int] = {}


@cache
def _dtd() -> etree.DTD:
    from lxml import etree

    return etree.DTD(str(_DTD))


def _error(line: int, message: str) -> Problem:
    return Problem(line, Severity.ERROR, message)


def _warning(line: int, message: str) -> Problem:
    return Problem(line, Severity.WARNING, message)


def _structure(element: etree._Element) -> Iterator[Problem]:
    """Validate one element with what is in it; the root comes last, its units gone."""
    dtd = _dtd()
    if not dtd.validate(deepcopy(element)):  # libxml2 validates whole documents only
        for entry in dtd.error_log:  # type: ignore[attr-defined]  # the stubs lack it
            if entry.level_name != "WARNING":
                yield _error(entry.line or line_of(element), entry.message)


def _header_problems(root: etree._Element) -> Iterator[Problem]:
    for header in (child for child in root if local_name(child) == "header"):
        yield from _date_problems(header)
        language = header.get("srclang", "*all*")
        if language != "*all*" and (problem := language_problem(language)):
            yield _error(line_of(header), f"srclang: {problem}")


def _unit_problems(unit: etree._Element, seen: _Seen) -> Iterator[Problem]:
    yield from _date_problems(unit)
    texts = []
    for variant in (child for child in unit if local_name(child) == "tuv"):
        yield from _language_problems(variant)
        yield from _date_problems(variant)
        for segment in (child for child in variant if local_name(child) == "seg"):
            yield from _entity_problems(segment)
            yield from _pairing_problems(segment)
            text = _text(segment)
            texts.append(text)
            yield from _text_problems(text, line_of(segment))
    if len(texts) < 2:
        yield _warning(line_of(unit), "a unit with fewer than two texts translates nothing")
    else:
        yield from _repetitions(unit, texts, seen)


def _text(segment: etree._Element) -> str:
    try:
        return flat_text(segment)
    except ValueError:  # an unknown entity, which has its own finding
        return "".join(str(part) for part in segment.itertext())


def _language_problems(variant: etree._Element) -> Iterator[Problem]:
    code = variant.get(XML_LANG)
    if code is None:
        yield _error(line_of(variant), "<tuv> without the required attribute xml:lang")
    elif problem := language_problem(code):
        yield _error(line_of(variant), problem)


def _date_problems(element: etree._Element) -> Iterator[Problem]:
    for name in _DATES:
        value = element.get(name)
        if value is not None and read_tmx_date(value) is None:
            message = f"{name} {value!r} is not of the form YYYYMMDDThhmmssZ"
            yield _error(line_of(element), message)


def _entity_problems(segment: etree._Element) -> Iterator[Problem]:
    for node in segment.iter():
        if name := entity_name(node):
            yield _error(line_of(segment), f"entity &{name}; is not declared")


def _pairing_problems(segment: etree._Element) -> Iterator[Problem]:
    """Every bpt has one ept with its ``i``, and every ``i`` is there once (TMX 1.4b, bpt)."""
    line = line_of(segment)
    codes = {
        name: Counter(node.get("i", "") for node in segment.iter() if local_name(node) == name)
        for name in ("bpt", "ept")
    }
    for name, counter in codes.items():
        for number, count in counter.items():
            if count > 1:
                yield _error(line, f"<{name} i={number!r}> stands {count} times in a segment")
    for number in sorted(codes["bpt"].keys() ^ codes["ept"].keys()):
        name, other = ("bpt", "ept") if number in codes["bpt"] else ("ept", "bpt")
        yield _error(line, f"<{name} i={number!r}> has no <{other}>")


def _text_problems(text: str, line: int) -> Iterator[Problem]:
    if not text.strip():
        yield _error(line, "empty segment: tools delete the sentence from their output")
        return
    if text != text.strip():
        yield _warning(line, "white space at the edge of a segment prevents exact matches")
    if re.search(r"[\n\t]", text):
        yield _warning(line, "a line break or tab in a segment prevents exact matches")
    if len(text) > LONGEST_SIDE:
        yield _warning(
            line,
            f"{len(text):,} characters in a segment: cloud memories refuse more than "
            f"{LONGEST_SIDE:,}",
        )


def _repetitions(unit: etree._Element, texts: list[str], seen: _Seen) -> Iterator[Problem]:
    line = line_of(unit)
    if key := unit.get("tuid"):
        first = seen.ids.setdefault(key, line)
        if first != line:
            yield _warning(line, f"tuid {key!r} is also that of line {first}")
    source = _digest(texts[0])
    first = seen.units.setdefault(_digest("\0".join(texts)), line)
    other = seen.sources.setdefault(source, line)
    if first != line:
        yield _warning(line, f"the same unit as in line {first}")
    elif other != line:
        message = f"the source of line {other} with another translation: tools use the last"
        yield _warning(line, message)


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode(), digest_size=12).digest()
