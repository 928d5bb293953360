"""Reading TBX: TBX-Basic of ISO 30042:2019 in DCA or DCT style, and of TBX v2 (martif).

One concept is one entry. The mapping, which :mod:`.tbx_writing` writes:

============================================  =======================================
``TermEntry``                                 TBX
============================================  =======================================
``id``                                        ``id`` of ``conceptEntry`` (``termEntry``)
``source``                                    the term of the ``ru`` language section
``targets[0]``                                ``administrativeStatus`` preferredTerm
``targets[1:]``                               ``administrativeStatus`` admittedTerm, or none
``forbidden``                                 deprecatedTerm or supersededTerm
``domain``                                    ``subjectField``
``part_of_speech``                            ``partOfSpeech`` (and ``termType``) of the ru term
``policy``                                    a ``note`` of the concept: ``policy: hard``
``note``                                      the other ``note`` elements of the concept
``origin``                                    ``source`` of the concept (``admin``), or ``xref``
============================================  =======================================

Status values are read with and without the suffix ``-admn-sts`` of TBX v2. What has no
place in this mapping (definitions, contexts, other languages) is passed over and reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from workbench.errors import TermBaseError
from workbench.terminology.assembly import Assembly
from workbench.terminology.base import TermBase

if TYPE_CHECKING:
    from lxml import etree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
POLICY_NOTE = "policy:"

# TBX-Basic's closed lists against the freer names of a term base: (partOfSpeech, termType).
PARTS_OF_SPEECH = {
    "noun phrase": ("noun", "phrase"),
    "proper name": ("properNoun", ""),
    "phrase": ("other", "phrase"),
}
_FROM_TBX = {value: key for key, value in PARTS_OF_SPEECH.items()}

_CONCEPTS = ("conceptEntry", "termEntry")
_ROOTS = ("tbx", "martif")
_LANGUAGES = ("langSec", "langSet")
_TERMS = ("termSec", "tig", "ntig")
_GENERIC = frozenset({"admin", "descrip", "termNote", "xref", "ref", "adminNote", "descripNote"})
_FORBIDDEN = ("deprecatedTerm", "supersededTerm")


@dataclass
class _Term:
    text: str
    status: str
    part_of_speech: str


@dataclass
class _Concept:
    """The parts of one concept that the mapping knows."""

    policy: str = ""
    domain: str = ""
    notes: list[str] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    terms: dict[str, list[_Term]] = field(default_factory=dict)


def read_tbx(path: Path) -> TermBase:
    """Read a TBX file in flat memory: no entities, no network, libxml2's limits on.

    Raises TermBaseError with line and column where the XML is malformed.
    """
    assembly = Assembly(path)
    ignored: Counter[str] = Counter()
    for element in _concepts(path):
        place = f"line {element.sourceline}"
        _add(assembly, _read_concept(element, ignored), element, place)
    for name, count in ignored.items():
        assembly.skip("whole file", f"{count} × {name} has no place in a term base entry")
    return assembly.finish()


def _add(assembly: Assembly, concept: _Concept, element: etree._Element, place: str) -> None:
    russian = [term for term in concept.terms.get("ru", ()) if term.text]
    english = [term for term in concept.terms.get("en", ()) if term.text]
    forbidden = [term.text for term in english if term.status in _FORBIDDEN]
    targets = [term.text for term in english if term.status not in _FORBIDDEN]
    preferred = [term.text for term in english if term.status == "preferredTerm"]
    if not russian or not targets:
        missing = "Russian" if not russian else "admissible English"
        assembly.skip(place, f"the concept {element.get('id') or ''} has no {missing} term")
        return
    for number, term in enumerate(russian):
        identifier = element.get("id") or ""
        assembly.add(
            place=place,
            line=cast("int", element.sourceline),
            source=term.text,
            targets=list(dict.fromkeys(preferred + targets)),
            forbidden=forbidden,
            policy=concept.policy,
            identifier=f"{identifier}-{number + 1}" if identifier and number else identifier,
            part_of_speech=term.part_of_speech,
            domain=concept.domain,
            note="\n".join(concept.notes),
            origin="; ".join(concept.origins),
            columns=("ru term", "en term", "policy note"),
        )


def _read_concept(element: etree._Element, ignored: Counter[str]) -> _Concept:
    concept = _Concept()
    for child in _descendants(element):
        name, value = _category(child), _text(child)
        if _local(child) in _LANGUAGES:
            language = (child.get(XML_LANG) or child.get("lang") or "").partition("-")[0].lower()
            terms = [term for section in child.iter() if (term := _read_term(section, ignored))]
            if language in ("ru", "en"):
                concept.terms.setdefault(language, []).extend(terms)
            else:
                ignored[f"language {language or '(none)'}"] += 1
        elif name == "subjectField":
            concept.domain = value
        elif name == "note" and value.lower().startswith(POLICY_NOTE):
            concept.policy = value[len(POLICY_NOTE) :].strip().lower()
        elif name == "note":
            concept.notes.append(value)
        elif name in ("source", "externalCrossReference", "xref"):
            concept.origins.append(value or child.get("target") or "")
        elif name and value and not name.endswith("Grp"):
            ignored[name] += 1
    return concept


def _read_term(section: etree._Element, ignored: Counter[str]) -> _Term | None:
    """The term of a termSec, tig or ntig; None for any other element."""
    if _local(section) not in _TERMS:
        return None
    texts: list[str] = []
    notes: dict[str, str] = {}
    for child in section.iter():
        if _local(child) == "term":
            texts.append(_text(child))
        elif child is not section and (name := _category(child)):
            notes[name] = _text(child)
    for name in notes.keys() - {"administrativeStatus", "partOfSpeech", "termType", "termGrp"}:
        ignored[f"{name} of a term"] += 1
    part, kind = notes.get("partOfSpeech", ""), notes.get("termType", "")
    return _Term(
        text=texts[0] if texts else "",
        status=notes.get("administrativeStatus", "").removesuffix("-admn-sts"),
        part_of_speech=_FROM_TBX.get((part, kind), part),
    )


def _descendants(element: etree._Element) -> Iterator[etree._Element]:
    """The children of a concept, with those of its groups, without those of languages."""
    for child in element:
        yield child
        if _local(child).endswith("Grp"):
            yield from _descendants(child)


def _category(element: etree._Element) -> str:
    """The data category: the type of a generic element (DCA), or a name of its own (DCT)."""
    name = _local(element)
    return element.get("type") or name if name in _GENERIC else name


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _text(element: etree._Element) -> str:
    return " ".join("".join(cast("Iterator[str]", element.itertext("*"))).split())


def _concepts(path: Path) -> Iterator[etree._Element]:
    """Each finished concept, emptied when the next one is asked for."""
    from lxml import etree

    try:
        with path.open("rb") as stream:
            _, root = next(_events(stream, "start"))
            _require_root(root, path)
        with path.open("rb") as stream:
            for _, element in _events(stream, "end", [f"{{*}}{name}" for name in _CONCEPTS]):
                _require_no_entities(element, path)
                yield element
                _forget(element)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise TermBaseError(
            f"is not well-formed XML: {error.msg or 'the file is empty'}",
            file=path,
            place=f"line {line or 1}, column {column or 1}",
            remedy="Repair that place, or export the file again from the tool that made it.",
        ) from error
    except OSError as error:
        raise TermBaseError(
            f"cannot be read ({error.strerror or error})",
            file=path,
            remedy="Check the path and your rights.",
        ) from error


def _events(
    stream: IO[bytes], event: str, tags: list[str] | None = None
) -> Iterator[tuple[str, etree._Element]]:
    from lxml import etree

    yield from etree.iterparse(
        stream,
        events=(event,),
        tag=tags,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )


def _require_root(root: etree._Element, path: Path) -> None:
    if _local(root) not in _ROOTS:
        raise TermBaseError(
            f"the root element is <{_local(root)}>, not <tbx> or <martif>",
            file=path,
            place=f"line {root.sourceline}, column 1",
            remedy="Choose a TBX file, or convert the term base to TBX, CSV or TSV.",
        )


def _require_no_entities(element: etree._Element, path: Path) -> None:
    from lxml import etree

    entity = next(element.iter(etree.Entity), None)
    if entity is not None:
        raise TermBaseError(
            f"the entity {entity.text} is not expanded, for safety",
            file=path,
            place=f"line {element.sourceline}",
            remedy="Write the character itself in its place.",
        )


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
