"""Word links: spans, and the error rate on links marked by hand."""

from __future__ import annotations

import pytest

from benchmarks.align.word_links import Links, Marked, error_rate, marked_pairs
from workbench.alignment.links import Linker
from workbench.alignment.scoring import alignment_error_rate
from workbench.translation.folder import open_model
from workbench.translation.links import word_spans


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker(open_model())


def test_error_rate_is_that_of_och_and_ney() -> None:
    found, sure, possible = {(0, 0), (1, 1), (2, 2)}, {(0, 0), (1, 2)}, {(1, 1)}
    assert alignment_error_rate(found, sure, possible) == (1 + 2, 3 + 2)


def test_links_are_spans_of_words(linker: Linker) -> None:
    source, target = "Совет Безопасности принял резолюцию.", "The Security Council adopted it."
    words = {(link.source_start, link.source_end) for link in linker.links(source, target)}
    assert words <= set(word_spans(source))
    pairs = {
        (source[a.source_start : a.source_end], target[a.target_start : a.target_end])
        for a in linker.links(source, target)
    }
    assert {("Безопасности", "Security"), ("принял", "adopted")} <= pairs


def test_a_text_without_words_has_no_links(linker: Linker) -> None:
    assert linker.links("—", "The Council") == ()


def test_error_rate_on_marked_pairs(linker: Linker) -> None:
    results: list[tuple[Marked, Links]] = []
    for pair in marked_pairs():
        source = {span: number for number, span in enumerate(word_spans(pair.source))}
        target = {span: number for number, span in enumerate(word_spans(pair.target))}
        found = {
            (source[k.source_start, k.source_end], target[k.target_start, k.target_end])
            for k in linker.links(pair.source, pair.target)
        }
        results.append((pair, found))
    assert len(results) >= 100
    assert error_rate(results, ignoring=True) < 0.18
