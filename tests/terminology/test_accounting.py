"""Binding terms inside longer ones that are only counted, and whose span is whose."""

from __future__ import annotations

import pytest

from workbench.terminology import Matcher, Policy, TermBase, TermEntry, TermMatch
from workbench.terminology.accounting import due, is_right, settle

INCLUSION = TermEntry(
    "1", "охват цифровыми технологиями", ("digital inclusion",), policy=Policy.SOFT
)
TECHNOLOGY = TermEntry("2", "цифровые технологии", ("digital technologies",))
DIGITAL = TermEntry("3", "цифровые", ("digital",), policy=Policy.SOFT)
SENTENCE = "Обсуждался охват цифровыми технологиями в странах."


def found(*entries: TermEntry, text: str = SENTENCE) -> list[TermMatch]:
    return Matcher(TermBase(entries)).match(text)


def hard(english: str) -> TermMatch:
    return TermMatch(TermEntry("9", "x", (english,)), 0, 1, "x")


def soft(english: str) -> TermMatch:
    return TermMatch(TermEntry("8", "x", (english,), policy=Policy.SOFT), 0, 1, "x")


def test_a_soft_term_holds_the_binding_ones_inside_it() -> None:
    fixed = TermEntry("2", "цифровыми технологиями", ("digital technologies",))
    (match,) = found(INCLUSION, fixed)
    assert match.entry is INCLUSION
    assert [inner.surface for inner in match.nested] == ["цифровыми технологиями"]
    (inner,) = match.nested
    assert SENTENCE[inner.start : inner.end] == inner.surface


def test_nested_terms_inflect_and_the_longest_counts() -> None:
    short = TermEntry("4", "технологии", ("technologies",))
    (match,) = found(INCLUSION, TECHNOLOGY, short, DIGITAL)
    assert [inner.entry.id for inner in match.nested] == ["2"]


def test_a_hard_term_hides_what_is_inside_it() -> None:
    whole = TermEntry("1", "охват цифровыми технологиями", ("digital inclusion",))
    (match,) = found(whole, TECHNOLOGY)
    assert match.nested == ()


@pytest.mark.parametrize(
    ("english", "owed"),
    [
        ("They discussed digital inclusion in countries.", ["1"]),
        ("They discussed coverage by digital technologies.", ["1", "2"]),
        ("They discussed coverage.", ["1", "2"]),
    ],
)
def test_nested_terms_are_due_where_the_longer_does_not_stand(
    english: str, owed: list[str]
) -> None:
    matches = found(INCLUSION, TECHNOLOGY)
    assert [match.entry.id for match in due(english, matches)] == owed


def test_what_is_due_decides_whether_a_text_is_right() -> None:
    matches = found(INCLUSION, TECHNOLOGY)
    for english, right in (("digital inclusion", True), ("coverage", False)):
        assert is_right(english, due(english, matches)) is right


def test_a_soft_term_does_not_take_the_span_of_a_hard_one() -> None:
    pair = [soft("DPRK"), hard("the Republic")]
    both = [soft("the Republic"), hard("the Republic")]
    assert [span for _, span in settle("of the Republic", both)] == [None, (3, 15)]
    assert [span for _, span in settle("DPRK of the Republic", pair)] == [(0, 4), (8, 20)]
