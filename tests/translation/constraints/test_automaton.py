"""The automaton against a slow and plain definition of what it should find."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.translation.constraints.automaton import build_automaton


def matches(phrases: tuple[str, ...], text: str) -> list[str]:
    return [
        build_automaton(phrases).phrases[p] for p, _, _ in build_automaton(phrases).matches(text)
    ]


def slow(phrases: tuple[str, ...], text: str) -> list[str]:
    """Leftmost-longest matches between boundaries, straight from the words of the rule."""
    found, start = [], 0
    while start < len(text):
        opened = start == 0 or not text[start - 1].isalnum()
        fitting = [
            phrase
            for phrase in phrases
            if opened
            and text.startswith(phrase, start)
            and (
                not phrase[-1].isalnum()
                or start + len(phrase) == len(text)
                or not text[start + len(phrase)].isalnum()
            )
        ]
        if fitting:
            longest = max(fitting, key=len)
            found.append(longest)
            start += len(longest)
        else:
            start += 1
    return found


def test_word_boundaries() -> None:
    phrases = ("network",)
    assert matches(phrases, "networking networks subnetwork") == []
    assert matches(phrases, "(network) network, network") == ["network"] * 3


def test_variant_that_is_a_prefix() -> None:
    assert matches(("network", "networks"), "networks network") == ["networks", "network"]


def test_a_broken_phrase_starts_again() -> None:
    phrases = ("critical infrastructure",)
    text = "critical critical infrastructure"
    assert matches(phrases, text) == ["critical infrastructure"]
    assert matches(("a b a c",), "a b a b a c") == ["a b a c"]


def test_longest_wins_and_nested_is_not_counted() -> None:
    phrases = ("information security", "security", "information security management")
    assert matches(phrases, "information security managers") == ["information security"]
    assert matches(phrases, "information security management") == [
        "information security management"
    ]
    assert matches(phrases, "information and security") == ["security"]


def test_what_a_longer_phrase_leaves_is_read_again() -> None:
    assert matches(("a b c d", "a", "b c"), "a b c x") == ["a", "b c"]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    phrases=st.lists(
        st.text("ab -", min_size=1, max_size=6).map(str.strip).filter(bool), min_size=1, max_size=6
    ),
    text=st.text("ab -,", max_size=24),
)
def test_against_the_plain_definition(phrases: list[str], text: str) -> None:
    distinct = tuple(dict.fromkeys(p for p in phrases if p[0].isalnum()))
    if distinct:
        assert matches(distinct, text) == slow(distinct, text)
