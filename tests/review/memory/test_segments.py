"""Segments: what is built, cut into pages and merged is what was put in."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.review.memory import segments
from workbench.review.memory.segments import Page, Segment, Stored, build, merge
from workbench.review.memory.views import View
from workbench.review.memory.words import analyse, codes, split

TEXTS = st.lists(
    st.lists(st.sampled_from("сеть доклад и совет 5 закон".split()), max_size=6).map(" ".join),
    min_size=1,
    max_size=12,
)


def postings(segment: Segment) -> dict[int, set[int]]:
    """The ids of the units of each code, read through pages as they are stored."""
    found: dict[int, set[int]] = {}
    for page in segment.pages:
        again = Page.parse(page.packed())
        for code in again.codes.tolist():
            numbers = again.units_of(code)
            assert (np.diff(numbers.astype(np.int64)) > 0).all()
            found[code] = set(segment.units[numbers].tolist())
    return found


def expected(units: dict[int, str]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for id_, text in units.items():
        for code in codes(split(text)):
            found.setdefault(code, set()).add(id_)
    return found


def made(units: dict[int, str]) -> Segment:
    return build(np.array(list(units), np.int64), analyse(list(units.values())))


def as_stored(segment: Segment) -> Stored:
    return Stored(segment.units, segment.lengths, segment.pages, segment.vocabulary)


@given(TEXTS)
def test_a_segment_holds_its_units(texts: list[str]) -> None:
    units = dict(enumerate(texts, 7))
    assert postings(made(units)) == expected(units)


@given(TEXTS)
def test_units_of_a_length_are_one_run(texts: list[str]) -> None:
    units = dict(enumerate(texts))
    segment = made(units)
    view = View.recent(0, segment)
    for shortest, longest in ((0, 9), (1, 1), (2, 4), (5, 5), (6, 99)):
        low, high = view.between(shortest, longest)
        inside = {i for i, text in units.items() if shortest <= len(codes(split(text))) <= longest}
        assert set(segment.units[low:high].tolist()) == inside


@given(st.lists(TEXTS, min_size=1, max_size=4), st.sets(st.integers(0, 40)))
def test_a_merged_segment_is_one_built_at_once(parts: list[list[str]], dead: set[int]) -> None:
    numbered = iter(range(1000))
    units = [{next(numbered): text for text in texts} for texts in parts]
    merged = merge(
        [as_stored(made(part)) for part in units],
        lambda ids: np.array([id_ not in dead for id_ in ids.tolist()]),
    )
    left = {i: text for part in units for i, text in part.items() if i not in dead}
    if not left:
        assert merged is None
        return
    assert merged is not None
    assert postings(merged) == expected(left)
    assert merged.lengths.tolist() == made(left).lengths.tolist()


def test_frequent_words_have_pages_of_their_own() -> None:
    count = segments.PAGE_ENTRIES + 10
    segment = made({i: f"общий слово{'аб'[i % 2] * (i % 50)}" for i in range(count)})
    common = codes(split("общий"))[0]
    assert [len(p.codes) for p in segment.pages if common in p.codes] == [1]
    assert postings(segment)[common] == set(range(count))
    firsts = segment.directory()[0].tolist()
    assert firsts == sorted(set(firsts))
