"""Sentences by template: as many as asked for, all different, with what trips tools up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice, product

_SUBJECTS = (
    "Комитет",
    "Рабочая группа R&D",
    "Генеральный секретарь",
    "Группа экспертов «ИКТ»",
    'Сеть "Север — Юг"',
    "Совет (5-е заседание)",
    "МСЭ\u00a0и ООН",
)
_VERBS = ("принял(а) к сведению", "рассмотрел(а)", "одобрил(а)", "отклонил(а)", "утвердил(а)")
_OBJECTS = (
    "доклад A/RES/{n}/27",
    "документ №\u00a0{n}",
    "{n}-й пункт повестки дня",
    "порог < {n} & > 5%",
    "бюджет в размере {n}\u00a0000,50 евро",
    "письмо от 22 декабря 20{n} года",
)
# Each ends or holds a stop that does not end the sentence.
_ABBREVIATED = (
    "{s} {v} {o} (см. приложение)",
    "{s} в {n} г. {v} {o}",
    "{s} {v} {o} в соответствии с п. {n} и ст. 7",
    "{n}. {s} {v} {o}",
    "{s} {v} {o}, т.е. {n} млн. долл. США",
    "А. Б. Петров: {s} {v} {o}",
    "{s} {v} {o}, см. рис. {n} на стр. 5",
)


def sentences(count: int) -> list[str]:
    """``count`` different Russian sentences, each third with a stop that ends nothing."""
    return list(islice(_endless(), count))


def _endless() -> Iterator[str]:
    shapes = cycle(_ABBREVIATED)
    parts = product(range(11, 99), _SUBJECTS, _VERBS, _OBJECTS)
    for index, (number, subject, verb, what) in enumerate(parts):
        shape = "{s} {v} {o}" if index % 3 else next(shapes)
        yield shape.format(s=subject, v=verb, o=what.format(n=number), n=number) + "."
