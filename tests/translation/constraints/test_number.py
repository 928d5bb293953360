"""The number of the Russian decides between forms that an entry has in both numbers."""

from __future__ import annotations

import pytest

from workbench.terminology import Matcher, TermBase, TermEntry
from workbench.translation.constraints import (
    ConstrainedDecoder,
    ConstrainedSegment,
    Constraint,
    Outcome,
)
from workbench.translation.constraints.enforce import as_segment
from workbench.translation.free_pass import Hypothesis
from workbench.translation.units import UnitDraft, make_units

BOTH = TermEntry("1", "сеть", ("circuit", "circuits"))
ONE = TermEntry("1", "сеть", ("circuits",))


def asked(decoder: ConstrainedDecoder, text: str, entry: TermEntry) -> Constraint:
    unit = make_units(text, decoder.pieces, 200)[0]
    matches = Matcher(TermBase((entry,))).match(unit.source.text)
    draft = UnitDraft("", Hypothesis((), 0.0, (), (), True))
    return as_segment(unit, draft, matches).constraints[0]


@pytest.mark.parametrize(
    ("text", "forms", "others"),
    [
        ("Говорили о сетях.", ("circuits",), ("circuit",)),
        ("Эта сеть важна.", ("circuit",), ("circuits",)),
        ("Две сети важны.", ("circuits",), ("circuit",)),
    ],
)
def test_forms_of_the_number_come_first(
    decoder: ConstrainedDecoder, text: str, forms: tuple[str, ...], others: tuple[str, ...]
) -> None:
    constraint = asked(decoder, text, BOTH)
    assert (constraint.forms, constraint.others) == (forms, others)


def test_a_number_that_is_not_certain_or_not_given_leaves_the_choice(
    decoder: ConstrainedDecoder,
) -> None:
    unclear = TermEntry("1", "ИКТ", ("ICT", "ICTs"))
    assert asked(decoder, "Безопасность ИКТ важна.", unclear).others == ()
    assert set(asked(decoder, "Речь об этой сети.", ONE).forms) == {"circuits", "circuit"}


def test_the_draft_follows_the_number(decoder: ConstrainedDecoder) -> None:
    text = "Государства подчеркнули важность критических инфраструктур."
    both = Constraint(("vital facilities",), (32, 59), others=("vital facility",))
    result = decoder.decode([ConstrainedSegment(text, (both,))])[0]
    assert "vital facilities" in result.text


@pytest.mark.parametrize("form", ["网络", "networks"])
def test_the_other_number_rather_than_nothing(
    random_decoder: ConstrainedDecoder, form: str
) -> None:
    constraint = Constraint((form,), others=("network",))
    segment = ConstrainedSegment("сеть", (constraint,), forbidden=("networks",))
    result = random_decoder.decode([segment])[0]
    assert [report.outcome for report in result.reports] == [Outcome.SATISFIED]
    assert result.reports[0].form.lower() == "network"
    assert "networks" not in result.text


def test_russian_as_the_entry_has_it_gives_english_as_the_entry_has_it(
    decoder: ConstrainedDecoder,
) -> None:
    title = TermEntry("1", "достижения в сфере связи", ("developments in the field",))
    constraint = asked(decoder, "Достижения в сфере связи были названы.", title)
    assert "developments in the field" in constraint.forms
    assert "development in the field" not in constraint.forms
    assert "development in the field" in constraint.others
