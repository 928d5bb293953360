"""From the English of a unit to the draft of a segment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from workbench.translation.clauses import rejoin
from workbench.translation.confidence import Confidence, features
from workbench.translation.constraints.stand_ins import apply_swaps
from workbench.translation.free_pass import Hypothesis
from workbench.translation.links import word_links
from workbench.translation.model import Draft, TermAccount, WordLink
from workbench.translation.normalise import Normalised, passes_through, tidy_quotes
from workbench.translation.pieces import UNKNOWN, UNKNOWN_MARK, Pieces
from workbench.translation.repair import Edit, repair_literals
from workbench.translation.units import Unit, UnitDraft

_EMPTY = "the model has no word for this; it is left as it was"
_UNKNOWN = re.compile(rf"\s*{UNKNOWN_MARK}\s*")


def finish(unit: Unit, draft: UnitDraft, pieces: Pieces, confidence: Confidence) -> Draft:
    """Put literals right and return the draft, with source spans in the segment's own text."""
    hypothesis = draft.hypothesis
    text, spans = pieces.decode_spans(hypothesis.pieces)
    text = apply_swaps(text, draft.swaps)
    links = word_links(unit.source.text, unit.pieces, text, spans, hypothesis.attention)
    filled, fillings = _fill_unknown(tidy_quotes(text), unit, hypothesis)
    moved = [_follow(link, fillings) for link in links]
    repaired, repairs, warnings = repair_literals(unit.source.text, filled, moved)
    edits = (*fillings, *repairs)
    if unit.lead:
        repaired = unit.lead + repaired
        edits = (*edits, Edit(0, 0, len(unit.lead)))
    if not repaired.strip():
        repaired, warnings = unit.source.text, (*warnings, _EMPTY)
    row = features(hypothesis.token_scores, hypothesis.attention, len(unit.pieces))
    return Draft(
        text=repaired,
        score=hypothesis.score,
        confidence=round(confidence(row), 3),
        terms=tuple(_place_term(term, unit.source, edits) for term in draft.terms),
        links=tuple(_place_link(link, unit.source, edits) for link in links),
        warnings=(*draft.warnings, *warnings),
    )


def join(parts: Sequence[tuple[Unit, Draft]]) -> Draft:
    """Join the drafts of a segment's units into one, target spans moved accordingly."""
    drafts = [draft for _, draft in parts]
    if len(drafts) == 1:
        return drafts[0]
    text, starts = rejoin([unit.source.text for unit, _ in parts], [d.text for d in drafts])
    weights = [max(1, len(draft.text)) for draft in drafts]
    return Draft(
        text=text,
        score=sum(d.score * w for d, w in zip(drafts, weights, strict=True)) / sum(weights),
        confidence=min(draft.confidence for draft in drafts),
        terms=tuple(
            _shift_term(term, start)
            for draft, start in zip(drafts, starts, strict=True)
            for term in draft.terms
        ),
        links=tuple(
            replace(
                link,
                target_start=link.target_start + start,
                target_end=link.target_end + start,
            )
            for draft, start in zip(drafts, starts, strict=True)
            for link in draft.links
        ),
        warnings=(
            f"longer than the model takes: drafted in {len(drafts)} parts",
            *(warning for draft in drafts for warning in draft.warnings),
        ),
    )


def _fill_unknown(text: str, unit: Unit, hypothesis: Hypothesis) -> tuple[str, list[Edit]]:
    """Put in, for each ``<unk>`` of the draft, the source text that it attends to most.

    A character outside the vocabulary (@, a Greek letter) is copied with the spaces it
    has in the source; for Cyrillic nothing is put in.
    """
    edits: list[Edit] = []
    unknown = (index for index, piece in enumerate(hypothesis.pieces) if piece == UNKNOWN)
    place = 0
    for index in unknown:
        match = _UNKNOWN.search(text, place)
        if match is None:
            break
        new = _origin(unit, hypothesis.attention[index])
        if match.start() == 0:
            new = new.lstrip()
        text = text[: match.start()] + new + text[match.end() :]
        edits.append(Edit(match.start(), match.end(), len(new)))
        place = match.start() + len(new)
    return text, edits


def _origin(unit: Unit, attention: Sequence[float]) -> str:
    row = attention[: len(unit.pieces)]
    source = unit.source.text
    piece = unit.pieces[max(range(len(row)), key=lambda column: row[column])]
    surface = source[piece.start : piece.end]
    if not passes_through(surface):
        return " "
    before = " " if source[: piece.start][-1:].isspace() else ""
    after = " " if source[piece.end : piece.end + 1].isspace() else ""
    return before + surface + after


def _place_term(term: TermAccount, source: Normalised, edits: Sequence[Edit]) -> TermAccount:
    start, end = source.original(term.match.start, term.match.end)
    match = replace(term.match, start=start, end=end)
    if term.start < 0:
        return replace(term, match=match)
    target = _after((term.start, term.end), edits)
    return replace(term, match=match, start=target[0], end=target[1])


def _place_link(link: WordLink, source: Normalised, edits: Sequence[Edit]) -> WordLink:
    start, end = source.original(link.source_start, link.source_end)
    return replace(_follow(link, edits), source_start=start, source_end=end)


def _follow(link: WordLink, edits: Sequence[Edit]) -> WordLink:
    start, end = _after((link.target_start, link.target_end), edits)
    return replace(link, target_start=start, target_end=end)


def _after(span: tuple[int, int], edits: Sequence[Edit]) -> tuple[int, int]:
    for edit in edits:
        span = edit.move(span)
    return span


def _shift_term(term: TermAccount, shift: int) -> TermAccount:
    if term.start < 0:
        return term
    return replace(term, start=term.start + shift, end=term.end + shift)
