"""What the check of a term base finds, and what it leaves in peace."""

from __future__ import annotations

from workbench.terminology import Policy, TermBase, TermEntry
from workbench.terminology.checks import Problem, check_term_base


def found(*entries: TermEntry, can_write: object = None) -> list[tuple[Problem, str]]:
    findings = check_term_base(TermBase(entries), can_write=can_write)  # type: ignore[arg-type]
    return [(finding.problem, finding.entry.id) for finding in findings]


def test_sound_entries_have_no_findings() -> None:
    assert not found(
        TermEntry("1", "сеть", ("network",), ("web",)),
        TermEntry("2", "социальная сеть", ("social network",)),
        TermEntry("3", "пункт #", ("paragraph #",)),
        TermEntry("4", "Путь Самоа («План»)", ("SAMOA Pathway",)),
        TermEntry("5", "Генеральный секретарь", ("Secretary-General",), ("Secretary General",)),
    )


def test_two_hard_targets_for_one_russian_term_clash() -> None:
    one = TermEntry("1", "информационная сеть", ("information network",))
    same = TermEntry("2", "информационные сети", ("data grid",))
    assert found(one, same) == [(Problem.CLASH, "2")]


def test_soft_or_agreeing_entries_are_duplicates_only() -> None:
    hard = TermEntry("1", "сеть", ("network",))
    soft = TermEntry("2", "сеть", ("grid",), policy=Policy.SOFT)
    agreeing = TermEntry("3", "сеть", ("networks",), part_of_speech="noun")
    assert found(hard, soft, agreeing) == [(Problem.DUPLICATE, "2"), (Problem.DUPLICATE, "3")]


def test_terms_apart_by_capitals_do_not_clash() -> None:
    assert not found(TermEntry("1", "Устав", ("Charter",)), TermEntry("2", "устав", ("statute",)))


def test_entry_without_a_word_never_matches() -> None:
    assert found(TermEntry("1", "…", ("ellipsis",))) == [(Problem.NEVER_MATCHES, "1")]


def test_form_both_admitted_and_forbidden() -> None:
    entry = TermEntry("1", "сеть", ("network", "grid"), ("Grid",))
    assert found(entry) == [(Problem.CONTRADICTION, "1")]


def test_forbidden_form_inside_the_preferred_one_is_a_warning() -> None:
    entry = TermEntry("1", "сеть данных", ("data network",), ("network",))
    (finding,) = check_term_base(TermBase((entry,)))
    assert finding.problem is Problem.FORBIDDEN_INSIDE
    assert not finding.is_error


def test_target_that_the_model_cannot_write() -> None:
    entries = (TermEntry("1", "сеть", ("network",)), TermEntry("2", "Турция", ("Türkiye",)))
    assert found(*entries, can_write=str.isascii) == [(Problem.UNKNOWN_PIECES, "2")]


def test_target_too_long_and_with_too_many_slots() -> None:
    entry = TermEntry("1", "пункт #", ("word " * 41, "item # of #"))
    assert found(entry) == [(Problem.TOO_LONG, "1"), (Problem.NUMBER_SLOT, "1")]


def test_errors_come_before_warnings_and_know_their_line() -> None:
    warning = TermEntry("1", "сеть данных", ("data network",), ("network",), line=2)
    error = TermEntry("2", "…", ("ellipsis",), line=9)
    findings = check_term_base(TermBase((warning, error)))
    assert [(finding.is_error, finding.line) for finding in findings] == [(True, 9), (False, 2)]
