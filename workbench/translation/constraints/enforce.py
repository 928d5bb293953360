"""Terms enforced on free drafts: what is right stays to the byte, the rest is redone.

The free draft of a segment that holds its terms and no forbidden form is the best draft
under the constraints already, so it is returned as it came. Only the others are decoded
again, together, and every occurrence gets its account.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from workbench.terminology.accounting import due, is_right, settle
from workbench.terminology.english import has_plural_head
from workbench.terminology.model import TermMatch
from workbench.terminology.variants import Span, english_forms, find_forbidden, forbidden_forms
from workbench.translation.constraints.decoder import ConstrainedDecoder
from workbench.translation.constraints.model import (
    ConstrainedResult,
    ConstrainedSegment,
    Constraint,
    ConstraintReport,
    Outcome,
    Reason,
)
from workbench.translation.constraints.stand_ins import restore, with_stand_ins
from workbench.translation.free_pass import Hypothesis
from workbench.translation.model import TermAccount, TermStatus
from workbench.translation.pieces import UNKNOWN, WORD_START
from workbench.translation.units import Unit, UnitDraft

REVIEW_COST = 3.0
"""Nats a token above which a forced term is worth a look."""
REVIEW_ATTENTION = 0.1
"""Attention mass on the Russian term below which the place of a term is doubtful."""

TURN = 0.3
"""Attention mass on a Russian term from which a piece of the free draft renders it."""
BACK = 2
"""Pieces before the first change that are decoded again with it."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A unit to decode again; ``bound`` are the indices of the matches it constrains."""

    index: int
    segment: ConstrainedSegment
    bound: tuple[int, ...]


def enforce(
    decoder: ConstrainedDecoder,
    units: Sequence[Unit],
    drafts: Sequence[UnitDraft],
    matches: Sequence[Sequence[TermMatch]],
    *,
    keep: bool = True,
) -> list[UnitDraft]:
    """Return drafts in which every hard term stands that can, each with its account.

    ``matches`` are those of each unit's normalised text; those nested in a term that its
    draft does not hold count too. A draft that is right already
    keeps its text, pieces and scores; only its ``terms`` are filled in. With ``keep`` the
    others keep what stands before the first place that has to change.
    """
    drafts = [_restored(draft, found) for draft, found in zip(drafts, matches, strict=True)]
    matches = [due(draft.text, found) for draft, found in zip(drafts, matches, strict=True)]
    results = [
        replace(draft, terms=_accounts(draft.text, found, None, {}))
        for draft, found in zip(drafts, matches, strict=True)
    ]
    tasks = []
    for index, (unit, draft, found) in enumerate(zip(units, drafts, matches, strict=True)):
        if found and not is_right(draft.text, found):
            bound = tuple(i for i, match in enumerate(found) if match.entry.binding)
            tasks.append(_Task(index, as_segment(unit, draft, found, keep=keep), bound))
    for task, answer in zip(tasks, decoder.decode([task.segment for task in tasks]), strict=True):
        before = settle(drafts[task.index].text, matches[task.index])
        free = {i for i, (_, span) in enumerate(before) if span is not None}
        reports = dict(zip(task.bound, answer.reports, strict=True))
        found = matches[task.index]
        redone = replace(
            drafts[task.index], text=answer.text, hypothesis=_hypothesis(answer), swaps=()
        )
        redone = _restored(redone, found)
        results[task.index] = replace(redone, terms=_accounts(redone.text, found, free, reports))
    return results


def _restored(draft: UnitDraft, matches: Sequence[TermMatch]) -> UnitDraft:
    text, swaps = restore(draft.text, matches)
    return replace(draft, text=text, swaps=swaps) if swaps else draft


def as_segment(
    unit: Unit, draft: UnitDraft, matches: Sequence[TermMatch], *, keep: bool = True
) -> ConstrainedSegment:
    """Return what the decoder is asked for a unit: a constraint for each hard match."""
    constraints = tuple(_constraint(match) for match in matches if match.entry.binding)
    return ConstrainedSegment(
        unit.source.text,
        constraints=constraints,
        forbidden=_forbidden(matches),
        beginning=_beginning(unit, draft, matches) if keep else (),
    )


def _beginning(unit: Unit, draft: UnitDraft, matches: Sequence[TermMatch]) -> tuple[str, ...]:
    """Return the pieces of the free draft before the first place that has to change.

    That is where a forbidden form begins, or where the attention first turns to a term
    that is missing; a few pieces before it are left free too, for articles and adjectives.
    """
    pieces, attention = draft.hypothesis.pieces, draft.hypothesis.attention
    cut = len(pieces)
    for match, span in settle(draft.text, matches):
        if span is None and match.entry.binding:
            columns = [
                column
                for column, piece in enumerate(unit.pieces)
                if piece.start < match.end and match.start < piece.end
            ]
            masses = [sum(row[column] for column in columns) for row in attention]
            cut = min(cut, next((i for i, mass in enumerate(masses) if mass >= TURN), 0))
    written = 0
    starts = [span[0] for _, span in find_forbidden(draft.text, matches)]
    for index, piece in enumerate(pieces):
        if any(written >= start - len(piece) for start in starts):
            cut = min(cut, index)
        written += len(piece)
    cut = max(0, cut - BACK)
    if UNKNOWN in pieces[:cut]:
        cut = pieces.index(UNKNOWN)
    while cut > 0 and not pieces[cut].startswith(WORD_START):
        cut -= 1
    return pieces[:cut]


def _constraint(match: TermMatch) -> Constraint:
    """Ask for the English of an occurrence in the number of the Russian, where that is known.

    It is where the entry gives both numbers, and where the Russian stands as the entry has
    it: then the English is as the entry has it. Elsewhere a number that only we made of a
    form is left to the model: «связь» is "communications".
    """
    forms = english_forms(match.entry, plural=match.plural)
    numbers = {has_plural_head(form) for form in match.entry.targets}
    fitting: Sequence[str] = forms
    if match.plural is not None and len(numbers) > 1:
        fitting = tuple(form for form in forms if has_plural_head(form) is match.plural)
    elif match.surface.casefold() == match.entry.source.casefold():
        given = {form.casefold() for form in match.entry.targets}
        fitting = tuple(form for form in forms if form.casefold() in given) or forms
    first = _plain(fitting)
    others = tuple(form for form in _plain(forms) if form not in first)
    return Constraint(first, (match.start, match.end), others=others)


def _plain(forms: Sequence[str]) -> tuple[str, ...]:
    """Leave out possessives: the form before the apostrophe ends at a boundary anyway."""
    kept = [form for form in forms if not form.endswith(("'s", "'"))]
    return with_stand_ins(kept or forms)


def _forbidden(matches: Sequence[TermMatch]) -> tuple[str, ...]:
    """Forbidden forms with and without hyphens, but none that another term needs."""
    admitted = {form.lower() for match in matches for form in english_forms(match.entry)}
    forms: dict[str, None] = {}
    for match in matches:
        for form in forbidden_forms(match.entry):
            for spelling in (form, form.replace("-", " "), form.replace(" ", "-")):
                if spelling.lower() not in admitted:
                    forms[spelling] = None
    return tuple(forms)


def _hypothesis(answer: ConstrainedResult) -> Hypothesis:
    return Hypothesis(
        pieces=answer.pieces,
        score=answer.score / (len(answer.pieces) + 1),
        token_scores=answer.token_scores,
        attention=tuple(tuple(map(float, row)) for row in answer.attention[: len(answer.pieces)]),
        finished=True,
    )


def _accounts(
    text: str,
    matches: Sequence[TermMatch],
    free: set[int] | None,
    reports: dict[int, ConstraintReport],
) -> tuple[TermAccount, ...]:
    """Account for every match in ``text``; ``free`` are those that pass 1 had right."""
    accounts = []
    for index, (match, span) in enumerate(settle(text, matches)):
        report = reports.get(index)
        if span is None:
            reason = _reason(match, report)
            accounts.append(TermAccount(match, TermStatus.UNSATISFIED, reason=reason))
        elif report is None or free is None or index in free:
            accounts.append(TermAccount(match, TermStatus.FREE, text[slice(*span)], *span))
        else:
            accounts.append(_forced(match, text, span, report))
    return tuple(accounts)


def _forced(match: TermMatch, text: str, span: Span, report: ConstraintReport) -> TermAccount:
    doubtful = report.cost > REVIEW_COST or report.attention < REVIEW_ATTENTION
    return TermAccount(
        match,
        TermStatus.FORCED,
        text[slice(*span)],
        *span,
        cost=max(0.0, report.cost),
        review=doubtful,
    )


def _reason(match: TermMatch, report: ConstraintReport | None) -> str:
    if not match.entry.binding:
        return Reason.SOFT_POLICY.value
    if report is None or report.outcome is Outcome.SATISFIED or report.reason is None:
        return Reason.CONFLICT.value
    return report.reason.value
