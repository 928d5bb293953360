"""The proof of a memory is a tool that uses it: OmegaT, run without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exchange.omegat import translate
from tests.exchange.sentences import sentences
from workbench.exchange import TranslationUnit, write_omegat_segmentation, write_tmx

pytestmark = pytest.mark.omegat


def english(number: int, source: str) -> str:
    """A target that carries the source's awkward characters, and its number."""
    marks = "".join(sign for sign in source if sign in '&<>«»"\u00a0')
    return f"Sentence {number} of the “corpus” {marks}."


def test_every_unit_is_inserted(tmp_path: Path) -> None:
    source = sentences(4000)
    assert len(set(source)) == 4000
    target = [english(number, text) for number, text in enumerate(source)]
    memory = tmp_path / "memory.tmx"
    units = [TranslationUnit(*pair) for pair in zip(source, target, strict=True)]
    noise = TranslationUnit("Шум\x0b &#x0B; \ud800", "Noise\x0b")
    assert write_tmx(memory, [noise, *units]).units == 4001
    found = translate(tmp_path / "project", memory, source)
    assert sum(a == b for a, b in zip(found, target, strict=True)) == 4000


def test_the_test_notices_a_memory_that_does_not_load(tmp_path: Path) -> None:
    memory = tmp_path / "memory.tmx"
    write_tmx(memory, [TranslationUnit("Да.", "Yes.")])
    memory.write_text(memory.read_text("utf-8").replace("Yes.", "Yes & no."), "utf-8")
    assert translate(tmp_path / "project", memory, ["Да."]) == ["Да."]


def test_our_rules_make_omegat_cut_where_we_cut(tmp_path: Path) -> None:
    """Paragraphs of three, with sentence segmentation on, which is OmegaT's default."""
    source = sentences(1500)
    target = [english(number, text) for number, text in enumerate(source)]
    memory = tmp_path / "memory.tmx"
    write_tmx(memory, [TranslationUnit(*pair) for pair in zip(source, target, strict=True)])
    rules = tmp_path / "segmentation.conf"
    write_omegat_segmentation(rules)
    inserted = {}
    for name, segmentation in (("theirs", None), ("ours", rules)):
        found = translate(
            tmp_path / name,
            memory,
            [" ".join(three) for three in threes(source)],
            by_sentence=True,
            segmentation=segmentation,
        )
        pairs = zip(found, threes(target), strict=True)
        inserted[name] = sum(sentence in text for text, three in pairs for sentence in three)
    print(f"inserted of 1,500: {inserted}")
    assert inserted["theirs"] < 1300
    assert inserted["ours"] == 1500


def threes(texts: list[str]) -> list[tuple[str, ...]]:
    return list(zip(*[iter(texts)] * 3, strict=True))
