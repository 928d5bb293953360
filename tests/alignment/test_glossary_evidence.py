"""A term and its admissible English forms count as evidence; anything else stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.alignment import lexical_similarity
from workbench.alignment.dynamic import PAIRED_TYPES
from workbench.terminology import Matcher, TermBase, TermEntry, load_term_base

GLOSSARY = Path(__file__).resolve().parents[2] / "glossary" / "un-ict.tbx"
ENTRIES = (
    TermEntry("1", "наследие веков", ("legacy asset", "bequest")),
    TermEntry("2", "ИТ", ("IT",)),
    TermEntry("3", "Общая платформа (ОП)", ("Joint Venue (JV)",)),
)


def evidence(source: str, target: str, *, glossary: Matcher | None) -> float:
    """What the words of a 1-1 bead tell, in nats."""
    similarity = lexical_similarity([source, "Да."], [target, "Yes."], glossary=glossary)
    tile = similarity.features(range(1), range(1))[:, PAIRED_TYPES.index((1, 1)), 0, 0]
    names = similarity.names
    return float(tile[names.index("explained target")] + tile[names.index("explained source")])


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(TermBase(ENTRIES))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Это наследие веков.", "This is a legacy asset."),
        ("Нет наследия веков.", "There are no legacy assets."),
        ("Нет наследия веков.", "There is no bequest."),
        ("Отдел ИТ закрыт.", "The IT unit is closed."),
        ("Работает ОП.", "The JV works."),
        ("Работает Общая платформа.", "The Joint Venue works."),
    ],
)
def test_a_term_and_its_form_fit(matcher: Matcher, source: str, target: str) -> None:
    assert evidence(source, target, glossary=matcher) > 2 + evidence(source, target, glossary=None)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("Это наследие веков.", "This is a legacy of an asset."),
        ("Это наследие века.", "This is a bequests list."),
        ("Отдел ИТ закрыт.", "We closed it today."),
        ("Это другое дело.", "This is a legacy asset."),
        ("Это наследие веков.", "This is another matter."),
    ],
)
def test_what_is_no_hit_changes_nothing(matcher: Matcher, source: str, target: str) -> None:
    assert evidence(source, target, glossary=matcher) == evidence(source, target, glossary=None)


def test_the_glossary_of_the_product_is_evidence() -> None:
    matcher = Matcher(load_term_base(GLOSSARY))
    pair = ("Доступ к ИКТ.", "Access to information and communications technologies.")
    assert evidence(*pair, glossary=matcher) > 1 + evidence(*pair, glossary=None)
