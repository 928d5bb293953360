"""The types of the term base: entries, and their occurrences in a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Policy(StrEnum):
    """How binding an entry is: enforced, counted only, or copied from the source."""

    HARD = "hard"
    SOFT = "soft"
    DO_NOT_TRANSLATE = "do-not-translate"


@dataclass(frozen=True, slots=True)
class TermEntry:
    """One concept. ``source`` is the Russian term in its lemma form.

    ``targets`` are the admissible English forms, the preferred one first;
    ``forbidden`` are English forms that must not stand for this term.
    ``origin`` is where the pair stands; ``line`` is its place in the file, or 0.
    """

    id: str
    source: str
    targets: tuple[str, ...]
    forbidden: tuple[str, ...] = ()
    policy: Policy = Policy.HARD
    part_of_speech: str = ""
    domain: str = ""
    note: str = ""
    origin: str = ""
    line: int = 0

    @property
    def preferred(self) -> str:
        """The English form that is used where nothing else decides."""
        return self.targets[0]

    @property
    def binding(self) -> bool:
        """Whether the draft must hold one of the targets: hard, or copied from the source."""
        return self.policy is not Policy.SOFT


@dataclass(frozen=True, slots=True)
class TermMatch:
    """An occurrence of an entry: ``text[start:end] == surface`` in the Russian sentence.

    ``plural`` is True or False where the Russian form tells the number, else None.
    ``nested`` are the occurrences of binding entries inside one that is only counted: they
    are due where the English of the longer term does not stand
    (:func:`.accounting.due`).
    """

    entry: TermEntry
    start: int
    end: int
    surface: str
    plural: bool | None = field(default=None)
    nested: tuple[TermMatch, ...] = ()
