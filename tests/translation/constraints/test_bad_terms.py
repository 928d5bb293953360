"""Entries that cannot be kept: each comes out in the account with its reason."""

from __future__ import annotations

from workbench.terminology import Policy, TermBase, TermEntry
from workbench.translation import Draft, TermStatus, Translator, open_model

TEXT = "Государства создают сеть."


def drafted(*entries: TermEntry, text: str = TEXT) -> Draft:
    return Translator(open_model(), term_base=TermBase(entries)).draft([text])[0]


def test_a_target_longer_than_the_limit() -> None:
    draft = drafted(TermEntry("1", "сеть", ("very long circuit " * 200,)))
    (term,) = draft.terms
    assert (term.status, term.reason) == (TermStatus.UNSATISFIED, "length")
    assert draft.text


def test_hard_here_and_forbidden_there() -> None:
    one = TermEntry("1", "сеть", ("circuit",), policy=Policy.HARD)
    other = TermEntry("2", "государства", ("countries",), ("circuit", "circuits"))
    draft = drafted(one, other)
    assert [term.status for term in draft.terms] == [TermStatus.FORCED] * 2
    assert "circuit" in draft.text.lower(), "what a term needs is not forbidden in its sentence"


def test_hard_and_forbidden_in_one_entry() -> None:
    draft = drafted(TermEntry("1", "сеть", ("circuit",), ("circuit",)))
    (term,) = draft.terms
    assert term.status is TermStatus.UNSATISFIED or "circuit" in draft.text.lower()
    assert (term.status is TermStatus.UNSATISFIED) == bool(term.reason)


def test_an_entry_of_punctuation_changes_nothing() -> None:
    plain = Translator(open_model()).draft([TEXT])[0]
    draft = drafted(TermEntry("1", "…", ("ellipsis",)), TermEntry("2", "—", ("dash",)))
    assert (draft.text, draft.terms) == (plain.text, ())


def test_an_english_of_punctuation_is_accounted_for() -> None:
    (term,) = drafted(TermEntry("1", "сеть", ("—",))).terms
    assert (term.status is TermStatus.UNSATISFIED) == bool(term.reason)
