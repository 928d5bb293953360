"""A hyphen at a line end belongs to the word or to the break."""

from __future__ import annotations

import subprocess
import sys

import pytest

from workbench.documents.hyphens import HyphenJoiner


@pytest.mark.parametrize(
    "halves",
    [
        "отме-|чают",
        "при-|ложение",
        "ин-|формационно-коммуникационных",
        "информационно-комму-|никационных",
        "коронави-|русного",
        "кибер-|безопасность",
        "меж-|правительственный",
        "высоко-|технологичных",
        "ИНФОРМА-|ЦИОННОЙ",
        "по-|том",
        "Бахти-|ёр",
        "элект-|росвязи",
        "де-|зинформация",
        "ква-|лифицированный",
        "кто-ли-|бо",
    ],
)
def test_hyphen_of_the_break_goes(halves: str) -> None:
    left, right = halves.split("|")
    assert HyphenJoiner([], "ru").join(left, right) == left[:-1] + right


@pytest.mark.parametrize(
    "halves",
    [
        "военно-|политических",
        "информационно-|коммуникационных",
        "социально-|экономического",
        "кто-|либо",
        "по-|прежнему",
        "из-|за",
        "все-|таки",
        "10-|летний",
        "COVID-|19",
        "Санкт-|Петербург",
        "ИКТ-|инфраструктура",
        "IT-|компаний",
        "государств-|членов",
        "программы-|вымогатели",
        "вице-|председатель",
        "в-|третьих",
        "пресс-|релиз",
        "веб-|сайт",
        "торгово-|экономических",
    ],
)
def test_hyphen_of_the_word_stays(halves: str) -> None:
    left, right = halves.split("|")
    assert HyphenJoiner([], "ru").join(left, right) == left + right


def test_suspended_hyphen_keeps_its_space() -> None:
    joined = HyphenJoiner([], "ru").join("теле-", "и радиовещание")
    assert joined == "теле- и радиовещание"


def test_the_document_decides_first() -> None:
    joiner = HyphenJoiner(["Это блокчейн и дип-фейк тоже."], "ru")
    assert joiner.join("блок-", "чейн") == "блокчейн"
    assert joiner.join("дип-", "фейк") == "дип-фейк"
    english = HyphenJoiner(["The peace-building fund and peacekeeping missions are here."], "en")
    assert english.join("peace-", "building") == "peace-building"
    assert english.join("peace-", "keeping") == "peacekeeping"


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("inter-", "national", "international"),
        ("follow-", "up", "follow-up"),
        ("non-", "proliferation", "non-proliferation"),
        ("decision-", "making", "decision-making"),
        ("twenty-", "fifth", "twenty-fifth"),
        ("ICT-", "related", "ICT-related"),
        ("Guinea-", "Bissau", "Guinea-Bissau"),
        ("commu-", "nication", "communication"),
    ],
)
def test_english(left: str, right: str, joined: str) -> None:
    assert HyphenJoiner([], "en").join(left, right) == joined


def test_morphology_is_loaded_only_for_a_hyphen() -> None:
    code = (
        "import sys\n"
        "from workbench.documents.lines import lines_of\n"
        "from workbench.documents.repair import repair\n"
        "repair(lines_of('Первая строка\\nвторая строка'), 'ru', wrapped=True)\n"
        "assert 'pymorphy3' not in sys.modules\n"
        "repair(lines_of('Первая стро-\\nка и вторая'), 'ru', wrapped=True)\n"
        "assert 'pymorphy3' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
