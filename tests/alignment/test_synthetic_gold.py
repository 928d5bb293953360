"""The figures on gold, and the counting."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.alignment.aligner import align
from workbench.alignment.lexicon import load_table
from workbench.alignment.scoring import read_beads, strict_and_lax
from workbench.alignment.similarity import lexical_similarity

LEXICON = Path(__file__).resolve().parents[2] / "models" / "lexicon-ru-en"


def test_counts_as_the_vecalign_paper_does() -> None:
    gold = [((0,), (0,)), ((1,), (1, 2)), ((2,), ()), ((3, 4), (3,))]
    found = [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3, 4), (3,)), ((), (4,))]
    strict, lax = strict_and_lax(found, gold)
    assert (strict.precision, strict.recall) == pytest.approx((2 / 4, 2 / 3))
    assert (lax.precision, lax.recall) == pytest.approx((3 / 4, 1.0))


@pytest.mark.shared
@pytest.mark.parametrize("name", ["ntrex128", "tico19"])
def test_reaches_the_target_on_gold_with_the_table_alone(shared: Path, name: str) -> None:
    source = (shared / "gold" / f"{name}.ru.txt").read_text("utf-8").splitlines()
    target = (shared / "gold" / f"{name}.en.txt").read_text("utf-8").splitlines()
    gold = read_beads((shared / "gold" / f"{name}.gold").read_text("utf-8"))
    beads = align(lexical_similarity(source, target, table=load_table(LEXICON)))
    strict, lax = strict_and_lax([(bead.source, bead.target) for bead in beads], gold)
    assert strict.f1 >= 0.95
    assert lax.f1 >= 0.99
