"""New term base entries that corrections suggest: the same change for the same Russian phrase."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from workbench.review.detail import Detail, read_detail
from workbench.review.statistics.corrections import Correction, corrections_of
from workbench.review.statistics.rows import FigureRow
from workbench.review.tables import RowRecord
from workbench.review.workspace import Workspace
from workbench.terminology import TermBase

LEAST_ROWS = 3
"""Rows in which the same correction must have been made."""
LONGEST_PHRASE = 6
_RUSSIAN = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.I)
_EDGES = " .,;:!?()[]«»“”\"'–—-"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry to add: ``source`` in its dictionary form, ``before`` what drafts had.

    ``rows`` are those in which reviewers wrote ``target`` instead.
    """

    source: str
    target: str
    before: str
    rows: tuple[int, ...]


def suggestions(
    workspace: Workspace, rows: Sequence[FigureRow], base: TermBase
) -> list[Suggestion]:
    """Return what corrections in at least three rows suggest and ``base`` does not have yet.

    The Russian phrase of a correction is what the word links of the draft point to.
    """
    groups: defaultdict[tuple[str, str], list[tuple[str, Correction]]] = defaultdict(list)
    for row, detail in _with_links(workspace, rows):
        for correction in corrections_of(row):
            phrase = linked_phrase(row.source, detail, correction)
            target = correction.after.strip(_EDGES)
            if phrase and target:
                source, target = entry_of(phrase, target)
                groups[source, target.casefold()].append((target, correction))
    known = {
        (entry.source.casefold(), form.casefold())
        for entry in base.entries
        for form in entry.targets
    }
    found = [
        _suggestion(source, group)
        for (source, target), group in groups.items()
        if (source, target) not in known
    ]
    often = [one for one in found if len(one.rows) >= LEAST_ROWS]
    return sorted(often, key=lambda one: (-len(one.rows), one.source))


def linked_phrase(source: str, detail: Detail, correction: Correction) -> str:
    """The Russian words that the corrected phrase of a draft translates; empty if unclear."""
    spans = [
        (link[0], link[1])
        for link in detail.links
        if link[2] < correction.end and link[3] > correction.start
    ]
    if not spans:
        return ""
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    phrase = source[start:end].strip(_EDGES)
    words = phrase.split()
    plain = bool(words) and all(_RUSSIAN.fullmatch(word) for word in words)
    return phrase if plain and len(words) <= LONGEST_PHRASE else ""


def entry_of(phrase: str, english: str) -> tuple[str, str]:
    """Return a corrected pair as an entry has it: a noun phrase in the nominative singular.

    The head and what agrees before it are inflected, what follows (genitives and the like)
    stays. Where the Russian head was a plural, a plural head of the English becomes
    singular too. A phrase without a noun becomes the dictionary form of its words.
    """
    from workbench.terminology.english import has_plural_head, other_number
    from workbench.terminology.morphology import analyser

    words = phrase.lower().split()
    parses = [analyser().parse(word)[0] for word in words]
    place = next((i for i, parse in enumerate(parses) if parse.tag.POS == "NOUN"), None)
    if place is None:
        return " ".join(parse.normal_form for parse in parses), english
    head = parses[place]
    singular = head.inflect({"nomn", "sing"})
    wanted = {"nomn"} | ({"sing", head.tag.gender} if singular else {"plur"})
    forms = []
    for parse, word in zip(parses[:place], words, strict=False):
        agrees = parse.tag.POS in ("ADJF", "PRTF")
        inflected = parse.inflect(wanted - {None}) if agrees else None
        forms.append(inflected.word if inflected else word)
    found = singular or head.inflect({"nomn", "plur"})
    forms.append(found.word if found else words[place])
    if singular and head.tag.number == "plur" and has_plural_head(english):
        english = next(iter(other_number(english)), english)
    return " ".join([*forms, *words[place + 1 :]]), english


def _suggestion(source: str, group: Iterable[tuple[str, Correction]]) -> Suggestion:
    pairs = list(group)
    target = Counter(target for target, _ in pairs).most_common(1)[0][0]
    before = Counter(correction.before for _, correction in pairs).most_common(1)[0][0]
    return Suggestion(
        source, target, before, tuple(dict.fromkeys(correction.row for _, correction in pairs))
    )


def _with_links(
    workspace: Workspace, rows: Sequence[FigureRow]
) -> Iterator[tuple[FigureRow, Detail]]:
    """The corrected rows with their details, read in parts."""
    corrected = {row.id: row for row in rows if row.corrected}
    identities = list(corrected)
    with workspace.reading() as session:
        for start in range(0, len(identities), 500):
            part = identities[start : start + 500]
            query = select(RowRecord.id, RowRecord.detail).where(RowRecord.id.in_(part))
            for identity, detail in session.execute(query):
                yield corrected[identity], read_detail(detail)
