"""Recall and precision on the sentences marked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.terminology import gold
from workbench.terminology import Matcher, load_term_base


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_term_base(gold.TERMS))


def test_marks_point_at_their_words() -> None:
    marks = [(text[a:b], source) for _, text, found in gold.sentences() for a, b, source in found]
    assert len(marks) >= 300
    assert all(surface.strip() == surface and surface for surface, _ in marks)
    known = {entry.source for entry in load_term_base(gold.TERMS).entries}
    assert {source for _, source in marks} <= known


@pytest.mark.parametrize("half", ["dev", "test", None])
def test_recall_and_precision(matcher: Matcher, half: str | None) -> None:
    result = gold.count(matcher, half)
    assert result.recall >= 0.95, result.missed
    assert result.precision >= 0.98, result.false


def test_recall_and_precision_with_the_term_base_that_ships() -> None:
    base = load_term_base(Path(__file__).parents[2] / "glossary" / "un-ict.tbx")
    result = gold.count_shared(Matcher(base))
    assert result.hits > 100
    assert result.recall >= 0.95, result.missed
    assert result.precision >= 0.98, result.false
