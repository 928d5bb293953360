"""What a hard constraint promises, on a model that wants none of it."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import InputError
from workbench.translation.constraints import (
    ConstrainedDecoder,
    ConstrainedResult,
    ConstrainedSegment,
    Constraint,
    Outcome,
    Reason,
)

SOURCE = "сеть передаёт данные"
PHRASES = (
    "network", "networks", "standard", "standards", "information security", "security",
    "information security management", "critical infrastructure", "infrastructure", "state",
    "cyber attacks", "computer attacks", "ICT", "ITU", "e-commerce", "rules, norms", "norms",
    "International Telecommunication Union", "data", "data protection", "x", "zq 7",
)  # fmt: skip


def stands(phrase: str, text: str) -> int:
    """Count ``phrase`` in ``text`` between word boundaries: a regular expression, not ours."""
    pattern = rf"(?<![^\W_]){re.escape(phrase)}(?![^\W_])"
    flags = 0 if phrase.isupper() else re.IGNORECASE
    return len(re.findall(pattern, text, flags))


def decode(decoder: ConstrainedDecoder, *phrases: str, **more: object) -> ConstrainedResult:
    constraints = tuple(Constraint((phrase,)) for phrase in phrases)
    return decoder.decode([ConstrainedSegment(SOURCE, constraints, **more)])[0]  # type: ignore[arg-type]


def test_variant_that_is_a_prefix_of_another(random_decoder: ConstrainedDecoder) -> None:
    segment = ConstrainedSegment(SOURCE, (Constraint(("network", "networks")),))
    result = random_decoder.decode([segment])[0]
    assert result.satisfied
    assert result.reports[0].form.lower() in ("network", "networks")
    both = decode(random_decoder, "standard", "standards")
    assert stands("standard", both.text) >= 1
    assert stands("standards", both.text) >= 1


def test_a_broken_phrase_is_begun_again(random_decoder: ConstrainedDecoder) -> None:
    prefix = "a critical standard and critical critical"
    result = decode(random_decoder, "critical infrastructure", prefix=prefix)
    assert result.text.startswith(prefix)
    assert stands("critical infrastructure", result.text) >= 1
    spans = {(report.start, report.end) for report in result.reports}
    assert all(result.text[a:b].lower() == "critical infrastructure" for a, b in spans)


def test_the_ladder_keeps_what_can_be_kept(random_decoder: ConstrainedDecoder) -> None:
    result = decode(random_decoder, "data", "network", prefix="the network", forbidden=("the",))
    assert result.violated == ("the",)
    assert result.satisfied


def test_two_occurrences_need_two(random_decoder: ConstrainedDecoder) -> None:
    result = decode(random_decoder, "network", "network")
    assert result.satisfied
    assert stands("network", result.text) >= 2
    spans = {(report.start, report.end) for report in result.reports}
    assert len(spans) == 2


def test_nested_term_is_not_credited_inside_the_long_one(
    random_decoder: ConstrainedDecoder,
) -> None:
    result = decode(random_decoder, "information security", "security")
    assert result.satisfied
    assert stands("security", result.text) >= 2


def test_networking_is_no_hit_for_network(random_decoder: ConstrainedDecoder) -> None:
    result = decode(random_decoder, "network", prefix="networking")
    assert result.text.startswith("networking")
    assert stands("network", result.text) >= 1


def test_eight_constraints_at_beam_four(random_decoder: ConstrainedDecoder) -> None:
    phrases = PHRASES[:8]
    assert random_decoder.settings.beam == 4
    result = decode(random_decoder, *phrases)
    assert result.satisfied
    assert all(stands(phrase, result.text) for phrase in phrases)


def test_score_below_minus_one_hundred(random_decoder: ConstrainedDecoder) -> None:
    result = decode(random_decoder, *(["zq 7"] * 12))
    assert result.score < -100
    assert stands("zq 7", result.text) >= 12


def test_unknown_piece_is_reported(random_decoder: ConstrainedDecoder) -> None:
    result = decode(random_decoder, "naïve 网络", "network")
    assert result.reports[0].outcome is Outcome.UNSATISFIED
    assert result.reports[0].reason is Reason.UNKNOWN_PIECE
    assert result.reports[1].outcome is Outcome.SATISFIED


def test_conflict_is_reported(random_decoder: ConstrainedDecoder) -> None:
    result = decode(random_decoder, "network", "data", forbidden=("network",))
    assert result.reports[0].reason is Reason.CONFLICT
    assert result.reports[1].outcome is Outcome.SATISFIED
    assert not stands("network", result.text)


def test_forbidden_inside_an_allowed_longer_phrase(random_decoder: ConstrainedDecoder) -> None:
    result = decode(random_decoder, "information security management", forbidden=("information",))
    assert result.satisfied
    assert stands("information", result.text) == stands(
        "information security management", result.text
    )


@pytest.mark.parametrize("prefix", ["The State", "the network and"])
def test_prefix_stands_to_the_letter(random_decoder: ConstrainedDecoder, prefix: str) -> None:
    result = decode(random_decoder, "standards", prefix=prefix)
    assert result.text.startswith(prefix)
    assert result.satisfied


def test_what_does_not_fit_is_reported_and_the_rest_stands(
    random_decoder: ConstrainedDecoder,
) -> None:
    result = decode(random_decoder, *["International Telecommunication Union"] * 60)
    refused = [r for r in result.reports if r.outcome is Outcome.UNSATISFIED]
    assert refused
    assert {report.reason for report in refused} == {Reason.LENGTH}
    assert stands("International Telecommunication Union", result.text) >= 60 - len(refused)
    many = decode(random_decoder, *["x"] * 64)
    assert sum(report.reason is Reason.TOO_MANY for report in many.reports) == 2
    assert stands("x", many.text) >= 62


def test_a_prefix_that_cannot_be_written_is_an_error(random_decoder: ConstrainedDecoder) -> None:
    with pytest.raises(InputError, match="prefix"):
        random_decoder.redraft(SOURCE, prefix="网络")


def test_an_empty_text_and_no_text(random_decoder: ConstrainedDecoder) -> None:
    assert random_decoder.decode([]) == []
    assert decode(random_decoder, "network").satisfied
    assert random_decoder.decode([ConstrainedSegment("", (Constraint(("network",)),))])[0].satisfied


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    chosen=st.lists(st.sampled_from(PHRASES), min_size=1, max_size=6),
    barred=st.lists(st.sampled_from(PHRASES), max_size=3),
)
def test_any_satisfiable_set_is_satisfied(
    random_decoder: ConstrainedDecoder, chosen: list[str], barred: list[str]
) -> None:
    barred = [phrase for phrase in barred if not any(phrase in other for other in chosen)]
    result = decode(random_decoder, *chosen, forbidden=tuple(barred))
    assert result.satisfied, (chosen, barred, result.text)
    for phrase in set(chosen):
        assert stands(phrase, result.text) >= chosen.count(phrase)
    for phrase in barred:
        assert stands(phrase, result.text) == 0


@settings(max_examples=6, deadline=None, derandomize=True)
@given(sets=st.lists(st.lists(st.sampled_from(PHRASES), max_size=3), min_size=2, max_size=5))
def test_each_constraint_stays_with_its_sentence(
    random_decoder: ConstrainedDecoder, sets: list[list[str]]
) -> None:
    segments = [
        ConstrainedSegment(SOURCE[: 4 + 2 * i], tuple(Constraint((p,)) for p in phrases))
        for i, phrases in enumerate(sets)
    ]
    together = random_decoder.decode(segments)
    alone = [random_decoder.decode([segment])[0] for segment in segments]
    assert [result.text for result in together] == [result.text for result in alone]
    assert all(result.satisfied for result in together)
