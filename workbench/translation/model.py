"""What drafting gives: a draft with its confidence, word links and term account."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from workbench.terminology.model import TermMatch


class TermStatus(StrEnum):
    """How an occurrence of a term came out."""

    FREE = "free"
    FORCED = "forced"
    UNSATISFIED = "unsatisfied"


@dataclass(frozen=True, slots=True)
class TermAccount:
    """What became of one occurrence of a term in the draft.

    ``variant`` is the English form that stands in the draft and ``start``/``end`` its
    character span there (-1 where there is none); ``reason`` says why an unsatisfied
    one is so; ``cost`` is the loss in log-probability (nats a target token, >= 0)
    against the free draft; ``review`` asks a person to look.
    """

    match: TermMatch
    status: TermStatus
    variant: str = ""
    start: int = -1
    end: int = -1
    reason: str = ""
    cost: float = 0.0
    review: bool = False


@dataclass(frozen=True, slots=True)
class WordLink:
    """A link between a Russian and an English word, as character spans on both sides."""

    source_start: int
    source_end: int
    target_start: int
    target_end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Draft:
    """The machine's English for one segment.

    ``score`` is the mean token log-probability (nats); ``confidence`` is calibrated,
    0 to 1; ``warnings`` say what a person should look at first.
    """

    text: str
    score: float
    confidence: float
    terms: tuple[TermAccount, ...] = ()
    links: tuple[WordLink, ...] = ()
    warnings: tuple[str, ...] = ()
