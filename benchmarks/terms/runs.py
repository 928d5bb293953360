"""The runs: enforced terms, phrases of references, the ablation, the peer."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from benchmarks.terms.data import HELD_OUT, SEEN, Case, cases, phrases
from benchmarks.terms.peer import compare
from benchmarks.terms.scores import quality, reference_holds, term_figures
from workbench.translation.constraints import (
    ConstrainedDecoder,
    ConstrainedSegment,
    SearchSettings,
)
from workbench.translation.constraints.enforce import as_segment, enforce, is_hard, needs_repair
from workbench.translation.folder import open_model
from workbench.translation.free_pass import BeamSettings, FreePass
from workbench.translation.units import UnitDraft

Row = dict[str, Any]


class Bench:
    """Loads model and sentences once. Seconds are of CPU, on one thread."""

    def __init__(self, *, limit: int | None, small: int, peer: int) -> None:
        import torch

        torch.set_num_threads(1)
        self.limit, self.small, self.peer_size = limit, small, peer
        self.folder = open_model()
        self.decoder = ConstrainedDecoder(self.folder)
        self.free = FreePass(self.folder, BeamSettings(threads=1))

    @cached_property
    def cases(self) -> list[Case]:
        return cases(HELD_OUT, self.decoder.pieces, self.limit)

    def draft(self, chosen: Sequence[Case]) -> list[UnitDraft]:
        found = self.free.decode([[piece.text for piece in case.unit.pieces] for case in chosen])
        return [UnitDraft(self.decoder.pieces.decode(h.pieces), h) for h in found]

    def terms(self) -> list[Row]:
        """Free and enforced drafts of all held-out sentences."""
        self._warm()
        rows = []
        drafts, free_seconds = timed(self.draft, self.cases)
        units = [case.unit for case in self.cases]
        found = [case.matches for case in self.cases]
        done, seconds = timed(enforce, self.decoder, units, drafts, found)
        with_terms = [i for i, case in enumerate(self.cases) if case.has_hard]
        _, term_free = timed(self.draft, [self.cases[i] for i in with_terms])
        redone = [i for i in with_terms if needs_repair(drafts[i].text, found[i])]
        sets = {
            "all": list(range(len(units))),
            "with terms": with_terms,
            "redone": redone,
            "redone, reference holds": [i for i in redone if reference_holds(self.cases[i])],
            "with terms, reference holds": [
                i for i in with_terms if reference_holds(self.cases[i])
            ],
        }
        for name, indices in sets.items():
            part = [self.cases[i] for i in indices]
            for label, source in (("free", drafts), ("enforced", done)):
                texts = [source[i].text for i in indices]
                row = {"set": name, "draft": label, "sentences": len(indices)}
                rows.append(row | quality(part, texts) | term_figures(part, texts))
        accounts = [a for d in done for a in d.terms if is_hard(a.match)]
        untouched = [i for i in range(len(units)) if not needs_repair(drafts[i].text, found[i])]
        rows.append(
            {
                "set": "account",
                "forced": sum(a.status == "forced" for a in accounts),
                "unsatisfied": [a.reason for a in accounts if a.status == "unsatisfied"],
                "silent": sum(a.status == "unsatisfied" and not a.reason for a in accounts),
                "review": sum(a.review for a in accounts),
                "changed without need": sum(drafts[i].text != done[i].text for i in untouched),
                "free s/sentence": free_seconds / len(units),
                "repair s/redone": seconds / max(1, len(redone)),
                "cost, all": 1 + seconds / free_seconds,
                "cost, with terms": 1 + seconds / term_free,
            }
        )
        return rows

    def seen(self) -> list[Row]:
        """More sentences with terms, from text the model was trained on: the promise only."""
        chosen = [case for case in cases(SEEN, self.decoder.pieces, 1500) if case.has_hard][:600]
        drafts = self.draft(chosen)
        units, found = [case.unit for case in chosen], [case.matches for case in chosen]
        done = enforce(self.decoder, units, drafts, found)
        reasons = [a.reason for d in done for a in d.terms if is_hard(a.match)]
        return [
            {"sentences": len(chosen), "draft": label}
            | term_figures(chosen, [draft.text for draft in source])
            | {"reasons": sorted({reason for reason in reasons if reason})}
            for label, source in (("free", drafts), ("enforced", done))
        ]

    def random(self) -> list[Row]:
        """One to six phrases of the reference in each sentence."""
        chosen = self.cases[: self.limit or 1000]
        rows = []
        for count in range(1, 7):
            dice = random.Random(count)
            part = chosen[count - 1 :: 6]
            asked = [phrases(case.reference, count, dice) for case in part]
            segments = [
                ConstrainedSegment(case.unit.source.text, wanted)
                for case, wanted in zip(part, asked, strict=True)
            ]
            results, seconds = timed(self.decoder.decode, segments)
            reports = [report for result in results for report in result.reports]
            missed = [r.reason for r in reports if r.outcome != "satisfied"]
            rows.append(
                {
                    "phrases": count,
                    "sentences": len(part),
                    "asked": len(reports),
                    "satisfied %": 100 * (1 - len(missed) / max(1, len(reports))),
                    "missed": [reason.value if reason else None for reason in missed],
                    "s/sentence": seconds / len(part),
                }
                | quality(part, [result.text for result in results])
                | {
                    "free " + k: v
                    for k, v in quality(part, [d.text for d in self.draft(part)]).items()
                }
            )
        return rows

    def ablation(self) -> list[Row]:
        """From the free beam to the lazy second pass, on sentences with terms."""
        chosen = [case for case in self.cases if case.has_hard][: self.small]
        self._warm()
        drafts, free_seconds = timed(self.draft, chosen)
        texts: dict[str, tuple[list[str], float]] = {
            "none": ([draft.text for draft in drafts], free_seconds)
        }
        base = SearchSettings(guided=False, protected=False)
        steps = {
            "banks only": base,
            "+ attention gate": replace(base, guided=True),
            "+ protection": replace(base, guided=True, protected=True),
        }
        for name, settings in steps.items():
            decoder = self._with(settings)
            segments = [
                as_segment(case.unit, draft, case.matches, keep=False)
                for case, draft in zip(chosen, drafts, strict=True)
            ]
            results, seconds = timed(decoder.decode, segments)
            texts[name] = ([result.text for result in results], seconds)
        for name, keep in (("+ lazy second pass", False), ("+ kept beginning", True)):
            done, seconds = timed(
                enforce,
                self.decoder,
                [case.unit for case in chosen],
                drafts,
                [case.matches for case in chosen],
                keep=keep,
            )
            texts[name] = ([draft.text for draft in done], free_seconds + seconds)
        return [
            {"engine": name, "sentences": len(chosen), "s/segment": seconds / len(chosen)}
            | quality(chosen, lines)
            | term_figures(chosen, lines)
            for name, (lines, seconds) in texts.items()
        ]

    def peer(self) -> list[Row]:
        """The last constrained beam search of Hugging Face, same weights and beam."""
        chosen = [case for case in self.cases if case.has_hard]
        drafts = self.draft(chosen)
        failing = [
            (case, draft)
            for case, draft in zip(chosen, drafts, strict=True)
            if needs_repair(draft.text, case.matches)
        ][: self.peer_size]
        return compare(self.decoder, failing)

    def _with(self, settings: SearchSettings) -> ConstrainedDecoder:
        decoder = ConstrainedDecoder(self.folder, settings=settings)
        decoder.share(self.decoder)
        return decoder

    def _warm(self) -> None:
        """Load both engines before the clock runs."""
        drafts = self.draft(self.cases[:4])
        self.decoder.decode([ConstrainedSegment(self.cases[0].unit.source.text)])
        del drafts


def timed(function: Callable[..., Any], *arguments: Any, **named: Any) -> tuple[Any, float]:
    """Return the answer and the CPU seconds it took."""
    start = time.process_time()
    answer = function(*arguments, **named)
    return answer, time.process_time() - start


def show(part: str, rows: Sequence[Row]) -> str:
    """Rows as lines of ``name value`` pairs."""
    lines = [f"== {part}"]
    for row in rows:
        cells = (f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in row.items())
        lines.append(" | ".join(cells))
    return "\n".join(lines)
