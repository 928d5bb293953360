"""Re-alignment between a person's decisions: they stay, the rest is aligned around them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest

from workbench.alignment import Alignment, Bead, Text, align_texts, lexical_similarity, realign
from workbench.alignment.constraints import decisions
from workbench.alignment.documents import shipped_table
from workbench.errors import InputError

WHO = ["Комитет", "Совет", "Секретариат", "Ассамблея", "Комиссия", "Делегация"]
EN_WHO = ["Committee", "Council", "Secretariat", "Assembly", "Commission", "Delegation"]
WHAT = ["бюджет", "доклад", "договор", "закон", "вопрос о торговле", "проект программы", "выборы"]
EN_WHAT = ["budget", "report", "treaty", "law", "question of trade", "draft programme", "elections"]


def texts(count: int) -> tuple[Text, Text]:
    russian, english = [], []
    for k in range(count):
        who, what = k % len(WHO), k * 3 % len(WHAT)
        russian.append(f"{WHO[who]} рассмотрел {WHAT[what]} в {1950 + k} году.")
        english.append(f"The {EN_WHO[who]} considered the {EN_WHAT[what]} in {1950 + k}.")
    zeros = (0,) * count
    return Text(tuple(russian), zeros, "a.ru"), Text(tuple(english), zeros, "a.en")


def start(count: int = 60) -> Alignment:
    return align_texts(*texts(count), table=shipped_table())


def again(
    count: int, accepted: Sequence[Bead] = (), forbidden: Collection[tuple[int, int]] = ()
) -> tuple[Bead, ...]:
    """Re-align and check what holds for any decisions: all is covered once, decisions stay."""
    beads = realign(start(count), accepted=accepted, forbidden=forbidden).beads
    assert sorted(i for bead in beads for i in bead.source) == list(range(count))
    assert sorted(j for bead in beads for j in bead.target) == list(range(count))
    assert not links(beads) & set(forbidden)
    for bead in accepted:
        if bead.source and bead.target:
            assert bead in beads
    return beads


def links(beads: Sequence[Bead]) -> set[tuple[int, int]]:
    return {(i, j) for bead in beads for i in bead.source for j in bead.target}


def test_nothing_pinned_gives_the_automatic_alignment() -> None:
    assert again(60) == start(60).beads
    assert links(start(60).beads) == {(i, i) for i in range(60)}


def test_all_pinned_gives_the_pins() -> None:
    pins = [Bead((i, i + 1), (i,), 1.0) for i in range(0, 60, 2)]
    pins += [Bead((), (j,), 1.0) for j in range(1, 60, 2)]
    beads = again(60, pins)
    assert set(beads) == set(pins)
    assert len(beads) == len(pins)


def test_pins_stay_and_what_lies_between_is_aligned() -> None:
    pins = [Bead((10, 11), (10, 11, 12), 1.0), Bead((40,), (), 0.7), Bead((), (50, 51), 1.0)]
    beads = again(60, pins)
    assert pins[1] in beads
    assert {Bead((), (50,), 1.0), Bead((), (51,), 1.0)} <= set(beads)
    assert {(i, i) for i in (*range(10), *range(13, 40), *range(41, 50))} <= links(beads)


def test_forbidden_pairs_do_not_come_back() -> None:
    beads = again(60, forbidden=[(20, 20), (59, 59)])
    assert {(i, i) for i in range(59) if i != 20} <= links(beads)


def test_a_wrong_pin_does_not_spread() -> None:
    beads = again(60, [Bead((20,), (25,), 1.0)])
    assert {(i, i) for i in (*range(20), *range(26, 60))} <= links(beads)


def test_swapped_neighbours_are_one_fixed_block() -> None:
    assert {(5, 6), (6, 5)} <= links(again(20, [Bead((5,), (6,), 1.0), Bead((6,), (5,), 1.0)]))


def test_a_footnote_at_another_place_stays_without_harm() -> None:
    # Sentence 30 of the Russian is accepted with English sentence 3; the rest is untouched.
    pins = [Bead((30,), (3,), 1.0), *(Bead((i,), (i,), 1.0) for i in range(10, 25))]
    beads = again(40, pins)
    assert {(i, i) for i in range(40) if i not in (3, 30)} <= links(beads)
    assert [bead.source for bead in beads if bead.target == (3,)] == [(30,)]
    assert beads.index(pins[0]) == next(
        place for place, bead in enumerate(beads) if 30 in bead.source
    )


def test_pins_that_cross_at_a_distance_both_stay() -> None:
    beads = again(20, [Bead((5,), (9,), 1.0), Bead((9,), (5,), 1.0)])
    assert {(6, 6), (7, 7), (8, 8)} <= links(beads)


@pytest.mark.parametrize(
    ("accepted", "forbidden", "said"),
    [
        ([Bead((5,), (5,), 1.0), Bead((5,), (6,), 1.0)], [], "source sentence 6 stands in two"),
        ([Bead((5,), (5,), 1.0), Bead((), (5,), 1.0)], [], "target sentence 6 stands in two"),
        ([Bead((50,), (5,), 1.0)], [], "source sentence 51; the text has 20"),
        ([Bead((5,), (-1,), 1.0)], [], "target sentence 0; the text has 20"),
        ([Bead((3, 5), (5,), 1.0)], [], "bead 4 6:6 has a hole"),
        ([Bead((4,), (4, 5), 1.0)], [(4, 5)], "bead 5:5 6 holds the pair 5:6"),
        ([], [(4, 20)], "pair 5:21 that must not be is not in the texts"),
    ],
)
def test_contradictions_are_named(
    accepted: list[Bead], forbidden: list[tuple[int, int]], said: str
) -> None:
    with pytest.raises(InputError, match=said) as refused:
        realign(start(20), accepted=accepted, forbidden=forbidden)
    assert "Take back one of these decisions" in str(refused.value)


def test_many_crossing_pins_take_near_linear_time() -> None:
    count = 4_000
    pins = [Bead((i,), (i,), 1.0) for i in range(1, count, 2)] + [Bead((count,), (0,), 1.0)]
    made = decisions(pins, sources=count + 5, targets=count + 5)
    assert [bead.source for bead in made.moved] == [(count,)]
    assert len(made.blocks) == count // 2


def test_pins_hold_over_the_pieces_of_a_long_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.alignment.aligner.SECTION", 100)
    pins = [Bead((i,), (i,), 1.0) for i in range(0, 400, 37)]
    assert links(again(400, pins, [(200, 200)])) == {(i, i) for i in range(400) if i != 200}


def test_paragraphs_and_other_evidence_are_used_again() -> None:
    source, target = texts(12)
    cut = tuple(k // 3 for k in range(12))
    first = align_texts(
        Text(source.sentences, cut, "a.ru"),
        Text(target.sentences, cut, "a.en"),
        table=None,
        drafts=target.sentences,
    )
    second = realign(first, accepted=[Bead((4,), (4,), 1.0)], drafts=target.sentences)
    assert second.method == "table and drafts"
    assert second.source is first.source
    assert lexical_similarity(source.sentences, target.sentences).kind == "cognates"
