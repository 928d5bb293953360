"""Figures on drafts with terms: satisfaction, repetition, windows, BLEU and chrF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import sacrebleu
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

from benchmarks.terms.data import Case
from workbench.terminology import TermEntry, TermMatch
from workbench.terminology.accounting import due, settle
from workbench.terminology.variants import account, english_forms, find_forbidden, find_forms
from workbench.translation.constraints import Constraint

_SPLIT = Tokenizer13a()


def term_figures(cases: Sequence[Case], texts: Sequence[str]) -> dict[str, float]:
    """Return counts and rates over the hard terms of ``cases`` in ``texts``."""
    asked = held = repeated = entries = barred = 0
    windows = {2: 0.0, 3: 0.0}
    measured = 0
    for case, text in zip(cases, texts, strict=True):
        matches = due(text, case.matches)
        hard = [match for match in matches if match.entry.binding]
        spans = [span for match, span in settle(text, matches) if match.entry.binding]
        asked += len(spans)
        held += sum(span is not None for span in spans)
        barred += len(find_forbidden(text, matches))
        wanted = Counter(match.entry.id for match in hard)
        by_id = {match.entry.id: match.entry for match in hard}
        for name, count in wanted.items():
            entries += 1
            repeated += len(find_forms(text, english_forms(by_id[name]))) > count
            found = find_forms(case.reference, english_forms(by_id[name]))
            if found:
                measured += 1
                for size in windows:
                    forms = english_forms(by_id[name])
                    windows[size] += _window(case.reference, text, forms, size)
    return {
        "hard terms": asked,
        "satisfied %": 100 * held / max(1, asked),
        "repeated %": 100 * repeated / max(1, entries),
        "forbidden": barred,
        "window 2 %": 100 * windows[2] / max(1, measured),
        "window 3 %": 100 * windows[3] / max(1, measured),
    }


def quality(cases: Sequence[Case], texts: Sequence[str]) -> dict[str, float]:
    """Return corpus BLEU and chrF (sacrebleu's defaults)."""
    if not cases:
        return {"BLEU": 0.0, "chrF": 0.0}
    references = [[case.reference for case in cases]]
    return {
        "BLEU": sacrebleu.corpus_bleu(list(texts), references).score,
        "chrF": sacrebleu.corpus_chrf(list(texts), references).score,
    }


def held_phrases(text: str, constraints: Sequence[Constraint]) -> list[bool]:
    """Whether each constraint has an occurrence of its own in ``text``."""
    matches = [
        TermMatch(TermEntry(str(n), "x", constraint.forms, part_of_speech="phrase"), 0, 0, "")
        for n, constraint in enumerate(constraints)
    ]
    return [span is not None for _, span in account(text, matches)]


def reference_holds(case: Case) -> bool:
    """Whether the human translation itself uses every hard term of the sentence."""
    return all(
        span is not None
        for match, span in settle(case.reference, case.matches)
        if match.entry.binding
    )


def _window(reference: str, text: str, forms: Sequence[str], size: int) -> float:
    """The exact window overlap of Alam et al. 2021 for one term, its best occurrence."""
    best = 0.0
    for start, end in find_forms(reference, forms):
        wanted = _around(reference, start, end, size)
        for left, right in find_forms(text, forms):
            got = _around(text, left, right, size)
            shared = sum((Counter(wanted) & Counter(got)).values())
            best = max(best, shared / len(wanted) if wanted else 1.0)
    return best


def _around(text: str, start: int, end: int, size: int) -> list[str]:
    before = _SPLIT(text[:start]).lower().split()
    after = _SPLIT(text[end:]).lower().split()
    return [*before[-size:], *after[:size]]
