"""Paragraph repair: what wrapping, pages and hyphens do to a text is undone."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.documents.typesetting import draw_layout, may_break, typeset
from workbench.documents.lines import lines_of
from workbench.documents.model import ParagraphKind
from workbench.documents.repair import repair

PARAGRAPHS = [
    "О мерах доверия",
    "Государства обязались обмениваться сведениями о компьютерных инцидентах и об уязвимостях, "
    "обнаруженных в широко используемых программах, с тем чтобы изготовители успели устранить их.",
    "1. Контактные пункты работают круглосуточно; перечень их обновляется два раза в год, и "
    "каждое государство сообщает об изменениях в течение десяти дней.",
    "2. Секретариат проводит проверку связи и докладывает о ее итогах на каждой сессии "
    "рабочей группы, которая в случае необходимости дает указания.",
    "Рабочая группа открытого состава будет и впредь рассматривать научно-технические вопросы, "
    "связанные с применением информационно-коммуникационных технологий, в том числе по просьбе "
    "развивающихся стран, нуждающихся в наращивании потенциала.",
]


def texts(text: str, language: str = "ru") -> list[str]:
    return [paragraph.text for paragraph in repair(lines_of(text), language).paragraphs]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10**6))
def test_typeset_and_repaired_words_are_the_same(seed: int) -> None:
    chance = random.Random(seed)
    # Furniture on a single page, once, may be a masthead, and stays.
    layout = replace(draw_layout(chance), furniture="none")
    repaired = texts(typeset(PARAGRAPHS, layout, chance))
    # A stray indent before a capital cannot be told from a new paragraph; words can.
    assert " ".join(repaired).split() == " ".join(PARAGRAPHS).split()


def test_doubled_lines_indents_and_a_page_break_in_a_sentence() -> None:
    text = (
        " Рабочая группа отметила, что мера доверия служит укре-\n\n"
        "плению безопасности всех государств, больших и малых, и \n\n"
        "предложила продолжить обсуждение. \n\n"
        " Секретариату поручается подготовить доклад, который будет \n"
        " представлен Ассамблее на ее следующей сессии, и разослать \n\n"
        "его всем государствам-членам. \n\n"
    )
    assert texts(text) == [
        "Рабочая группа отметила, что мера доверия служит укреплению безопасности всех государств, "
        "больших и малых, и предложила продолжить обсуждение.",
        "Секретариату поручается подготовить доклад, который будет представлен Ассамблее на ее "
        "следующей сессии, и разослать его всем государствам-членам.",
    ]


def test_furniture_between_pages_goes_and_the_word_across_it_is_joined() -> None:
    pages = [
        "Председатель сообщил, что переговоры идут медленно и что стороны не\n"
        "пришли к согласию, однако надеются завершить их до начала сле-\n",
        "дующей сессии, если на то будет воля всех участников этих перего-\n"
        "воров и если Секретариат успеет разослать проект решения, который,\n"
        "по словам ряда делегаций, требует немалой доработки, прежде чем его\n"
        "можно будет передать главному комитету.\n",
        "Заседание закрывается в полдень.\n",
    ]
    text = "\f".join(
        f"A/75/700\n\n{page}\n{number}/3        20-17573\n" for number, page in enumerate(pages, 1)
    )
    result = repair(lines_of(text), "ru")
    joined = " ".join(paragraph.text for paragraph in result.paragraphs)
    assert "начала следующей сессии" in joined and "переговоров и если" in joined
    assert "A/75/700" not in joined and "20-17573" not in joined
    assert "A/75/700" in result.furniture
    assert len(result.paragraphs) == 2


def test_symbol_in_a_sentence_is_no_furniture() -> None:
    text = (
        "Группа экспертов приняла доклад, который издан под условным обозначением\n"
        "A/76/135. Государства приветствовали его и просили распространить среди\n"
        "всех заинтересованных сторон, в том числе среди научных учреждений.\n"
    )
    assert "обозначением A/76/135. Государства" in texts(text)[0]


def test_numbered_articles_at_page_tops_are_no_running_heads() -> None:
    page = (
        "Статья {}\n\nСтороны обмениваются сведениями об инцидентах, затрагивающих объекты\n"
        "инфраструктуры, через уполномоченные органы и по согласованным каналам.\n\f"
    )
    found = texts("".join(page.format(n) for n in range(1, 5)))
    assert [text for text in found if text.startswith("Статья")] == [
        f"Статья {n}" for n in range(1, 5)
    ]


def test_signature_block_stays_apart() -> None:
    text = (
        "   Буду признателен за распространение настоящего письма в качестве доку-\n"
        "мента Генеральной Ассамблеи по пункту повестки дня.\n"
        "(Подпись) Иван Петров\n"
        "Постоянный представитель\n"
        "при Организации Объединенных Наций\n"
        "Приложение к письму Постоянного представителя от первого числа сего\n"
        "месяца на имя Председателя\n"
    )
    paragraphs = repair(lines_of(text), "ru", wrapped=True).paragraphs
    assert [p.text for p in paragraphs[1:4]] == [
        "(Подпись) Иван Петров",
        "Постоянный представитель при Организации Объединенных Наций",
        "Приложение к письму Постоянного представителя от первого числа сего месяца на имя "
        "Председателя",
    ]
    assert [p.kind for p in paragraphs] == [
        ParagraphKind.BODY,
        ParagraphKind.SIGNATURE,
        ParagraphKind.SIGNATURE,
        ParagraphKind.HEADING,
    ]


def test_wrapped_list_stays_a_list() -> None:
    text = (
        "Государствам рекомендуется принять следующие меры, которые были согласо-\n"
        "ваны на пятой сессии:\n"
        "a) назначить контактные пункты и сообщить о них в течение трех месяцев\n"
        "со дня принятия настоящего решения;\n"
        "b) обмениваться сведениями об угрозах;\n"
        "c) проводить учения не реже одного раза в два года при участии всех за-\n"
        "интересованных сторон.\n"
    )
    paragraphs = repair(lines_of(text), "ru").paragraphs
    assert [p.text[:2] for p in paragraphs] == ["Го", "a)", "b)", "c)"]
    assert [p.kind for p in paragraphs[1:]] == [ParagraphKind.LIST_ITEM] * 3
    assert [p.level for p in paragraphs[1:]] == [2, 2, 2]


def test_spaces_and_soft_hyphens_are_cleaned() -> None:
    text = "Пункт\u00a05 по\u00adвестки  дня\u202f— меры \u200bдоверия."
    assert texts(text) == ["Пункт 5 повестки дня — меры доверия."]


def test_soft_hyphen_at_a_line_end_joins() -> None:
    text = (
        "Государства обязались обмениваться сведениями об инци\u00ad\n"
        "дентах, которые затрагивают важные объекты инфраструктуры.\n"
    )
    assert "об инцидентах, которые" in texts(text)[0]


def test_english_text() -> None:
    text = (
        "The Working Group noted that confidence-building measures are of a volun-\n"
        "tary nature and that the directory of points of contact, which is non-\n"
        "binding, entered into operation. States reaffirmed their follow-\n"
        "up commitments.\n\n"
        "The Secretariat shall report on the operation of the directory to the As-\n"
        "sembly at its next session.\n"
    )
    assert texts(text, "en") == [
        "The Working Group noted that confidence-building measures are of a voluntary nature and "
        "that the directory of points of contact, which is non-binding, entered into operation. "
        "States reaffirmed their follow-up commitments.",
        "The Secretariat shall report on the operation of the directory to the Assembly at its "
        "next session.",
    ]


@pytest.mark.parametrize(
    ("word", "place", "allowed"),
    [
        ("государство", 4, True),
        ("государство", 3, False),
        ("объект", 3, True),
        ("яма", 1, False),
        ("ЮНЕСКО", 3, False),
    ],
)
def test_syllable_rules_of_the_generator(word: str, place: int, allowed: bool) -> None:
    assert may_break(word, place) is allowed
