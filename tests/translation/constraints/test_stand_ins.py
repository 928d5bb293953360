"""Terms with letters that the model lacks come out in their real spelling."""

from __future__ import annotations

import pytest

from workbench.terminology import TermBase, TermEntry, TermMatch
from workbench.translation import TermStatus, Translator, open_model
from workbench.translation.constraints.stand_ins import (
    apply_swaps,
    restore,
    stand_in,
    with_stand_ins,
)

TURKEY = TermEntry("1", "Турция", ("Türkiye",))
IVORY = TermEntry("2", "Кот-д’Ивуар", ("Côte d’Ivoire",))


def test_a_stand_in_is_as_long_as_the_form() -> None:
    assert stand_in("Türkiye") == "Turkiye"
    assert stand_in("Chargé d'affaires") == "Charge d'affaires"
    assert with_stand_ins(["network"]) == ("network",)
    assert with_stand_ins(["Türkiye"]) == ("Türkiye", "Turkiye")


def test_the_real_letters_come_back_with_the_capitals_of_the_text() -> None:
    match = TermMatch(TURKEY, 0, 6, "Турция")
    text, swaps = restore("TURKIYE and Turkiye, not Turkiyesque", [match])
    assert text == "TÜRKIYE and Türkiye, not Turkiyesque"
    assert apply_swaps("TURKIYE and Turkiye, not Turkiyesque", swaps) == text


def test_what_is_right_stays() -> None:
    match = TermMatch(TURKEY, 0, 6, "Турция")
    assert restore("Türkiye stated", [match]) == ("Türkiye stated", ())


@pytest.mark.parametrize(
    ("russian", "name"),
    [
        ("Представитель Турции выступил с заявлением.", "Türkiye"),
        ("Правительство Кот-д’Ивуара представило доклад.", "Côte d’Ivoire"),
    ],
)
def test_the_embedded_model_keeps_the_promise(russian: str, name: str) -> None:
    base = TermBase((TURKEY, IVORY), name="names")
    (draft,) = Translator(open_model(), term_base=base).draft([russian])
    (term,) = draft.terms
    assert term.status is not TermStatus.UNSATISFIED
    assert draft.text[term.start : term.end].rstrip("'’s") == name.rstrip("s")
