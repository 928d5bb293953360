"""Missing sections, annexes, moved tables, running heads: no derailment, nothing lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from workbench.alignment import (
    Alignment,
    Bead,
    Text,
    align,
    lexical_similarity,
    load_table,
    rows_of,
)

LEXICON = Path(__file__).resolve().parents[2] / "models" / "lexicon-ru-en"
WHO = [
    ("Генеральная Ассамблея", "The General Assembly"),
    ("Совет Безопасности", "The Security Council"),
    ("Рабочая группа", "The Working Group"),
    ("Комитет", "The Committee"),
    ("Генеральный секретарь", "The Secretary-General"),
    ("Правительство Норвегии", "The Government of Norway"),
    ("Делегация Бразилии", "The delegation of Brazil"),
    ("Секретариат", "The Secretariat"),
]
DOES = [
    ("утвердил доклад", "approved the report"),
    ("обсудил проект бюджета", "discussed the draft budget"),
    ("осудил нападения на больницы", "condemned attacks on hospitals"),
    ("рассмотрел меры доверия", "considered confidence-building measures"),
    ("просил представить сведения", "requested information"),
    ("приветствовал новый договор", "welcomed the new treaty"),
    ("отложил выборы председателя", "postponed the election of the chair"),
    ("предложил защиту персональных данных", "proposed the protection of personal data"),
]
ABOUT = [
    ("о кибербезопасности", "on cybersecurity"),
    ("по вопросам климата", "on climate matters"),
    ("о правах ребёнка", "on the rights of the child"),
    ("по программному обеспечению", "on software"),
    ("о борьбе с терроризмом", "on combating terrorism"),
    ("в области образования", "in the field of education"),
    ("о развитии торговли", "on trade development"),
    ("по здравоохранению", "on public health"),
]


def pairs(count: int, seed: int = 0) -> list[tuple[str, str]]:
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        who, does, about = chance.choice(WHO), chance.choice(DOES), chance.choice(ABOUT)
        year, figure = chance.randint(1950, 2025), chance.randint(11, 999)
        made.append(
            (
                f"{who[0]} {does[0]} {about[0]} в {year} году (пункт {figure}).",
                f"{who[1]} {does[1]} {about[1]} in {year} (paragraph {figure}).",
            )
        )
    return made


def aligned(source: list[str], target: list[str], **options: object) -> list[Bead]:
    similarity = lexical_similarity(source, target, table=load_table(LEXICON))
    beads = align(similarity, **options)  # type: ignore[arg-type]
    assert [i for bead in beads for i in bead.source] == list(range(len(source)))
    assert [j for bead in beads for j in bead.target] == list(range(len(target)))
    return beads


def links(beads: list[Bead]) -> set[tuple[int, int]]:
    return {(i, j) for bead in beads for i in bead.source for j in bead.target}


def test_missing_section_is_one_block_of_unpaired_sentences() -> None:
    both = pairs(400)
    source = [ru for ru, _ in both]
    target = [en for _, en in both[:150] + both[290:]]
    beads = aligned(source, target)
    lone = [bead.source[0] for bead in beads if not bead.target]
    assert lone == list(range(150, 290))
    assert links(beads) == {(i, i if i < 150 else i - 140) for i in [*range(150), *range(290, 400)]}


def test_annex_on_one_side_stays_unpaired() -> None:
    both, annex = pairs(200), pairs(80, seed=9)
    beads = aligned([ru for ru, _ in both], [en for _, en in both + annex])
    assert [bead.target[0] for bead in beads if not bead.source] == list(range(200, 280))


def test_table_in_another_place_does_not_derail() -> None:
    both, table = pairs(200), pairs(20, seed=5)
    source = [ru for ru, _ in both[:60] + table + both[60:]]
    target = [en for _, en in both + table]
    right = {(i, i) for i in range(60)} | {(i + 20, i) for i in range(60, 200)}
    assert len(links(aligned(source, target)) & right) >= 0.99 * len(right)


def test_running_heads_on_one_side_stay_unpaired() -> None:
    both = pairs(300)
    source = [ru for ru, _ in both]
    target, place = [], {}
    for number, (_, english) in enumerate(both):
        if number % 20 == 10:
            target.append(f"A/79/214 24-1{number:04d} {number // 20 + 1}/16")
        place[number] = len(target)
        target.append(english)
    right = set(place.items())
    assert len(links(aligned(source, target)) & right) >= 0.99 * len(right)


def test_footnotes_at_another_place() -> None:
    both, notes = pairs(200), pairs(15, seed=8)
    source = [ru for ru, _ in both + notes]
    target, place = [], {}
    for number, (_, english) in enumerate(both):
        place[number] = len(target)
        target.append(english)
        if number % 13 == 12:
            target.append(notes[number // 13][1])
    right = set(place.items())
    assert len(links(aligned(source, target)) & right) >= 0.99 * len(right)


@pytest.mark.parametrize(("sources", "targets"), [(0, 0), (0, 3), (3, 0), (1, 10_000), (2_000, 1)])
def test_lopsided_texts(sources: int, targets: int) -> None:
    beads = aligned([ru for ru, _ in pairs(sources)], [en for _, en in pairs(targets)])
    assert sum(len(bead.source) for bead in beads) == sources


def test_pairs_of_unrelated_texts_are_all_to_be_looked_at() -> None:
    # The sentences share their pattern and half their words, so that some do look alike.
    source, target = ([pair[side] for pair in pairs(60, seed=side)] for side in (0, 1))
    texts = [Text(tuple(side), (0,) * len(side)) for side in (source, target)]
    rows = rows_of(Alignment(*texts, tuple(aligned(source, target)), "table"))
    paired = [row for row in rows if row.source and row.target]
    assert all(row.reasons for row in paired)


def test_same_input_gives_the_same_beads() -> None:
    both = pairs(120)
    texts = [ru for ru, _ in both], [en for _, en in both[5:]]
    assert aligned(*texts) == aligned(*texts)


def test_long_text_in_sections_equals_itself_in_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    both = pairs(700)
    texts = [ru for ru, _ in both], [en for _, en in both[:300] + both[330:]]
    whole = aligned(*texts)
    monkeypatch.setattr("workbench.alignment.aligner.SECTION", 200)
    assert [(b.source, b.target) for b in aligned(*texts)] == [(b.source, b.target) for b in whole]
