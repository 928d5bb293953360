"""Figures of a match are put right in its translation, in English form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.review.memory.repair import put_right


@pytest.mark.parametrize(
    ("then", "now", "target", "expected"),
    [
        # Numbers: separators, decimals, years, unit words.
        (
            "Бюджет составил 1 250,5 млн долл. в 2019 году.",
            "Бюджет составил 2 300,75 млн долл. в 2021 году.",
            "The budget was $1,250.5 million in 2019.",
            "The budget was $2,300.75 million in 2021.",
        ),
        ("Всего 999 лиц", "Всего 12\u00a0345 лиц", "A total of 999", "A total of 12,345"),
        ("Всего 1 250 лиц", "Всего 1500 лиц", "A total of 1,250", "A total of 1,500"),
        ("Таблица 3", "Таблица 3.1", "Table 3", "Table 3.1"),
        ("25 тыс. лиц", "3 млн лиц", "25,000 persons", "3,000,000 persons"),
        ("1,5 млн лиц", "2,50 млн лиц", "1.5 million persons", "2.50 million persons"),
        # Numbers in words.
        ("5 стран", "7 стран", "Five countries", "Seven countries"),
        ("5 стран", "12 стран", "five countries", "12 countries"),
        ("3-й доклад", "4-й доклад", "the third report", "the fourth report"),
        # Dates and times keep the style that the translation has.
        (
            "Принята 10 ноября 2020 года",
            "Принята 3 марта 2021 года",
            "Adopted on 10 November 2020",
            "Adopted on 3 March 2021",
        ),
        (
            "Принята 10 ноября 2020 года",
            "Принята 3 марта 2021 года",
            "Adopted on November 10, 2020",
            "Adopted on March 3, 2021",
        ),
        ("на 01.02.2020", "на 15.12.2021", "as at 1 February 2020", "as at 15 December 2021"),
        ("на 01.02.2020", "на 15.12.2021", "as at 01.02.2020", "as at 15.12.2021"),
        ("на 01.02.2020", "на 15.12.2021", "as at 2020-02-01", "as at 2021-12-15"),
        ("в 15 ч. 30 мин.", "в 10 ч. 00 мин.", "at 3.30 p.m.", "at 10 a.m."),
        ("в 15:30", "в 09:05", "at 15:30", "at 09:05"),
        # Document symbols.
        ("См. A/RES/73/27, п. 4.", "См. A/RES/75/240, п. 1.", "See A/RES/73/27, para. 4.",
         "See A/RES/75/240, para. 1."),
        # One value twice.
        ("от 3 до 3", "от 3 до 5", "from 3 to 3", "from 3 to 5"),
        ("3 из 3", "4 из 4", "3 of 3, which is 3", "4 of 4, which is 4"),
        # Values that trade places.
        ("от 3 до 5", "от 5 до 3", "from 3 to 5", "from 5 to 3"),
    ],
)  # fmt: skip
def test_put_right(then: str, now: str, target: str, expected: str) -> None:
    repaired = put_right(then, now, target)
    assert repaired.target == expected
    assert repaired.unfixed == ()
    rebuilt = repaired.target
    for fix in reversed(repaired.fixed):
        assert repaired.target[fix.start : fix.end] == fix.now
        rebuilt = rebuilt[: fix.start] + fix.was + rebuilt[fix.end :]
    assert rebuilt == target


@pytest.mark.parametrize(
    ("then", "now", "target", "unfixed"),
    [
        ("пункт 5", "пункт", "paragraph 5", ("5",)),
        ("пункт", "пункт 5", "paragraph", ("5",)),
        ("пункт 5", "пункт 7", "the paragraph", ("5",)),
        ("в 2020 году", "10 мая 2021 года", "in 2020", ("10 мая 2021", "2020")),
        ("от 3 до 3", "от 4 до 5", "three times 3", ("3",)),
        ("1 и 2", "3 и 2", "one and two and one", ("1",)),
    ],
)
def test_what_is_not_certain_stays_and_is_named(
    then: str, now: str, target: str, unfixed: tuple[str, ...]
) -> None:
    repaired = put_right(then, now, target)
    assert (repaired.target, repaired.fixed, repaired.unfixed) == (target, (), unfixed)


def test_figures_that_are_the_same_are_left_alone() -> None:
    repaired = put_right("5 стран и 7 лиц", "5 государств и 8 лиц", "5 countries, 7 persons")
    assert repaired.target == "5 countries, 8 persons"
    assert [(fix.was, fix.now) for fix in repaired.fixed] == [("7", "8")]


NUMBERS = st.lists(st.integers(0, 3000), min_size=1, max_size=4)


@given(NUMBERS, st.data())
def test_numbers_follow_wherever_they_are_told_apart(old: list[int], data: st.DataObject) -> None:
    new = data.draw(st.lists(st.integers(0, 3000), min_size=len(old), max_size=len(old)))
    letters = "абвг"
    then = " ".join(f"слово{letters[at]} {value}" for at, value in enumerate(old))
    now = " ".join(f"слово{letters[at]} {value}" for at, value in enumerate(new))
    target = " ".join(f"word{at * 'x'} {value}" for at, value in enumerate(old))
    repaired = put_right(then, now, target)
    assert repaired.unfixed == ()
    assert repaired.target == " ".join(f"word{at * 'x'} {value}" for at, value in enumerate(new))
