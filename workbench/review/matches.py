"""The translation memory as the desk and the drafting job ask it."""

from __future__ import annotations

from typing import Any, Literal

from workbench.review.detail import Detail
from workbench.review.drafting import MEMORY, Filling
from workbench.review.memory import Match, Origin, TranslationMemory

LIMIT = 5
ORIGIN = "memory"


class DeskMemory:
    """Matches and concordance in the form in which the pages show them."""

    def __init__(self, memory: TranslationMemory) -> None:
        self._memory = memory

    def matches(self, source: str, *, exclude_row: int | None = None) -> list[dict[str, Any]]:
        """The best matches of a Russian text, but for the pair that comes from ``exclude_row``."""
        found = self._memory.search(source, limit=LIMIT + 1)
        kept = [
            match for match in found if exclude_row is None or match.origin.row_id != exclude_row
        ]
        return [_match(match) for match in kept[:LIMIT]]

    def concordance(self, text: str, language: str) -> list[dict[str, Any]]:
        """Where a phrase occurs, with its spans on the side that was searched."""
        side: Literal["ru", "en"] = "ru" if language == "ru" else "en"
        spans = "source_spans" if side == "ru" else "target_spans"
        return [
            {
                "source": hit.source,
                "target": hit.target,
                "place": hit.place.value,
                "origin": said(hit.origin),
                spans: [list(span) for span in hit.spans],
            }
            for hit in self._memory.concordance(text, language=side)
        ]

    def fill(self, text: str, fill_from: int) -> Filling | None:
        """The text that stands as the draft where a match is good enough."""
        match = self._memory.best(text, fill_from=fill_from)
        if match is None:
            return None
        warnings = [] if match.score >= 100 and not match.fixed else [_changed(match)]
        detail = Detail(
            origin=f"{ORIGIN}: {match.score} % {said(match.origin)}",
            warnings=warnings,
            confidence=min(1.0, match.score / 100),
        )
        return Filling(match.target, detail, MEMORY)


def said(origin: Origin) -> str:
    """Where a pair is from, in a few words."""
    who = origin.creator if origin.kind == "project" else ""
    return " · ".join(part for part in (origin.memory, origin.document, who) if part)


def _match(match: Match) -> dict[str, Any]:
    return {
        "score": match.score,
        "source": match.source,
        "target": match.target,
        "origin": said(match.origin),
        "fixed": [f"{fix.was} → {fix.now}" for fix in match.fixed],
        "unfixed": list(match.unfixed),
        "diff": [
            {"kind": change.change.value, "start": change.start, "end": change.end}
            for change in match.differences
        ],
    }


def _changed(match: Match) -> str:
    if match.fixed:
        put = ", ".join(f"{fix.was} → {fix.now}" for fix in match.fixed)
        return f"from the memory at {match.score} %, numbers put right: {put}"
    return f"from the memory at {match.score} %"
