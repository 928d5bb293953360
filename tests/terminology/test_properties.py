"""What holds for every text: folding changes nothing, spans index the text, none overlap."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.terminology import gold
from workbench.terminology import Matcher, TermMatch, load_term_base
from workbench.terminology.cells import guard, join_list, split_list, unguard
from workbench.terminology.tokens import tokenize
from workbench.terminology.variants import account, find_forms

MATCHER = Matcher(load_term_base(gold.TERMS))
SENTENCES = [text for _, text, _ in gold.sentences()]
SEPARATORS = [" ", "-", " - ", ", ", "\u00a0", "\u2011", "/", "«", "»", "(", "\n", "’", "#"]
WORDS = sorted({token.form for text in SENTENCES[:40] for token in tokenize(text)})
made_up = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SEPARATORS)), max_size=25).map(
    lambda pairs: "".join(word + separator for word, separator in pairs)
)
texts = st.one_of(st.sampled_from(SENTENCES), made_up, st.text(max_size=60))


def found(text: str) -> list[tuple[str, str]]:
    return [(m.entry.id, m.surface.replace("\u00a0", " ")) for m in MATCHER.match(text)]


def ids(text: str) -> list[str]:
    return [match.entry.id for match in MATCHER.match(text)]


@given(texts)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_spans_index_the_text_and_do_not_overlap(text: str) -> None:
    end = 0
    for match in MATCHER.match(text):
        assert end <= match.start < match.end <= len(text)
        assert match.surface == text[match.start : match.end]
        end = match.end


@given(st.sampled_from(SENTENCES), st.data())
@settings(max_examples=200, deadline=None, derandomize=True)
def test_soft_hyphens_inside_words_change_nothing(text: str, data: st.DataObject) -> None:
    inside = [i for i in range(1, len(text)) if text[i - 1].isalpha() and text[i].isalpha()]
    cuts = data.draw(st.sets(st.sampled_from(inside), max_size=20))
    split = "".join("\u00ad" + c if i in cuts else c for i, c in enumerate(text))
    assert [surface.replace("\u00ad", "") for _, surface in found(split)] == [
        surface for _, surface in found(text)
    ]


@given(st.one_of(st.sampled_from(SENTENCES), made_up))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_yo_and_spaces_and_composition_change_nothing(text: str) -> None:
    expected = ids(text)
    assert ids(text.replace("ё", "е").replace("Ё", "Е")) == expected
    assert ids(text.replace(" ", "\u00a0")) == expected
    assert ids(unicodedata.normalize("NFD", text)) == expected
    assert ids(text.replace("-", "\u2011")) == expected


@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_sentences_do_not_influence_each_other(one: str, other: str) -> None:
    assert ids(f"{one}\n\n{other}") == ids(one) + ids(other)


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=8), max_size=4))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_english_spans_are_ordered_and_disjoint(text: str, forms: list[str]) -> None:
    end = 0
    for start, stop in find_forms(text, forms):
        assert end <= start < stop <= len(text)
        end = stop


@given(st.sampled_from(SENTENCES), st.text(max_size=60))
@settings(max_examples=100, deadline=None, derandomize=True)
def test_account_lists_every_match_once(russian: str, english: str) -> None:
    matches: list[TermMatch] = MATCHER.match(russian)
    accounted = account(english, matches)
    assert [match for match, _ in accounted] == matches
    spans = [span for _, span in accounted if span is not None]
    assert len(set(spans)) == len(spans)


@given(st.text(max_size=20))
@settings(derandomize=True)
def test_guarded_cells_come_back(cell: str) -> None:
    assert unguard(guard(cell)) == cell
    assert not guard(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


cells = st.text(st.characters(exclude_characters="\\"), max_size=9).map(str.strip).filter(bool)


@given(st.lists(cells, max_size=5))
@settings(derandomize=True)
def test_listed_cells_come_back(values: list[str]) -> None:
    assert split_list(join_list(values)) == values
