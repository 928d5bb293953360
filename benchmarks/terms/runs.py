"""The runs: enforced terms, the whole product, phrases of references."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from benchmarks.terms.data import (
    HELD_OUT,
    SEEN,
    TERM_BASE,
    Case,
    cases,
    known_english,
    phrases,
)
from benchmarks.terms.scores import held_phrases, quality, reference_holds, term_figures
from benchmarks.terms.tables import Row
from workbench.terminology import load_term_base
from workbench.terminology.accounting import due, is_right, settle
from workbench.translation import BeamSettings, TermStatus, Translator
from workbench.translation.constraints import ConstrainedDecoder, ConstrainedSegment, Reason
from workbench.translation.constraints.enforce import enforce
from workbench.translation.folder import open_model
from workbench.translation.free_pass import FreePass
from workbench.translation.units import UnitDraft


class Bench:
    """Loads model and sentences once. Seconds are of CPU, on one thread."""

    def __init__(self, *, limit: int | None) -> None:
        import torch

        torch.set_num_threads(1)
        self.limit = limit
        self.folder = open_model()
        self.decoder = ConstrainedDecoder(self.folder)
        self.free = FreePass(self.folder, BeamSettings(threads=1))

    @cached_property
    def cases(self) -> list[Case]:
        """All held-out sentences."""
        return cases(HELD_OUT, self.decoder.pieces, self.limit)

    @cached_property
    def with_terms(self) -> list[Case]:
        """Those with a hard term."""
        return [case for case in self.cases if case.has_hard]

    def draft(self, chosen: Sequence[Case]) -> list[UnitDraft]:
        """Free drafts."""
        found = self.free.decode([[piece.text for piece in case.unit.pieces] for case in chosen])
        return [UnitDraft(self.decoder.pieces.decode(h.pieces), h) for h in found]

    def failing(self, count: int) -> list[tuple[Case, UnitDraft]]:
        """The first sentences whose free draft lacks a term, with that draft."""
        found: list[tuple[Case, UnitDraft]] = []
        for start in range(0, len(self.with_terms), 100):
            part = self.with_terms[start : start + 100]
            pairs = zip(part, self.draft(part), strict=True)
            found += [(c, d) for c, d in pairs if not is_right(d.text, due(d.text, c.matches))]
            if len(found) >= count:
                break
        return found[:count]

    def terms(self) -> list[Row]:
        """Free and enforced drafts of all held-out sentences."""
        self.warm()
        drafts, free_seconds = timed(self.draft, self.cases)
        units = [case.unit for case in self.cases]
        found = [case.matches for case in self.cases]
        done, seconds = timed(enforce, self.decoder, units, drafts, found)
        held = [i for i, case in enumerate(self.cases) if case.has_hard]
        _, term_free = timed(self.draft, [self.cases[i] for i in held])
        wrong = {
            i
            for i, (draft, matches) in enumerate(zip(drafts, found, strict=True))
            if not is_right(draft.text, due(draft.text, matches))
        }
        redone = [i for i in held if i in wrong]
        sets = {
            "all": list(range(len(units))),
            "with terms": held,
            "with terms, reference has them": [i for i in held if reference_holds(self.cases[i])],
            "redone": redone,
            "redone, reference has them": [i for i in redone if reference_holds(self.cases[i])],
        }
        rows = []
        for name, indices in sets.items():
            part = [self.cases[i] for i in indices]
            for label, source in (("free", drafts), ("enforced", done)):
                texts = [source[i].text for i in indices]
                row = {"set": name, "draft": label, "sentences": len(indices)}
                rows.append(row | quality(part, texts) | term_figures(part, texts))
        changed = sum(drafts[i].text != done[i].text for i in range(len(units)) if i not in wrong)
        cost = {
            "changed without need": changed,
            "free s/sentence": free_seconds / len(units),
            "repair s/redone": seconds / max(1, len(wrong)),
            "cost, all sentences": 1 + seconds / free_seconds,
            "cost, those with terms": 1 + seconds / term_free,
        }
        return [*rows, _accounts(done) | cost]

    def seen(self) -> list[Row]:
        """More sentences with terms, from text the model was trained on: the promise only."""
        chosen = [case for case in cases(SEEN, self.decoder.pieces, 1500) if case.has_hard][:600]
        chosen = chosen[: self.limit]
        drafts = self.draft(chosen)
        units, found = [case.unit for case in chosen], [case.matches for case in chosen]
        done = enforce(self.decoder, units, drafts, found)
        rows = [
            {"draft": label, "sentences": len(chosen)}
            | term_figures(chosen, [draft.text for draft in source])
            for label, source in (("free", drafts), ("enforced", done))
        ]
        return [*rows, _accounts(done)]

    def product(self) -> list[Row]:
        """The whole product on all sentences with terms: what it returns is counted anew."""
        base = load_term_base(TERM_BASE)
        texts = [case.unit.source.text for case in self.with_terms]
        settings = BeamSettings(threads=1)
        plain = Translator(self.folder, settings=settings).draft(texts)
        done = Translator(self.folder, settings=settings, term_base=base).draft(texts)
        silent = false = spans = changed = owed = 0
        for case, free, draft in zip(self.with_terms, plain, done, strict=True):
            hard = [term for term in draft.terms if term.match.entry.binding]
            said = sum(term.status is not TermStatus.UNSATISFIED for term in hard)
            counted = settle(draft.text, due(draft.text, case.matches))
            stand = sum(span is not None for m, span in counted if m.entry.binding)
            owed += len(hard)
            silent += max(0, said - stand)
            false += max(0, stand - said)
            spans += sum(
                draft.text[term.start : term.end] != term.variant
                for term in draft.terms
                if term.status is not TermStatus.UNSATISFIED
            )
            kept = all(term.status is TermStatus.FREE for term in hard)
            changed += (
                kept
                and is_right(free.text, due(free.text, case.matches))
                and (free.text != draft.text)
            )
        return [
            {
                "sentences": len(texts),
                "hard terms": owed,
                "said to stand but do not": silent,
                "said to lack but stand": false,
                "spans that do not show the term": spans,
                "right sentences changed": changed,
            }
        ]

    def random(self) -> list[Row]:
        """One to six phrases of the reference in each sentence, none of the term base."""
        step = max(1, len(self.cases) // 1000)
        chosen = self.cases[::step][:1000]
        known = known_english()
        rows = []
        for count in range(1, 7):
            dice = random.Random(count)
            part = chosen[count - 1 :: 6]
            asked = [phrases(case.reference, count, dice, known) for case in part]
            segments = [
                ConstrainedSegment(case.unit.source.text, wanted)
                for case, wanted in zip(part, asked, strict=True)
            ]
            results, seconds = timed(self.decoder.decode, segments)
            held = [
                held_phrases(result.text, wanted)
                for result, wanted in zip(results, asked, strict=True)
            ]
            reports = [report for result in results for report in result.reports]
            stand = [stands for row in held for stands in row]
            pairs = list(zip(reports, stand, strict=True))
            able = [stands for r, stands in pairs if r.reason is not Reason.UNKNOWN_PIECE]
            free = quality(part, [draft.text for draft in self.draft(part)])
            own = quality(part, [result.text for result in results])
            rows.append(
                {
                    "phrases": count,
                    "sentences": len(part),
                    "asked": len(reports),
                    "satisfied %": 100 * sum(stand) / max(1, len(stand)),
                    "of those the model can write %": 100 * sum(able) / max(1, len(able)),
                    "reasons": sorted({r.reason.value for r, _ in pairs if r.reason}),
                    "silent": sum(not stands and r.reason is None for r, stands in pairs),
                    "free BLEU": free["BLEU"],
                    "BLEU": own["BLEU"],
                    "free chrF": free["chrF"],
                    "chrF": own["chrF"],
                    "s/sentence": seconds / len(part),
                }
            )
        return rows

    def warm(self) -> None:
        """Load both engines before the clock runs."""
        self.draft(self.cases[:4])
        self.decoder.decode([ConstrainedSegment(self.cases[0].unit.source.text)])


def timed(function: Callable[..., Any], *arguments: Any, **named: Any) -> tuple[Any, float]:
    """Return the answer and the CPU seconds it took."""
    start = time.process_time()
    answer = function(*arguments, **named)
    return answer, time.process_time() - start


def _accounts(done: Sequence[UnitDraft]) -> Row:
    accounts = [a for draft in done for a in draft.terms if a.match.entry.binding]
    missed = [a for a in accounts if a.status is TermStatus.UNSATISFIED]
    return {
        "hard terms": len(accounts),
        "forced": sum(a.status is TermStatus.FORCED for a in accounts),
        "unsatisfied": len(missed),
        "reasons": sorted({a.reason for a in missed if a.reason}),
        "silent": sum(not a.reason for a in missed),
        "to review": sum(a.review for a in accounts),
    }
