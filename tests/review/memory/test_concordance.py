"""Concordance on both databases: forms, parts of words, phrases, and the places in the text."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.memory.corpora import approve, fill, sentences, tu, write_memory
from workbench.review.memory import Concordance, TranslationMemory
from workbench.review.workspace import Workspace

PAIRS = [
    ("Кибербезопасность важна.", "Cybersecurity is important."),
    ("О безопасности сетей связи.", "On the security of communication networks."),
    ("Сеть связи растёт.", "The communication network is growing."),
    ("Связь и сеть.", "Communications, and a network."),
    ("Люди шли домой.", "People went home."),
    ("См. A/RES/73/27.", "See A/RES/73/27."),
    ("Всё 100% готово_сегодня.", "All 100% is ready_today."),
]


@pytest.fixture
def memory(workspace: Workspace, tmp_path: Path) -> TranslationMemory:
    memory = TranslationMemory(workspace.engine)
    memory.import_file(write_memory(tmp_path / "a.tmx", *[tu(*pair) for pair in PAIRS[:4]]))
    for pair in PAIRS[4:]:
        approve(workspace, *pair)
    return memory


def marked(found: list[Concordance], side: str) -> dict[str, list[str]]:
    """The highlighted parts by text."""
    texts = [item.source if side == "ru" else item.target for item in found]
    return {
        text: [text[start:end] for start, end in item.spans]
        for text, item in zip(texts, found, strict=True)
    }


def test_a_russian_word_finds_its_forms(memory: TranslationMemory) -> None:
    found = memory.concordance("сеть", language="ru")
    assert marked(found, "ru") == {
        "Сеть связи растёт.": ["Сеть"],
        "Связь и сеть.": ["сеть"],
        "О безопасности сетей связи.": ["сетей"],
    }
    assert [item.place.value for item in found] == ["literal", "literal", "forms"]


def test_forms_without_a_common_stem_are_found(memory: TranslationMemory) -> None:
    found = memory.concordance("идти", language="ru")
    assert marked(found, "ru") == {"Люди шли домой.": ["шли"]}


@pytest.mark.parametrize("part", ["безопасност", "БЕЗОПАСНОСТ", "опасност"])
def test_a_part_of_a_word_is_found(memory: TranslationMemory, part: str) -> None:
    found = memory.concordance(part, language="ru")
    assert {item.source for item in found} == {PAIRS[0][0], PAIRS[1][0]}


def test_a_phrase_is_found_in_its_forms_and_its_words_apart(memory: TranslationMemory) -> None:
    found = memory.concordance("сеть связи", language="ru")
    assert [(item.source, item.place.value) for item in found] == [
        (PAIRS[2][0], "literal"),
        (PAIRS[1][0], "forms"),
        (PAIRS[3][0], "apart"),
    ]
    assert marked(found, "ru")[PAIRS[1][0]] == ["сетей связи"]
    assert marked(found, "ru")[PAIRS[3][0]] == ["Связь", "сеть"]


def test_a_phrase_may_begin_and_end_in_words(memory: TranslationMemory) -> None:
    found = memory.concordance("опасности сет", language="ru")
    assert marked(found, "ru") == {PAIRS[1][0]: ["опасности сет"]}


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("network", {PAIRS[2][1]: ["network"], PAIRS[3][1]: ["network"], PAIRS[1][1]: ["network"]}),
        ("networks", {PAIRS[1][1]: ["networks"], PAIRS[2][1]: ["network"],
                      PAIRS[3][1]: ["network"]}),
        ("security of", {PAIRS[1][1]: ["security of"]}),
        ("security", {PAIRS[0][1]: ["security"], PAIRS[1][1]: ["security"]}),
    ],
)  # fmt: skip
def test_english(memory: TranslationMemory, phrase: str, expected: dict[str, list[str]]) -> None:
    assert marked(memory.concordance(phrase, language="en"), "en") == expected


def test_figures_and_signs_are_text(memory: TranslationMemory) -> None:
    for phrase in ("73/27", "A/RES/73/27", "100% готово_"):
        (found,) = memory.concordance(phrase, language="ru")
        assert found.source[slice(*found.spans[0])].lower() == phrase.lower()
    assert memory.concordance("73/28", language="ru") == []
    assert memory.concordance("1%0", language="ru") == []


@pytest.mark.parametrize("phrase", ["", "  ", "%", "—", "щщщ"])
def test_nothing_is_found_for_nothing(memory: TranslationMemory, phrase: str) -> None:
    assert memory.concordance(phrase, language="ru") == []


def test_a_pair_says_where_it_comes_from(memory: TranslationMemory) -> None:
    (found,) = memory.concordance("люди", language="ru")
    assert (found.origin.memory, found.origin.document) == ("Первый", "letter.docx")
    assert found.as_dict()["spans"] == ((0, 4),)


def test_the_limit_holds(workspace: Workspace, memory: TranslationMemory) -> None:
    fill(workspace, sentences(300), parts=(100, 30))
    found = memory.concordance("доклад", language="ru", limit=20)
    assert len(found) == 20
    assert all("доклад" in item.source.lower() for item in found)


def test_a_pair_that_is_there_twice_comes_once(
    workspace: Workspace, memory: TranslationMemory
) -> None:
    approve(workspace, *PAIRS[0], project="Второй")
    found = memory.concordance("кибер", language="ru")
    assert [(item.source, item.origin.memory) for item in found] == [(PAIRS[0][0], "Второй")]
