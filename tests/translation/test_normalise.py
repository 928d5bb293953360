from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.translation.normalise import normalise, passes_through, tidy_quotes

TEXTS = st.text(
    alphabet='абвA1 .,-<>«»"\u00a0\u00ad\u200b\u2011\u202f\u0301\t\n\ufeff\x01', max_size=40
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<<цифровой>>", "«цифровой»"),
        ("№\u00a06,\u202fп.\u20095", "№ 6, п. 5"),
        ("информационно\u2011коммуникационных", "информационно-коммуникационных"),
        ("кибер\u00adбезопасность", "кибербезопасность"),
        ("за\u0301мок", "замок"),
        ("\ufeff  Слово \u200b ", "Слово"),
        ("два \u00ad слова", "два слова"),
        ("", ""),
        (" \u00a0", ""),
    ],
)
def test_text_is_unified(text: str, expected: str) -> None:
    assert normalise(text).text == expected


@given(TEXTS)
def test_no_stray_spaces_are_left(text: str) -> None:
    found = normalise(text).text
    assert found == " ".join(found.split())


@given(TEXTS)
def test_offsets_rise_and_fit(text: str) -> None:
    found = normalise(text)
    assert len(found.offsets) == len(found.text) + 1
    assert list(found.offsets) == sorted(found.offsets)
    assert all(0 <= offset <= len(text) for offset in found.offsets)


@given(TEXTS, st.data())
def test_original_span_holds_the_same_words(text: str, data: st.DataObject) -> None:
    found = normalise(text)
    start = data.draw(st.integers(0, len(found.text)))
    end = data.draw(st.integers(start, len(found.text)))
    left, right = found.original(start, end)
    assert 0 <= left <= right <= len(text)
    assert normalise(text[left:right]).text == found.text[start:end].strip()


def test_original_span_of_a_word_ends_with_the_word() -> None:
    text = "  <<кибер\u00adбезопасность>>  и\u0301  "
    found = normalise(text)
    (word,) = re.finditer("кибербезопасность", found.text)
    start, end = found.original(*word.span())
    assert text[start:end] == "кибер\u00adбезопасность"
    start, end = found.original(0, len(found.text))
    assert text[start:end] == text.strip()


@pytest.mark.parametrize(
    "text",
    ["", "  ", "2020", "1 234,5", "A/RES/73/27", "ITU-T X.1205", "www.un.org", "— * —", "中文"],
)
def test_nothing_to_translate_passes(text: str) -> None:
    assert passes_through(text)


@pytest.mark.parametrize("text", ["и", "A/RES/73/27 и", "Ёлка", "№ 5 б)"])
def test_cyrillic_does_not_pass(text: str) -> None:
    assert not passes_through(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('the "digital divide" and', "the “digital divide” and"),
        ("the «digital «global» divide» and", "the “digital “global” divide” and"),
        ('("a"), —"b"', "(“a”), —“b”"),
        ("”first”", "“first”"),
        ("State's", "State's"),
    ],
)
def test_quotes_are_tidied(text: str, expected: str) -> None:
    assert tidy_quotes(text) == expected


@given(st.text(alphabet='ab ("“”„«»—', max_size=30))
def test_tidied_text_keeps_its_length(text: str) -> None:
    assert len(tidy_quotes(text)) == len(text)
