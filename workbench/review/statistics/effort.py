"""Post-editing effort: how far the final texts are from the drafts, in TER and chrF.

TER between a draft and what a person made of it (HTER): Snover et al., A Study of
Translation Edit Rate with Targeted Human Annotation, AMTA 2006. Both by sacrebleu, each
with the signature that lets it be computed again (Post, WMT 2018).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workbench.review.statistics.rows import DONE, FigureRow

MOST_ROWS = 1_000
"""TER takes milliseconds a row: only so many, the latest ones, are scored."""


@dataclass(frozen=True, slots=True)
class Score:
    """A corpus score in percent, with the signature of its metric."""

    name: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True)
class Effort:
    """The effort over ``rows`` of ``of`` finished rows that had a draft.

    ``untouched`` of all of them kept their draft. ``seconds`` and ``keystrokes`` are those
    at all rows, ``words`` their Russian words.
    """

    rows: int
    of: int
    untouched: int
    scores: tuple[Score, ...]
    seconds: float
    keystrokes: int
    words: int


def effort(rows: Sequence[FigureRow]) -> Effort:
    """Return the effort over the finished rows among ``rows``; no scores where there are none."""
    done = [row for row in rows if row.draft and row.status in DONE and row.target]
    latest = sorted(done, key=lambda row: row.updated_at)[-MOST_ROWS:]
    return Effort(
        len(latest),
        len(done),
        sum(not row.corrected for row in done),
        _scores(latest) if latest else (),
        sum(row.edit_ms for row in rows) / 1000,
        sum(row.keystrokes for row in rows),
        sum(row.words for row in done),
    )


def _scores(rows: Sequence[FigureRow]) -> tuple[Score, ...]:
    from sacrebleu.metrics import CHRF, TER

    drafts, finals = [row.draft for row in rows], [row.target for row in rows]
    found = []
    for name, metric in (("TER", TER()), ("chrF", CHRF())):
        score = metric.corpus_score(drafts, [finals])
        found.append(Score(name, float(score.score), str(metric.get_signature())))
    return tuple(found)
