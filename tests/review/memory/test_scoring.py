"""The score: what counts how much, and the differences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.review.memory.scoring import Scorer, differences

TEXT = "Комитет принял доклад о работе десятой сессии Генеральной Ассамблеи."


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (TEXT, 100),
        (TEXT.replace(" ", "  "), 100),
        (TEXT.replace("доклад", "Доклад"), 99),
        (TEXT.replace(".", ""), 99),
        (TEXT.replace("доклад", "доклады"), 94),  # a tenth of the words: 50 % of 1/9 and more
        (TEXT.replace("доклад", "обзор"), 88),
        (TEXT.replace("доклад ", ""), 88),
        ("Погода хорошая", 0),
    ],
)
def test_scores(other: str, expected: int) -> None:
    assert Scorer(TEXT).score(other) == expected


def test_figures_are_placeholders() -> None:
    assert Scorer("В 2019 году: 5 стран").score("В 2020 году: 1 250,5 стран") == 99


def test_a_score_under_the_wanted_is_none() -> None:
    scorer = Scorer(TEXT)
    other = TEXT.replace("доклад", "обзор")
    assert scorer.score(other, at_least=88) == 88
    assert scorer.score(other, at_least=89) == 0


WORDS = st.lists(st.sampled_from("сеть сети Сеть, доклад 5 12 — и.".split()), max_size=7)


@given(WORDS, WORDS, st.integers(1, 100))
def test_the_cutoff_changes_no_score(one: list[str], two: list[str], at_least: int) -> None:
    scorer = Scorer(" ".join(one))
    full = scorer.score(" ".join(two))
    cut = scorer.score(" ".join(two), at_least=at_least)
    assert cut == (full if full >= at_least else 0)


@given(WORDS, WORDS)
def test_scores_are_symmetric(one: list[str], two: list[str]) -> None:
    a, b = " ".join(one), " ".join(two)
    assert Scorer(a).score(b) == Scorer(b).score(a)


def test_differences_name_the_spans_of_both() -> None:
    then, now = "Совет принял доклад.", "Совет одобрил весь доклад"
    found = [
        (str(d.change), then[d.start : d.end], now[d.now_start : d.now_end])
        for d in differences(then, now)
    ]
    assert found == [("replaced", "принял", "одобрил весь"), ("removed", ".", "")]


@given(WORDS, WORDS)
def test_differences_make_one_text_of_the_other(one: list[str], two: list[str]) -> None:
    then, now = " ".join(one), " ".join(two)
    rebuilt, place = "", 0
    for difference in differences(then, now):
        rebuilt += then[place : difference.start] + now[difference.now_start : difference.now_end]
        place = difference.end
    rebuilt += then[place:]
    assert "".join(rebuilt.split()) == "".join(now.split())
