"""From a search's tokens to a result: text, spans, and what became of each constraint."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from workbench.translation.constraints.beam import Found
from workbench.translation.constraints.model import (
    ConstrainedResult,
    ConstrainedSegment,
    ConstraintReport,
    Outcome,
    Reason,
)
from workbench.translation.constraints.plan import Plan
from workbench.translation.constraints.vocabulary import Vocabulary
from workbench.translation.pieces import Piece


def make_result(
    segment: ConstrainedSegment,
    plan: Plan,
    found: Found | None,
    vocabulary: Vocabulary,
    *,
    rung: int = 0,
) -> ConstrainedResult:
    """Account for every constraint of ``segment`` on the text itself."""
    if found is None:
        found = Found((), np.zeros(1), np.zeros(1), np.zeros((1, 1), dtype=np.float32))
    pieces = vocabulary.pieces
    names = tuple(vocabulary.names[token] for token in found.tokens)
    text, spans = pieces.decode_spans(names)
    matches = plan.automaton.matches(text)
    taken = assign(plan, [match for match in matches if plan.bits[match[0]]])
    source = pieces.encode(segment.source)
    reports = []
    for index, constraint in enumerate(segment.constraints):
        if index not in taken:
            fallback = Reason.CONFLICT_IN_TEXT if constraint.hard else Reason.SOFT_POLICY
            reason = plan.refused.get(index, fallback)
            reports.append(ConstraintReport(Outcome.UNSATISFIED, reason=reason))
            continue
        start, end = taken[index]
        rows = [row for row, span in enumerate(spans) if span.start < end and start < span.end]
        reports.append(
            ConstraintReport(
                Outcome.SATISFIED,
                form=text[start:end],
                start=start,
                end=end,
                cost=float(found.losses[rows].mean()) if rows else 0.0,
                attention=_mass(found.attention, rows, source, constraint.span),
            )
        )
    asked = sum(1 for match in matches if plan.bits[match[0]])
    return ConstrainedResult(
        text=text,
        pieces=names,
        score=float(found.logs.sum()),
        token_scores=tuple(map(float, found.logs)),
        reports=tuple(reports),
        attention=found.attention[:, : len(source) + 1],
        violated=tuple(text[a:b] for phrase, a, b in matches if not plan.bits[phrase]),
        repeats=asked - len(taken),
        rung=rung,
    )


def assign(plan: Plan, matches: Sequence[tuple[int, int, int]]) -> dict[int, tuple[int, int]]:
    """Give every match to at most one constraint, as many constraints as possible.

    A maximum bipartite matching by augmenting paths (Kuhn 1955); constraints in order of
    their bits, so that like terms are given out from left to right.
    """
    owner: dict[int, int] = {}

    def place(bit: int, seen: set[int]) -> bool:
        for number, (phrase, _, _) in enumerate(matches):
            if plan.bits[phrase] >> bit & 1 and number not in seen:
                seen.add(number)
                if number not in owner or place(owner[number], seen):
                    owner[number] = bit
                    return True
        return False

    for bit in range(len(plan.order)):
        place(bit, set())
    return {plan.order[bit]: matches[number][1:] for number, bit in owner.items()}


def _mass(
    attention: npt.NDArray[np.float32],
    rows: Sequence[int],
    source: Sequence[Piece],
    span: tuple[int, int] | None,
) -> float:
    if span is None or not rows:
        return float("nan")
    columns = [
        column
        for column, piece in enumerate(source)
        if piece.start < span[1] and span[0] < piece.end and column < attention.shape[1]
    ]
    return float(attention[np.ix_(list(rows), columns)].sum(axis=1).mean())
