"""Sentences and segments."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.documents import Document, Paragraph, split_segments, split_sentences

RUSSIAN = [
    "См. п. 5 ст. 3 Устава.|В ней говорится о мерах и т.д.|Комиссия согласилась.",
    "В 2020 г. Комиссия выделила 10 млн. долл. США.|Расходы выросли.",
    "Доклад был издан в 2021 г.|Комитет принял его к сведению.",
    "1. Правительство сообщило о мерах.|2. Комитет принял это к сведению.",
    "a) Первый подпункт.|b) Второй подпункт.",
    "Слово взял г-н А.Б. Иванов (Россия).|Его поддержал Дж. Смит.",
    "Принята резолюция A/RES/73/27.|Она вступила в силу.",
    "Он сказал: «Мы согласны».|Затем заседание закрылось.",
    "Меры, т.е. шаги, приняты.|<<Да.>>|Он ушел.",
    "Заседание открывается в 10 ч. 30 м. в зале.|Слово имеет Председатель.",
    "Это относится к группе А.|Остальные исключены.",
    "Вопрос остается открытым!|Почему?|Неизвестно...|Далее.",
    "Пункты 5 и 6 (см. пп. 3 и 4) в гг. 1999–2001 действовали.",
]
ENGLISH = [
    "Mr. J. Smith of the U.S. delegation spoke.|He agreed.",
    "See para. 5 and No. 7, e.g. the annex.|It was adopted.",
    "1. The Committee met.|2. It adjourned at 5 p.m.|The session closed.",
    "The answer was no.|The vote was held.",
    "(a) States shall report.|(b) The Secretariat shall assist.",
    'He said "We agree."|Then he left.',
    "Store below 25 °C.|Keep dry.",
    "Acme Inc. and Bolt Ltd. signed.|The U.N. was informed.",
    "The provision is contained in annex V.|Speaking first, he objected.",
]


@pytest.mark.parametrize(
    ("marked", "language"),
    [(text, "ru") for text in RUSSIAN] + [(text, "en") for text in ENGLISH],
)
def test_ends_of_sentences(marked: str, language: str) -> None:
    text = marked.replace("|", " ")
    found = [text[start:end] for start, end in split_sentences(text, language)]
    assert found == marked.split("|")


@given(st.text(alphabet="абвАБ .!?»«)(1ab\n", max_size=60), st.sampled_from(["ru", "en"]))
def test_offsets_cover_all_but_space(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(text[a:b].strip() == text[a:b] and a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_segments_have_stable_ids_and_right_offsets() -> None:
    paragraphs = (Paragraph("Первое. Второе."), Paragraph("Первое."))
    segments = split_segments(Document(paragraphs, "ru"))
    assert [s.text for s in segments] == ["Первое.", "Второе.", "Первое."]
    assert all(paragraphs[s.paragraph].text[s.start : s.end] == s.text for s in segments)
    assert segments[2].id == f"{segments[0].id}-2"
    changed = split_segments(Document((Paragraph("Новое."), *paragraphs), "ru"))
    assert [s.id for s in changed[1:]] == [s.id for s in segments]
