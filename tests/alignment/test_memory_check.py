"""Suspicious units of a memory are found and named; good ones are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.alignment import check_pairs, load_table
from workbench.alignment.lexicon import LexicalTable

PAIRS = [
    ("Совет рассмотрел доклад о кибербезопасности.", "The Council considered the cyber report."),
    ("Комитет утвердил бюджет.", "The Committee approved the budget."),
    ("Женщины и дети нуждаются в защите.", "Women and children need protection."),
    ("Выборы состоятся в следующем году.", "Elections will be held next year."),
    ("Больницы подверглись нападениям.", "Hospitals came under attack."),
    ("Генеральный секретарь выразил обеспокоенность.", "The Secretary-General expressed concern."),
]  # fmt: skip


@pytest.fixture(scope="module")
def table() -> LexicalTable:
    return load_table(Path(__file__).resolve().parents[2] / "models" / "lexicon-ru-en")


def problems(pairs: list[tuple[str, str]], table: LexicalTable) -> list[tuple[int, str]]:
    return [(item.index, item.problem) for item in check_pairs(pairs, table)]


def test_good_pairs_are_left_alone(table: LexicalTable) -> None:
    assert problems(PAIRS, table) == []


def test_wrong_pair(table: LexicalTable) -> None:
    pairs = [*PAIRS[:2], (PAIRS[2][0], "The satellite entered its orbit at noon."), *PAIRS[3:]]
    assert problems(pairs, table) == [(2, "wrong pair")]


def test_pairs_shifted_by_one(table: LexicalTable) -> None:
    sources = [ru for ru, _ in PAIRS[:-1]]
    targets = [en for _, en in PAIRS[1:]]
    found = problems(list(zip(sources, targets, strict=True)), table)
    assert [index for index, _ in found] == list(range(5))
    assert {problem for _, problem in found[1:]} == {"shifted by one"}


def test_untranslated_and_swapped(table: LexicalTable) -> None:
    pairs = [PAIRS[0], (PAIRS[1][0], PAIRS[1][0]), (PAIRS[2][0], ""), PAIRS[3][::-1], PAIRS[4]]
    assert problems(pairs, table) == [
        (1, "untranslated"),
        (2, "untranslated"),
        (3, "swapped languages"),
    ]


def test_a_swapped_neighbour_is_no_better_translation(table: LexicalTable) -> None:
    pairs = [PAIRS[1], (PAIRS[0][0], PAIRS[2][1]), ("The Council met.", "Совет собрался.")]
    assert problems(pairs, table) == [(1, "wrong pair"), (2, "swapped languages")]


@pytest.mark.shared
def test_few_false_alarms_and_few_misses(shared: Path, table: LexicalTable) -> None:
    lines = (shared / "corpus" / "eval" / "un-dev.tsv").read_text("utf-8").splitlines()
    pairs = [(fields[0], fields[1]) for fields in (line.split("\t") for line in lines)]
    assert len(check_pairs(pairs, table)) <= 0.01 * len(pairs)
    wrong = [(ru, pairs[(k + 97) % len(pairs)][1]) for k, (ru, _) in enumerate(pairs)]
    assert len(check_pairs(wrong, table)) >= 0.95 * len(pairs)
