from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.translation.clauses import rejoin, split_to_fit

TEXTS = st.text(alphabet="абв ,.;:—-и", max_size=120).map(lambda text: " ".join(text.split()))


@given(TEXTS, st.integers(1, 30))
def test_spans_leave_out_white_space_only_and_each_fits(text: str, limit: int) -> None:
    spans = split_to_fit(text, len, limit)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(
        " ", ""
    )
    assert all(end - start <= limit for start, end in spans)
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    assert all(not text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True))
    assert all(start < end for start, end in spans) or not text


@given(TEXTS, st.integers(1, 10))
def test_the_size_asked_is_that_of_the_part(text: str, limit: int) -> None:
    def words(part: str) -> int:
        return len(part.split())

    spans = split_to_fit(text, words, limit)
    assert all(words(text[start:end]) <= limit for start, end in spans)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("одно два; три четыре, пять", ["одно два;", "три четыре, пять"]),
        ("одно два: три, и четыре", ["одно два:", "три, и четыре"]),
        ("раз два, три и четыре", ["раз два,", "три и четыре"]),
        ("один два, которые три, четыре", ["один два,", "которые три, четыре"]),
        ("один два три четыре", ["один два", "три четыре"]),
    ],
)
def test_the_strongest_place_near_the_middle_is_taken(text: str, parts: list[str]) -> None:
    spans = split_to_fit(text, len, len(text) - 1)
    assert [text[start:end] for start, end in spans] == parts


def test_a_text_that_fits_is_one_span() -> None:
    assert split_to_fit("короткий текст", len, 100) == [(0, 14)]


def test_a_long_text_takes_few_looks() -> None:
    text = "слово " * 20_000
    looked = 0

    def size(part: str) -> int:
        nonlocal looked
        looked += len(part)
        return len(part)

    split_to_fit(text.strip(), size, 400)
    assert looked < 20 * len(text)  # each level of cuts looks at the text once


@pytest.mark.parametrize(
    ("sources", "drafts", "text"),
    [
        (["да,", "и нет."], ["Yes,", "And no."], "Yes, and no."),
        (["да", "нет."], ["Yes.", "No."], "Yes no."),
        (["да.", "Нет."], ["Yes.", "No."], "Yes. No."),
        (["да", "ИКТ"], ["yes", "ICT"], "yes ICT"),
        (["по", "иностранной помощи"], ["on", "ICT aid"], "on ICT aid"),
        (["да", "и", "нет"], ["yes", "", "no"], "yes no"),
        (["да и т. д.", "нет"], ["yes etc.", "no"], "yes etc. no"),
        (["да", "государства-члены"], ["yes", "Member States do"], "yes Member States do"),
        (["да", "эти государства-члены"], ["yes", "The Member States"], "yes the Member States"),
        (["да", "стандарт"], ["yes", "A standard"], "yes a standard"),
    ],
)
def test_drafts_are_joined(sources: list[str], drafts: list[str], text: str) -> None:
    joined, starts = rejoin(sources, drafts)
    assert joined == text
    for start, draft in zip(starts, drafts, strict=True):
        length = len(draft.rstrip("."))
        assert joined[start : start + length].lower() == draft.rstrip(".").lower()
