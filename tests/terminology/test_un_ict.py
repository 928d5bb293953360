"""The content of the UN ICT term base: complete, sourced, without clashes, and findable."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from workbench.terminology import Matcher, Policy, TermBase, TermEntry, load_term_base
from workbench.terminology.pattern import compile_source
from workbench.terminology.variants import forbidden_forms

GLOSSARY = Path(__file__).resolve().parents[2] / "glossary"
DOMAINS = {
    *("security", "governance", "process", "document", "body", "legal", "crime"),
    *("telecom", "digital", "ai", "data", "country"),
}


@pytest.fixture(scope="module")
def base() -> TermBase:
    return load_term_base(GLOSSARY / "un-ict.tbx")


@pytest.fixture(scope="module")
def matcher(base: TermBase) -> Matcher:
    return Matcher(base)


def found(matcher: Matcher, text: str) -> dict[str, TermEntry]:
    return {match.surface: match.entry for match in matcher.match(text)}


def test_size_and_domains(base: TermBase) -> None:
    hard = [entry for entry in base.entries if entry.policy is Policy.HARD]
    assert len(base) >= 2_000
    assert len(hard) >= 1_200
    assert {entry.domain for entry in base.entries} == DOMAINS


def test_tbx_holds_what_the_table_holds(base: TermBase) -> None:
    table = load_term_base(GLOSSARY / "un-ict.tsv")
    assert table.report == ()
    assert base.version == table.version
    assert [replace(entry, line=0) for entry in base.entries] == [
        replace(entry, line=0) for entry in table.entries
    ]


def test_tbx_is_basic_dialect_in_dca_style() -> None:
    root = etree.parse(GLOSSARY / "un-ict.tbx").getroot()
    assert root.tag == "{urn:iso:std:iso:30042:ed-2}tbx"
    assert root.attrib["type"] == "TBX-Basic"
    assert root.attrib["style"] == "dca"


def test_every_entry_names_its_source_and_part_of_speech(base: TermBase) -> None:
    lacking = [e.source for e in base.entries if not (e.origin and e.part_of_speech)]
    assert lacking == []


def test_no_two_entries_stand_for_the_same_words(base: TermBase) -> None:
    holders: dict[object, set[str]] = defaultdict(set)
    for entry in base.entries:
        for pattern in compile_source(entry.source, entry.part_of_speech):
            holders[tuple((step.joint, step.key) for step in pattern.steps)].add(entry.source)
    assert [sources for sources in holders.values() if len(sources) > 1] == []


def test_forbidden_forms_are_no_admissible_ones(base: TermBase) -> None:
    for entry in base.entries:
        targets = {target.casefold() for target in entry.targets}
        assert targets.isdisjoint(form.casefold() for form in entry.forbidden), entry.source
        assert len(targets) == len(entry.targets), entry.source
        if entry.forbidden:
            assert forbidden_forms(entry), entry.source


def test_cells_hold_clean_text(base: TermBase) -> None:
    odd = re.compile(r"\s\s|^\s|\s$|[\t\n|…]|[а-яё]", re.IGNORECASE)
    for entry in base.entries:
        for form in (*entry.targets, *entry.forbidden):
            assert not odd.search(form), (entry.source, form)


def test_every_entry_is_found_in_its_own_lemma_form(base: TermBase, matcher: Matcher) -> None:
    missed = []
    for entry in base.entries:
        text = entry.source.replace("#/#", "73/27").replace("#", "96")
        surfaces = [match for match in matcher.match(text) if match.entry.id == entry.id]
        if not surfaces or surfaces[0].start > 1:
            missed.append(entry.source)
    assert missed == []


@pytest.mark.parametrize(
    ("text", "surface", "preferred"),
    [
        (
            "о роли информационно-коммуникационных технологий",
            "информационно-коммуникационных технологий",
            "information and communications technologies",
        ),
        ("угрозы информационной безопасности", "информационной безопасности", None),
        (
            "членами Шанхайской организации сотрудничества",
            "Шанхайской организации сотрудничества",
            None,
        ),
        ("по пункту 98 повестки дня", "по пункту 98 повестки дня", "under agenda item 98"),
        ("делегация Турции", "Турции", "Türkiye"),
        ("в Кот-д’Ивуаре", "Кот-д’Ивуаре", "Côte d'Ivoire"),
        ("протоколы IPv6 и сети IMT-2020", "IMT-2020", "IMT-2020"),
    ],
)
def test_hard_terms_are_found_inflected(
    matcher: Matcher, text: str, surface: str, preferred: str | None
) -> None:
    entries = found(matcher, text)
    assert surface in entries, entries
    assert entries[surface].policy is not Policy.SOFT
    if preferred is not None:
        assert entries[surface].preferred == preferred


@pytest.mark.parametrize("text", ["Того же мнения придерживались другие.", "Мали ботинки."])
def test_homographs_of_country_names_are_not_enforced(matcher: Matcher, text: str) -> None:
    assert all(entry.policy is Policy.SOFT for entry in found(matcher, text).values())


def test_longest_name_wins(matcher: Matcher) -> None:
    entries = found(matcher, "Центральноафриканская Республика и Республика Судан")
    assert [entry.preferred for entry in entries.values()] == [
        "Central African Republic",
        "Republic of the Sudan",
    ]
