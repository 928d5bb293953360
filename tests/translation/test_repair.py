from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.translation.literals import find_literals
from workbench.translation.model import WordLink
from workbench.translation.repair import Edit, repair_literals


def repaired(source: str, target: str, links: tuple[WordLink, ...] = ()) -> str:
    return repair_literals(source, target, links)[0]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("в резолюции A/RES/73/27", "in resolution A/RES/73/72", "in resolution A/RES/73/27"),
        ("в резолюции А/RES/73/27", "in resolution А/RES/73/27", "in resolution A/RES/73/27"),
        ("(A/75/123/Add.1).", "(A/75/123/Ad.1).", "(A/75/123/Add.1)."),
        ("A/RES/73/27: и A/75/123", "A/RES/73/27: and A/75/12", "A/RES/73/27: and A/75/123"),
        ("см. www.un.org/ict.", "see www.un.org/itc.", "see www.un.org/ict."),
        ("почта a.b@un.org", "mail a.b@un.or", "mail a.b@un.org"),
        ("1 234,5 млн", "1,243.5 million", "1,234.5 million"),
        ("в 2021 году", "in 2012", "in 2021"),
    ],
)
def test_a_garbled_literal_is_put_right(source: str, target: str, expected: str) -> None:
    text, edits, warnings = repair_literals(source, target, ())
    assert text == expected
    assert len(edits) == 1
    assert warnings == ()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("25 тысяч", "25,000"),
        ("10.11.2020 состоялось", "On 10 November 2020 it took place"),
        ("в 15 ч. 30 мин.", "at 3.30 p.m."),
        ("A/75/1 и A/75/2", "A/75/2 and A/75/1"),
        ("http://a.b/c,d и http://a.b/e", "http://a.b/e and http://a.b/c,d"),
        ("A/2019 и 2019", "A/2019 and 2019"),
    ],
)
def test_what_is_right_is_left_alone(source: str, target: str) -> None:
    assert repair_literals(source, target, ()) == (target, (), ())


def test_a_right_literal_is_never_overwritten_by_another() -> None:
    for target in ("A/75/123: the first", "A/75/123? the first", "A/75/123’s first"):
        text, _, warnings = repair_literals("A/75/123 и A/75/124", target, ())
        assert text == target
        assert warnings == ("document symbol A/75/124 is missing from the draft",)
    text, _, warnings = repair_literals("http://a.b/c,d и http://a.b/e", "http://a.b/c,d", ())
    assert text == "http://a.b/c,d"
    assert warnings == ("address http://a.b/e is missing from the draft",)
    assert repaired("A/2019/1 и 2019", "in 2019") == "in 2019"


def test_a_link_decides_between_two_wrong_numbers() -> None:
    source, target = "из 17 стран", "from 40 countries, 50 times"
    links = (WordLink(3, 5, 5, 7, 0.9),)
    text, _, warnings = repair_literals(source, target, links)
    assert text == "from 17 countries, 50 times"
    assert warnings == ("number 50 is not in the source",)


def test_without_a_certain_place_nothing_is_changed() -> None:
    text, edits, warnings = repair_literals("из 17 стран", "from 40 countries", ())
    assert (text, edits) == ("from 40 countries", ())
    assert warnings == (
        "number 17 is missing from the draft",
        "number 40 is not in the source",
    )


def test_spans_move_with_an_edit() -> None:
    edit = Edit(10, 14, 7)
    assert edit.move((0, 5)) == (0, 5)
    assert edit.move((5, 10)) == (5, 10)
    assert edit.move((14, 20)) == (17, 23)
    assert edit.move((12, 20)) == (10, 23)
    assert edit.move((8, 12)) == (8, 17)
    assert edit.move((10, 14)) == (10, 17)


def test_a_span_after_two_edits_still_names_its_word() -> None:
    target = "see A/RES/73/2 and A/75/12, the annex"
    text, edits, _ = repair_literals("A/RES/73/27 и A/75/123456", target, ())
    assert text == "see A/RES/73/27 and A/75/123456, the annex"
    for word in ("see", "and", "annex"):
        span = target.index(word), target.index(word) + len(word)
        for edit in edits:
            span = edit.move(span)
        assert text[span[0] : span[1]] == word


TOKENS = st.sampled_from(
    ["5", "12", "12,5", "1 234", "A/75/1", "A/75/12", "A/RES/75/1:", "www.a.b/c,d", "www.a.b/c(e)f",
     "x@un.org", "2019", "90-х", "10.11.2020", "тыс.", "и", "p.m.", "[", ")", "1990s"]
)  # fmt: skip


@given(st.lists(TOKENS, max_size=6), st.lists(TOKENS, max_size=6))
def test_edits_tell_all_that_changed_and_each_literal_is_mended_once(
    left: list[str], right: list[str]
) -> None:
    source, target = " ".join(left), " ".join(right)
    text, edits, _ = repair_literals(source, target, ())
    assert len(edits) <= len(find_literals(source, language="ru"))
    grown = sum(edit.length - (edit.end - edit.start) for edit in edits)
    assert len(target) + grown == len(text)
    assert edits or text == target
