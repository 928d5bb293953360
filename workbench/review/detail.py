"""What drafting knows of a row besides the text: word links, terms, warnings.

Offsets are characters in the joined source and in the draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from workbench.translation.model import Draft, TermAccount, TermStatus

Offset = Annotated[int, Field(ge=-1)]
Link = tuple[Offset, Offset, Offset, Offset, float]
_SHORT = Annotated[str, Field(max_length=2_000)]
_CONFIG = ConfigDict(extra="ignore")


@dataclass(frozen=True, slots=True)
class TermDetail:
    """A :class:`workbench.translation.TermAccount` as it is stored."""

    __pydantic_config__ = _CONFIG

    surface: _SHORT
    preferred: _SHORT
    policy: _SHORT
    status: TermStatus
    variant: _SHORT = ""
    forms: Annotated[list[_SHORT], Field(max_length=100)] = field(default_factory=list)
    source_start: Offset = -1
    source_end: Offset = -1
    start: Offset = -1
    end: Offset = -1
    reason: _SHORT = ""
    cost: float = 0.0
    review: bool = False


@dataclass(frozen=True, slots=True)
class Detail:
    """The detail of a row; ``origin`` says where the text is from when not from the model."""

    __pydantic_config__ = _CONFIG

    links: Annotated[list[Link], Field(max_length=20_000)] = field(default_factory=list)
    terms: Annotated[list[TermDetail], Field(max_length=1_000)] = field(default_factory=list)
    warnings: Annotated[list[_SHORT], Field(max_length=100)] = field(default_factory=list)
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    score: float | None = None
    origin: _SHORT = ""

    def as_dict(self) -> dict[str, Any]:
        """The form in the database."""
        return dict(_ADAPTER.dump_python(self, mode="json"))

    @property
    def doubts(self) -> int:
        """How many things in it ask a person to look."""
        binding = (term for term in self.terms if term.policy != "soft")
        missing = sum(term.status is TermStatus.UNSATISFIED for term in binding)
        return len(self.warnings) + missing + sum(term.review for term in self.terms)

    @property
    def forced(self) -> int:
        """How many terms the model would not have written by itself."""
        return sum(term.status is TermStatus.FORCED for term in self.terms)


_ADAPTER = TypeAdapter(Detail)


def read_detail(stored: dict[str, Any]) -> Detail:
    """The detail as it was stored by ``as_dict``."""
    return _ADAPTER.validate_python(stored or {})


def sane_detail(given: dict[str, Any], source: str, target: str) -> Detail:
    """What is right in a detail from outside; nothing of it where a field has a wrong type."""
    try:
        found = _ADAPTER.validate_python(given)
    except ValidationError:
        return Detail()
    return reframe(found, source=(0, len(source)), target=(0, len(target)))


def detail_of(draft: Draft) -> Detail:
    """The detail of a draft."""
    return Detail(
        links=[
            (link.source_start, link.source_end, link.target_start, link.target_end, link.weight)
            for link in draft.links
        ],
        terms=[_term(account) for account in draft.terms],
        warnings=list(draft.warnings),
        confidence=draft.confidence,
        score=draft.score,
    )


def reframe(detail: Detail, *, source: tuple[int, int], target: tuple[int, int]) -> Detail:
    """What of ``detail`` lies in these spans of both texts, counted from their starts.

    A negative start shifts everything to the right.
    """
    links = [
        (s0 - source[0], s1 - source[0], t0 - target[0], t1 - target[0], weight)
        for s0, s1, t0, t1, weight in detail.links
        if _inside((s0, s1), source) and _inside((t0, t1), target)
    ]
    terms = [
        _moved(term, source, target)
        for term in detail.terms
        if _inside((term.source_start, term.source_end), source)
    ]
    return Detail(links, terms, detail.warnings, detail.confidence, detail.score, detail.origin)


def combined(details: Sequence[Detail]) -> Detail:
    """Details that are already in one frame, as one; the least confidence counts."""
    confidences = [d.confidence for d in details if d.confidence is not None]
    scores = [d.score for d in details if d.score is not None]
    return Detail(
        [link for detail in details for link in detail.links],
        [term for detail in details for term in detail.terms],
        list(dict.fromkeys(warning for detail in details for warning in detail.warnings)),
        min(confidences, default=None),
        min(scores, default=None),
        details[0].origin if details else "",
    )


def present_links(detail: Detail, draft: str, target: str) -> list[list[float]]:
    """The links of a draft in the text that it has become: those of words still there."""
    if draft == target:
        return [list(link) for link in detail.links]
    blocks = SequenceMatcher(None, draft, target, autojunk=False).get_matching_blocks()
    found = []
    for s0, s1, t0, t1, weight in detail.links:
        for block in blocks:
            if block.a <= t0 and t1 <= block.a + block.size:
                shift = block.b - block.a
                found.append([s0, s1, t0 + shift, t1 + shift, weight])
    return found


def _term(account: TermAccount) -> TermDetail:
    entry = account.match.entry
    return TermDetail(
        surface=account.match.surface,
        preferred=entry.preferred,
        policy=str(entry.policy),
        status=account.status,
        variant=account.variant,
        forms=list(entry.targets),
        source_start=account.match.start,
        source_end=account.match.end,
        start=account.start,
        end=account.end,
        reason=account.reason,
        cost=account.cost,
        review=account.review,
    )


def _moved(term: TermDetail, source: tuple[int, int], target: tuple[int, int]) -> TermDetail:
    there = term.start >= 0 and _inside((term.start, term.end), target)
    return replace(
        term,
        source_start=term.source_start - source[0],
        source_end=term.source_end - source[0],
        start=term.start - target[0] if there else -1,
        end=term.end - target[0] if there else -1,
    )


def _inside(span: tuple[int, int], frame: tuple[int, int]) -> bool:
    return frame[0] <= span[0] <= span[1] <= frame[1]
