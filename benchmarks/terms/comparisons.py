"""Comparisons: the parts of the engine, the number of terms, the peer."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

from benchmarks.terms.peer import compare
from benchmarks.terms.runs import Bench, timed
from benchmarks.terms.scores import quality, term_figures
from benchmarks.terms.tables import Row
from workbench.translation.constraints import SearchSettings
from workbench.translation.constraints.enforce import as_segment, enforce


def ablation(bench: Bench, count: int) -> list[Row]:
    """From the free beam to the lazy second pass, on sentences with terms."""
    chosen = bench.with_terms[:count]
    bench.warm()
    drafts, free_seconds = timed(bench.draft, chosen)
    texts: dict[str, tuple[list[str], float]] = {
        "none": ([draft.text for draft in drafts], free_seconds)
    }
    segments = [
        as_segment(case.unit, draft, case.matches, keep=False)
        for case, draft in zip(chosen, drafts, strict=True)
    ]
    base = SearchSettings(guided=False, protected=False)
    steps = {
        "banks only": base,
        "+ attention gate": replace(base, guided=True),
        "+ protection against repetition": replace(base, guided=True, protected=True),
    }
    for name, settings in steps.items():
        decoder = copy.copy(bench.decoder)
        decoder.settings = settings
        results, seconds = timed(decoder.decode, segments)
        texts[name] = ([result.text for result in results], seconds)
    units, found = [case.unit for case in chosen], [case.matches for case in chosen]
    for name, keep in (("+ lazy second pass", False), ("+ kept beginning", True)):
        done, seconds = timed(enforce, bench.decoder, units, drafts, found, keep=keep)
        texts[name] = ([draft.text for draft in done], free_seconds + seconds)
    return [
        {"engine": name, "sentences": len(chosen), "s/segment": seconds / len(chosen)}
        | quality(chosen, lines)
        | term_figures(chosen, lines)
        for name, (lines, seconds) in texts.items()
    ]


def number(bench: Bench, count: int) -> list[Row]:
    """Forms of any number against those of the Russian number, where an entry has both."""
    touched = []
    for case, draft in bench.failing(10**6):
        segment = as_segment(case.unit, draft, case.matches)
        if any(constraint.others for constraint in segment.constraints):
            touched.append((case, segment))
    touched = touched[:count]
    chosen = [case for case, _ in touched]
    segments = [segment for _, segment in touched]
    any_number = [
        replace(s, constraints=tuple(c.widened() for c in s.constraints)) for s in segments
    ]
    return [_number_row(bench, name, chosen, asked) for name, asked in
            (("any number", any_number), ("number of the Russian", segments))]  # fmt: skip


def _number_row(bench: Bench, name: str, chosen: Any, segments: Any) -> Row:
    texts = [result.text for result in bench.decoder.decode(segments)]
    row: Row = {"forms": name, "sentences": len(chosen)}
    return row | quality(chosen, texts) | term_figures(chosen, texts)


def peer(bench: Bench, count: int) -> list[Row]:
    """The last constrained beam search of Hugging Face, same weights and beam."""
    return compare(bench, bench.failing(count))
