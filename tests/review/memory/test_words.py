"""Texts as words: folding, numbers, and the same answer for one text and for many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.review.memory import words
from workbench.review.memory.words import NUMBER, analyse, codes, split


def shown(text: str) -> list[str]:
    return [word.decode("cp1251") for word in split(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Доклад, «готов»!", ["доклад", "готов"]),
        ("ЁЛКА и елка", ["елка", "и", "елка"]),
        ("и\u0306од йод", ["йод", "йод"]),
        ("вое\u0301нный во\u00adенный", ["военный", "военный"]),
        ("café cafe\u0301", ["cafe", "cafe"]),
        ("государства-члены", ["государства", "члены"]),
        ("", []),
        ("— …", []),
    ],
)
def test_words_are_folded(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("text", ["5", "1 250,5", "1\u00a0000", "61/295", "10.11.2020", "1, 2"])
def test_a_run_of_figures_is_one_placeholder(text: str) -> None:
    assert split(f"пункт {text} доклада") == split("пункт 7 доклада")
    assert split(text) == [NUMBER]


def test_forms_of_a_word_have_one_code() -> None:
    assert codes(split("информация")) == codes(split("информацией"))
    assert codes(split("информация")) != codes(split("государство"))


# The index in databases stands on these stems: when they change, ANALYSIS has to grow.
def test_stems_are_those_of_the_stored_indexes() -> None:
    assert words.ANALYSIS == 1
    text = "Государства-члены отмечают, что 25 информационных сетей (networks) развивающихся стран"
    assert codes(split(text)) == [
        556627200, 1176819697, 540340204, 3135129645, 1, 1413293121, 2591188027, 1619298236,
        288121520, 3991179623,
    ]  # fmt: skip


TEXTS = st.text(st.sampled_from("абё й\u0306и5,.-/\x01\x00 \n\u00a0éZ中—«"), max_size=30)


@given(st.lists(TEXTS, max_size=8))
def test_many_texts_at_once_are_each_as_alone(texts: list[str]) -> None:
    analysed = analyse(texts)
    tokens = analysed.tokens.tolist()
    start = 0
    for text, length in zip(texts, analysed.lengths.tolist(), strict=True):
        # The separator is no character of a text; it counts as a space there.
        assert tokens[start : start + length] == codes(split(text.replace("\x01", " ")))
        start += length
    assert start == len(tokens)
