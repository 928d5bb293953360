from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from tests.exchange.sentences import sentences
from tests.exchange.srx_engine import Segmenter
from workbench.documents.sentences import split_sentences
from workbench.exchange import write_omegat_segmentation, write_srx
from workbench.exchange.segmentation_rules import segmentation_rules

# One paragraph each; "|" marks the ends by hand.
RUSSIAN = (
    "1. Генеральная Ассамблея приняла резолюцию. | 2. Комитет отложил рассмотрение.",
    "В соответствии с п. 5 ст. 7 доклад представлен в 2020 г. секретариату. | Он принят.",
    "См. документ A/75/1, т.е. доклад. | На эти цели выделено 10 млн. долл. США.",
    "Расходы составили 3 млрд. руб. | Государства-члены согласились (см. рис. 2 на стр. 5).",
    "Докладчик А. Б. Иванов выступил. | «Мы готовы!» | Все проголосовали «за».",
    "Почему это важно? | Потому что угроза растёт… | Необходимы меры!",
    "Меры включают: a) обмен данными; b) обучение и т. д. и т. п. | Решение принято.",
    "Совещание открыто в 10 ч. 15 м. утра. | Он сказал: «Начнём». | Слово дано г-ну Кингу.",
    "В 2015 г. Комитет собрался. | Проф. Смит и др. участники согласились.",
    "31. Ряд делегаций (напр., Индия) поддержали предложение. | 32. Другие возражали.",
    "Этот метод описан ранее (Smith et al. 2010; Смит и др. 2012). | Он надёжен.",
    "IV. Выводы и рекомендации, принятые в период 2019–2021 гг. | Группа А. | Приложение.",
    "Оно направлено М. Ю. Петрову на ул. Мира, д. 5, корп. 2. | Ответ ожидается.",
)
ENGLISH = (
    "1. The Assembly adopted resolution 73/27. | 2. The Committee deferred the item.",
    "See para. 5 of art. 7, i.e. the report. | It was adopted by the U.S. delegation.",
    "Mr. Smith and Dr. Lee spoke. | “We are ready!” | All voted in favour.",
    "Contracts were let to Acme Inc. and others. | The cost, approx. 3 million, rose.",
    "Why does it matter? | Because threats grow… | Measures are needed.",
    "The report (No. 5, vol. 2, p. 17) was issued on 5 Jan. 2021. | It is long.",
)


@pytest.fixture(scope="module")
def srx(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("srx") / "rules.srx"
    write_srx(path)
    return path


def ours(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("marked", "language"),
    [*((text, "ru") for text in RUSSIAN), *((text, "en") for text in ENGLISH)],
)
def test_sentences_marked_by_hand(marked: str, language: str, srx: Path) -> None:
    text = marked.replace("| ", "")
    assert Segmenter(srx, language).segments(text) == marked.split(" | ")


@pytest.mark.parametrize(
    ("marked", "language"),
    [*((text, "ru") for text in RUSSIAN), *((text, "en") for text in ENGLISH)],
)
def test_rules_and_splitter_agree(marked: str, language: str, srx: Path) -> None:
    text = marked.replace("| ", "")
    assert Segmenter(srx, language).segments(text) == ours(text, language)


def test_rules_and_splitter_agree_on_pairs_of_sentences(srx: Path) -> None:
    segmenter = Segmenter(srx, "RU-RU")
    pairs = [f"{one} {two}" for one, two in pairwise(sentences(600))]
    assert [text for text in pairs if segmenter.segments(text) != ours(text, "ru")] == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_patterns_keep_to_what_all_engines_know(language: str) -> None:
    for rule in segmentation_rules(language):
        for pattern in (rule.before, rule.after):
            assert not re.search(r"\\[bBwWdDpPQE]|\(\?[a-zA-Z]|\(\?<[=!][^)]*[+*]", pattern)


def test_file_has_the_structure_of_srx(srx: Path) -> None:
    root = etree.parse(srx).getroot()
    space = "{http://www.lisa.org/srx20}"
    assert root.tag == f"{space}srx"
    assert root.get("version") == "2.0"
    assert [child.tag for child in root] == [f"{space}header", f"{space}body"]
    assert root[0].get("cascade") == "no"
    assert [child.tag for child in root[1]] == [f"{space}languagerules", f"{space}maprules"]
    for rule in root.iter(f"{space}rule"):
        assert [child.tag for child in rule] == [f"{space}beforebreak", f"{space}afterbreak"]


def test_omegat_file_has_the_same_rules(tmp_path: Path, srx: Path) -> None:
    path = tmp_path / "segmentation.conf"
    write_omegat_segmentation(path)
    srx_rules = [node.text for node in etree.parse(srx).iter("{*}beforebreak")]
    query = "//void[@property='beforebreak']/string"
    assert [node.text for node in etree.parse(path).xpath(query)] == srx_rules
