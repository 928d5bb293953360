"""What is wrong with a term base: contradictions, clashes, terms that cannot work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from workbench.terminology.base import TermBase
from workbench.terminology.matching import Matcher
from workbench.terminology.model import Policy, TermEntry
from workbench.terminology.pattern import compile_source
from workbench.terminology.tokens import NUMBER_SLOT, tokenize
from workbench.terminology.variants import english_forms, find_forms, forbidden_forms

MAX_TARGET_WORDS = 40
"""Longer targets leave a decoder hardly room for the rest of the sentence."""


class Problem(StrEnum):
    """The kinds of findings; the first four are errors, the others warnings."""

    CLASH = "clash"
    NEVER_MATCHES = "never matches"
    CONTRADICTION = "hard and forbidden"
    UNKNOWN_PIECES = "cannot be written"
    DUPLICATE = "duplicate"
    TOO_LONG = "too long"
    FORBIDDEN_INSIDE = "forbidden inside preferred"
    NUMBER_SLOT = "number slot"


_ERRORS = frozenset(
    {Problem.CLASH, Problem.NEVER_MATCHES, Problem.CONTRADICTION, Problem.UNKNOWN_PIECES}
)


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of one entry; ``line`` is its place in the file, or 0."""

    problem: Problem
    entry: TermEntry
    message: str

    @property
    def is_error(self) -> bool:
        """Whether the entry cannot do what it says; warnings only deserve a look."""
        return self.problem in _ERRORS

    @property
    def line(self) -> int:
        """The line of the entry in its file, or 0."""
        return self.entry.line


def check_term_base(
    base: TermBase, *, can_write: Callable[[str], bool] | None = None
) -> list[Finding]:
    """All findings, errors first, then by line.

    ``can_write`` says whether a model can write an English form (no unknown pieces);
    without it that check is left out.
    """
    findings = [*_same_source(base.entries), *_never_match(base)]
    for entry in base.entries:
        findings.extend(_check_entry(entry, can_write))
    return sorted(findings, key=lambda finding: (not finding.is_error, finding.line))


def _check_entry(entry: TermEntry, can_write: Callable[[str], bool] | None) -> Iterator[Finding]:
    for form in entry.forbidden:
        if form not in forbidden_forms(entry):
            yield Finding(
                Problem.CONTRADICTION, entry, f"{form!r} is both admissible and forbidden"
            )
        elif len(form) < len(entry.preferred) and find_forms(entry.preferred, [form]):
            yield Finding(
                Problem.FORBIDDEN_INSIDE,
                entry,
                f"{form!r} stands inside {entry.preferred!r} and will not count there",
            )
    slots = entry.source.count(NUMBER_SLOT)
    for form in entry.targets:
        if len(form.split()) > MAX_TARGET_WORDS:
            yield Finding(Problem.TOO_LONG, entry, f"{form[:60]!r}… has {len(form.split())} words")
        if form.count(NUMBER_SLOT) > slots:
            message = f"{form!r} has more number slots than {entry.source!r}"
            yield Finding(Problem.NUMBER_SLOT, entry, message)
        if can_write is not None and not can_write(form.replace(NUMBER_SLOT, "1")):
            message = f"the model has no pieces for {form!r}, so it cannot be enforced"
            yield Finding(Problem.UNKNOWN_PIECES, entry, message)


def _same_source(entries: Sequence[TermEntry]) -> Iterator[Finding]:
    """Entries that stand for the same Russian words, whatever their inflection."""
    groups: defaultdict[object, list[TermEntry]] = defaultdict(list)
    for entry in entries:
        patterns = compile_source(entry.source, entry.part_of_speech)
        if patterns:
            groups[patterns[0].steps].append(entry)
    for group in groups.values():
        first = group[0]
        for other in group[1:]:
            where = f"the entry of line {first.line}" if first.line else f"the entry {first.id}"
            hard = first.policy is Policy.HARD and other.policy is Policy.HARD
            if hard and not set(english_forms(first)) & set(english_forms(other)):
                message = f"{first.preferred!r} in {where}, {other.preferred!r} here, both hard"
                yield Finding(Problem.CLASH, other, message)
            else:
                yield Finding(Problem.DUPLICATE, other, f"the same Russian term as {where}")


def _never_match(base: TermBase) -> Iterator[Finding]:
    """Entries without a word, and those whose own text another entry takes."""
    matcher = Matcher(base)
    silent = {entry.id for entry in matcher.silent}
    for entry in base.entries:
        if entry.id in silent:
            yield Finding(Problem.NEVER_MATCHES, entry, f"{entry.source!r} has no word to look for")
            continue
        text = entry.source.replace(NUMBER_SLOT, "98")
        words = tokenize(text)
        begin, end = words[0].start, words[-1].end
        if not any(found.start <= begin and found.end >= end for found in matcher.match(text)):
            message = f"{entry.source!r} is not found even in its own text"
            yield Finding(Problem.NEVER_MATCHES, entry, message)
