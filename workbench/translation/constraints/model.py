"""What a constrained decoding is asked and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt


class Outcome(StrEnum):
    """What became of one constraint."""

    SATISFIED = "satisfied"
    UNSATISFIED = "unsatisfied"


class Reason(StrEnum):
    """Why a constraint is unsatisfied."""

    UNKNOWN_PIECE = "unknown piece"
    CONFLICT = "conflict"
    CONFLICT_IN_TEXT = "conflict with another term or with what is given"
    LENGTH = "length"
    TOO_MANY = "too many constraints"
    SOFT_POLICY = "soft policy"


@dataclass(frozen=True, slots=True)
class Constraint:
    """One occurrence that the English must hold: any of ``forms``, the preferred one first.

    ``others`` will do where none of ``forms`` can stand. ``span`` is the character span of
    the Russian term in the source, which guides the placement; without it the model's
    scores alone decide. Two occurrences of a term are two constraints. A soft constraint
    is sought and rewarded, never forced.
    """

    forms: tuple[str, ...]
    span: tuple[int, int] | None = None
    hard: bool = True
    others: tuple[str, ...] = ()

    def widened(self) -> Constraint:
        """Return the constraint with ``others`` among its forms."""
        return replace(self, forms=(*self.forms, *self.others), others=())


@dataclass(frozen=True, slots=True)
class ConstrainedSegment:
    """A source sentence with what its English must hold and must not hold.

    ``prefix`` is English that the result begins with, kept to the letter. ``beginning``
    says the same in target pieces and counts where there is no ``prefix``: the part of a
    free draft that need not change.
    """

    source: str
    constraints: tuple[Constraint, ...] = ()
    forbidden: tuple[str, ...] = ()
    prefix: str = ""
    beginning: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConstraintReport:
    """What became of one constraint.

    ``form`` stands at ``text[start:end]``. ``cost`` is its price in nats a token: the
    mean, over its pieces, of the log-probability of the piece the model wanted there less
    that of the piece it got. ``attention`` is the mean cross-attention mass that these
    pieces gave the source span (NaN without a span).
    """

    outcome: Outcome
    form: str = ""
    start: int = -1
    end: int = -1
    cost: float = 0.0
    attention: float = float("nan")
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class ConstrainedResult:
    """The decoding of one segment.

    ``score`` is the sum of ``token_scores``, log-probabilities in nats, ``</s>`` included
    and the kept beginning too. ``attention``
    has shape (pieces + 1, source pieces + 1), the last row and column being ``</s>``.
    ``reports`` follow the segment's constraints. ``violated`` lists forbidden phrases that
    the output holds all the same (only where a prefix or a hard constraint holds them).
    ``repeats`` counts terms said more often than asked; ``rung`` is the step of the
    ladder that gave the result, 0 where nothing went wrong.
    """

    text: str
    pieces: tuple[str, ...]
    score: float
    token_scores: tuple[float, ...]
    reports: tuple[ConstraintReport, ...]
    attention: npt.NDArray[np.float32] = field(repr=False, compare=False)
    violated: tuple[str, ...] = ()
    repeats: int = 0
    rung: int = 0

    @property
    def broken(self) -> bool:
        """Whether something failed that no reason explains: what the ladder is for."""
        return bool(self.violated) or any(
            report.outcome is Outcome.UNSATISFIED and report.reason is Reason.CONFLICT_IN_TEXT
            for report in self.reports
        )

    @property
    def shortfall(self) -> tuple[bool, int]:
        """How far the result is from what was asked; (False, 0) where nothing is missing."""
        missing = sum(report.outcome is Outcome.UNSATISFIED for report in self.reports)
        return not self.text, missing + len(self.violated)

    @property
    def satisfied(self) -> bool:
        """Whether no constraint is unsatisfied."""
        return all(report.outcome is Outcome.SATISFIED for report in self.reports)


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """The knobs of the search; log-probability units are nats.

    ``beam`` hypotheses are kept for segments without open constraints and ``extra`` more,
    at most, where constraints wait. ``gate`` is the attention mass on the source span from
    which a term may start; a term that comes where its span gets less pays ``placement``
    times the logarithm of the ratio; ``overspend`` is charged for attention that tokens
    outside the term give its span beyond ``slack`` (terms missed or said twice);
    ``repeat`` for each term said too often; ``late`` for each piece after the model wanted
    to end; ``dodge`` for letters in a word of a forbidden phrase that the model
    does not want there ("reaffirmede" or "reaffirmd" for "reaffirmed"). ``patience`` is how
    many pieces hypotheses that owe a term may go on after the
    first output. ``length_penalty`` is the exponent of the length in the final choice.
    ``source_factor`` and ``source_extra`` give the length limit.
    """

    beam: int = 4
    extra: int = 4
    gate: float = 0.2
    placement: float = 2.0
    overspend: float = 2.0
    slack: float = 0.6
    repeat: float = 3.0
    late: float = 4.0
    dodge: float = 20.0
    patience: int = 4
    soft_bonus: float = 2.0
    length_penalty: float = 1.0
    source_factor: float = 1.5
    source_extra: int = 20
    guided: bool = True
    protected: bool = True
