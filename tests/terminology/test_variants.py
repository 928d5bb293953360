"""English forms of a term, and the account of a translation."""

from __future__ import annotations

import pytest

from workbench.terminology import Policy, TermEntry, TermMatch
from workbench.terminology.english import other_number
from workbench.terminology.variants import (
    account,
    english_forms,
    find_forbidden,
    find_forms,
    forbidden_forms,
)


def match(*targets: str, forbidden: tuple[str, ...] = (), pos: str = "noun phrase",
          plural: bool | None = None) -> TermMatch:  # fmt: skip
    entry = TermEntry(targets[0], "термин", targets, forbidden, part_of_speech=pos)
    return TermMatch(entry, 0, 6, "термин", plural)


def texts(text: str, matches: list[TermMatch]) -> list[str | None]:
    return [text[slice(*span)] if span else None for _, span in account(text, matches)]


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("cyberattack", "cyberattacks"),
        ("agency", "agencies"),
        ("day", "days"),
        ("process", "processes"),
        ("response", "responses"),
        ("database", "databases"),
        ("virus", "viruses"),
        ("breach", "breaches"),
        ("analysis", "analyses"),
        ("Member State", "Member States"),
        ("point of contact", "points of contact"),
        ("confidence-building measure", "confidence-building measures"),
        ("Secretary-General", "Secretaries-General"),
        ("Under-Secretary-General", "Under-Secretaries-General"),
        ("Attorney General", "Attorneys General"),
        ("earth station in motion", "earth stations in motion"),
        ("ICT", "ICTs"),
        ("IoT device", "IoT devices"),
        ("policyholder", "policyholders"),
        ("policyman", "policymen"),
        ("child", "children"),
        ("State not party to the Convention", "States not party to the Convention"),
    ],
)
def test_number_both_ways(singular: str, plural: str) -> None:
    assert plural in other_number(singular)
    assert other_number(plural) == (singular,)


@pytest.mark.parametrize(
    "phrase",
    ["means of communication", "access to information", "data", "United Nations", "WSIS",
     "forensics", "24/7", "", "…"],
)  # fmt: skip
def test_phrases_of_one_number(phrase: str) -> None:
    assert other_number(phrase) == ()


def test_wavering_plurals_are_all_given() -> None:
    assert other_number("memorandum") == ("memorandums", "memoranda")


def test_given_forms_come_first_and_keep_their_order() -> None:
    entry = match("cyberattack", "cyber-attack").entry
    forms = english_forms(entry)
    assert forms[:4] == ("cyberattack", "cyber-attack", "cyberattacks", "cyber-attacks")
    assert {"cyberattack's", "cyberattacks'"} <= set(forms)


def test_forms_of_the_russian_number_come_first() -> None:
    entry = match("cyberattack", "cyber-attack").entry
    assert english_forms(entry, plural=True)[:2] == ("cyberattacks", "cyber-attacks")
    assert english_forms(entry, plural=False)[:2] == ("cyberattack", "cyber-attack")
    assert set(english_forms(entry, plural=True)) == set(english_forms(entry))


@pytest.mark.parametrize("pos", ["verb", "adjective", "phrase"])
def test_other_parts_of_speech_have_the_given_forms_only(pos: str) -> None:
    assert english_forms(match("takes note of", pos=pos).entry) == ("takes note of",)


def test_names_have_a_possessive_but_no_plural() -> None:
    assert english_forms(match("Costa Rica", pos="proper name").entry) == (
        "Costa Rica",
        "Costa Rica's",
    )


def test_do_not_translate_is_copied_only() -> None:
    entry = TermEntry("x", "Linux", ("Linux",), policy=Policy.DO_NOT_TRANSLATE)
    assert english_forms(entry) == ("Linux",)


def test_a_forbidden_number_is_not_made() -> None:
    entry = match("general debate", forbidden=("general debates",)).entry
    assert "general debates" not in english_forms(entry)
    assert "general debates" in forbidden_forms(entry)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Network and NETWORK", ["Network", "NETWORK"]),
        ("networking, subnetwork, networks", []),
        ("the network’s “network”", ["network", "network"]),
        ("non-network", ["network"]),
    ],
)
def test_word_boundaries_and_capitals(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in find_forms(text, ["network"])] == found


def test_abbreviations_keep_their_capitals() -> None:
    text = "It is IT, its ITs"
    assert [text[a:b] for a, b in find_forms(text, ["IT"])] == ["IT"]


@pytest.mark.parametrize(
    "text", ["capacity building", "capacity\u2011building", "Capacity\u00a0\n building"]
)
def test_hyphens_and_spaces_are_folded(text: str) -> None:
    assert find_forms(text, ["capacity-building"]) == [(0, len(text))]


def test_apostrophes_are_folded_and_offsets_hold() -> None:
    text = "soft\u00adware in Co\u0302te d\u2019Ivoire"
    (span,) = find_forms(text, ["d'Ivoire"])
    assert text[slice(*span)] == "d\u2019Ivoire"
    assert find_forms(text, ["software"]) == [(0, 9)]


def test_longest_form_is_taken_first() -> None:
    text = "information security policy"
    forms = ["security", "information security", "security policy"]
    assert [text[a:b] for a, b in find_forms(text, forms)] == ["information security"]


def test_every_occurrence_needs_a_span_of_its_own() -> None:
    network = match("network")
    assert texts("a network", [network, network]) == ["network", None]
    assert texts("networks of a network", [network, network]) == ["networks", "network"]


def test_nested_term_is_not_counted_inside_the_longer_one() -> None:
    security, information = match("security"), match("information security")
    assert texts("information security", [security, information]) == [None, "information security"]


def test_as_many_matches_as_possible_are_satisfied() -> None:
    wide, narrow = match("data network", "grid"), match("network")
    text = "a data network, a grid"
    assert texts(text, [wide, narrow]) == ["grid", "network"]


def test_forbidden_form_counts_where_the_right_one_is_missing() -> None:
    term = match("information security", forbidden=("cybersecurity",))
    text = "international cybersecurity"
    assert [text[slice(*span)] for _, span in find_forbidden(text, [term])] == ["cybersecurity"]
    assert find_forbidden("information security and cybersecurity", [term]) == []


def test_forbidden_form_may_stand_for_another_term() -> None:
    information = match("information security", forbidden=("cybersecurity",))
    cyber = match("cybersecurity")
    assert find_forbidden("nothing but cybersecurity", [information, cyber]) == []
    found = find_forbidden("cybersecurity, cybersecurity", [information, cyber])
    assert found == []


def test_forbidden_form_inside_an_allowed_longer_form_is_free() -> None:
    term = match("session of the Assembly", "resumed session of the body", forbidden=("session",))
    other = match("resumed session")
    assert find_forbidden("the resumed session", [term, other]) == []


def test_each_missing_occurrence_takes_one_forbidden_form() -> None:
    term = match("network", forbidden=("web",))
    text = "web, web and webs"
    assert len(find_forbidden(text, [term, term])) == 2


def test_forbidden_hyphen_spelling() -> None:
    term = match("Secretary-General", forbidden=("Secretary General",), pos="noun")
    assert texts("the Secretary General", [term]) == [None]
    assert texts("the Secretary\u2011General", [term]) == ["Secretary\u2011General"]
    assert [span for _, span in find_forbidden("the Secretary General", [term])] == [(4, 21)]
    assert find_forbidden("the Secretary-General", [term]) == []


def test_form_that_is_admitted_and_forbidden_is_admitted() -> None:
    term = match("network", forbidden=("Network",))
    assert forbidden_forms(term.entry) == ()
    assert texts("Network", [term]) == ["Network"]


def test_no_matches_no_account() -> None:
    assert account("text", []) == []
    assert find_forbidden("text", []) == []
