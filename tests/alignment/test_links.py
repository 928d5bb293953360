"""Word links: spans, and the error rate on links marked by hand."""

from __future__ import annotations

import pytest

from benchmarks.align.word_links import Links, Marked, error_rate, marked_pairs
from workbench.alignment.documents import shipped_table
from workbench.alignment.links import Linker
from workbench.alignment.scoring import alignment_error_rate
from workbench.alignment.word_table import table_posteriors
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


def rate_of(linker: Linker) -> float:
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
    return error_rate(results, ignoring=True)


def test_error_rate_on_marked_pairs(linker: Linker) -> None:
    assert rate_of(linker) < 0.18


def test_the_table_in_both_directions_halves_the_error_rate() -> None:
    assert rate_of(Linker(open_model(), table=shipped_table())) < 0.10


def test_weights_with_the_table_are_between_0_and_1() -> None:
    linker = Linker(open_model(), table=shipped_table())
    weights = [k.weight for k in linker.links("Совет принял резолюцию.", "The Council acted.")]
    assert weights
    assert all(0 < weight <= 1 for weight in weights)


def test_table_shares_each_word_out() -> None:
    source, target = ["Совет", "утвердил", "бюджет"], ["The", "Council", "approved", "it"]
    forward, backward = table_posteriors(source, target, shipped_table())
    assert (forward.sum(axis=0) <= 1).all()
    assert (backward.sum(axis=1) <= 1).all()
    assert forward.argmax(axis=0)[1:3].tolist() == [0, 1]
    assert backward.argmax(axis=1)[:2].tolist() == [1, 2]
