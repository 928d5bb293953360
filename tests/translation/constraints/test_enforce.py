"""Enforcement on free drafts: what is right stays, what is not is redone and accounted for."""

from __future__ import annotations

import pytest

from workbench.terminology.model import Policy, TermEntry, TermMatch
from workbench.translation.constraints import ConstrainedDecoder
from workbench.translation.constraints.enforce import enforce
from workbench.translation.free_pass import BeamSettings, FreePass
from workbench.translation.model import TermStatus
from workbench.translation.units import Unit, UnitDraft, make_units

TEXT = "Государства подчеркнули важность защиты критической инфраструктуры."
TERM = "критической инфраструктуры"


@pytest.fixture(scope="module")
def drafted(decoder: ConstrainedDecoder) -> tuple[Unit, UnitDraft]:
    unit = make_units(TEXT, decoder.pieces, 200)[0]
    free = FreePass(decoder.folder, BeamSettings(threads=1))
    found = free.decode([[piece.text for piece in unit.pieces]])[0]
    return unit, UnitDraft(decoder.pieces.decode(found.pieces), found)


def match(
    *targets: str, policy: Policy = Policy.HARD, forbidden: tuple[str, ...] = ()
) -> TermMatch:
    entry = TermEntry("1", "критическая инфраструктура", targets, forbidden, policy)
    start = TEXT.index(TERM)
    return TermMatch(entry, start, start + len(TERM), TERM)


def test_a_right_draft_is_kept_to_the_byte(
    decoder: ConstrainedDecoder, drafted: tuple[Unit, UnitDraft]
) -> None:
    unit, draft = drafted
    result = enforce(decoder, [unit], [draft], [[match("critical infrastructure")]])[0]
    assert result.text == draft.text
    assert result.hypothesis is draft.hypothesis
    assert [account.status for account in result.terms] == [TermStatus.FREE]


def test_a_missing_term_is_forced_and_priced(
    decoder: ConstrainedDecoder, drafted: tuple[Unit, UnitDraft]
) -> None:
    unit, draft = drafted
    result = enforce(decoder, [unit], [draft], [[match("vital facility")]])[0]
    account = result.terms[0]
    assert account.status is TermStatus.FORCED
    assert result.text[account.start : account.end] == account.variant
    assert account.variant in ("vital facility", "vital facilities")
    assert account.cost > 0
    pieces = "".join(result.hypothesis.pieces).replace("\u2581", " ").strip()
    assert pieces == result.text


def test_a_forbidden_form_goes(
    decoder: ConstrainedDecoder, drafted: tuple[Unit, UnitDraft]
) -> None:
    unit, draft = drafted
    assert "critical infrastructure" in draft.text
    soft = match("vital facility", policy=Policy.SOFT, forbidden=("critical infrastructure",))
    result = enforce(decoder, [unit], [draft], [[soft]])[0]
    assert "critical infrastructure" not in result.text


def test_a_soft_term_is_only_counted(
    decoder: ConstrainedDecoder, drafted: tuple[Unit, UnitDraft]
) -> None:
    unit, draft = drafted
    result = enforce(decoder, [unit], [draft], [[match("vital facility", policy=Policy.SOFT)]])[0]
    assert result.text == draft.text
    assert result.terms[0].status is TermStatus.UNSATISFIED
    assert result.terms[0].reason == "soft policy"


def test_a_term_that_the_model_cannot_write_is_reported(
    decoder: ConstrainedDecoder, drafted: tuple[Unit, UnitDraft]
) -> None:
    unit, draft = drafted
    result = enforce(decoder, [unit], [draft], [[match("关键基础设施")]])[0]
    assert result.terms[0].status is TermStatus.UNSATISFIED
    assert result.terms[0].reason == "unknown piece"


def test_no_matches_no_change(decoder: ConstrainedDecoder, drafted: tuple[Unit, UnitDraft]) -> None:
    unit, draft = drafted
    assert enforce(decoder, [unit], [draft], [[]])[0].text == draft.text
