from __future__ import annotations

import time

import pytest

from workbench.translation.literals import (
    LiteralKind,
    english_number,
    find_literals,
    missing_literals,
)


def found(text: str, kind: LiteralKind, language: str = "ru") -> list[str]:
    return [item.surface for item in find_literals(text, language=language) if item.kind is kind]


@pytest.mark.parametrize(
    "symbol",
    [
        "A/RES/73/27",
        "A/75/123/Add.1",
        "CCW/GGE.1/2019/3",
        "A/C.1/73/L.27/Rev.1",
        "S/PV.8000",
        "E/CN.4/Sub.2/1999/5",
        "A/HRC/RES/42/15",
        "UNODC/CCPCJ/EG.4/2017/2",
        "ST/SGB/2018/1",
    ],
)
@pytest.mark.parametrize(
    "frame", ["{}", "документ {}.", "({})", "«{}»,", "{}; и", "см. {}: да", "{}*"]
)
def test_document_symbols_are_found_to_the_letter(symbol: str, frame: str) -> None:
    assert found(frame.format(symbol), LiteralKind.SYMBOL) == [symbol]


@pytest.mark.parametrize("text", ["и/или", "TCP/IP", "and/or", "км/ч", "N/A", "IPv4/IPv6", "35/1"])
def test_a_slash_alone_makes_no_symbol(text: str) -> None:
    assert found(text, LiteralKind.SYMBOL) == []


@pytest.mark.parametrize(
    "frame", ["{}", "{}.", "({}).", "«{}»", "{}, и", "{};", "адрес: {}?", "[{}]"]
)
@pytest.mark.parametrize(
    "url", ["https://www.un.org/disarmament/ict-security", "www.itu.int/a_b?c=1&d=2"]
)
def test_punctuation_around_an_address_is_not_part_of_it(url: str, frame: str) -> None:
    assert found(frame.format(url), LiteralKind.URL) == [url]


@pytest.mark.parametrize("frame", ["{}", "{}.", "<{}>", "({});"])
def test_mail_addresses_are_found(frame: str) -> None:
    assert found(frame.format("first.last+x@mail.un.org"), LiteralKind.EMAIL) == [
        "first.last+x@mail.un.org"
    ]


def test_spans_index_the_text() -> None:
    text = "В п. 5 A/RES/73/27 (1 234,5 млн; www.un.org/ru) и a@b.org, 10.11.2020."
    literals = find_literals(text, language="ru")
    assert [text[item.start : item.end] for item in literals] == [i.surface for i in literals]
    assert len(literals) == 6


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1 234,5", "ru", "1234.5"),
        ("1\u00a0234\u202f567", "ru", "1234567"),
        ("12,5", "ru", "12.5"),
        ("1,234.5", "en", "1234.5"),
        ("1,234,567", "en", "1234567"),
        ("12.5", "en", "12.5"),
        ("2020", "ru", "2020"),
        ("10.11.2020", "ru", "10.11.2020"),
    ],
)
def test_values_do_not_depend_on_the_format(text: str, language: str, value: str) -> None:
    assert [item.value for item in find_literals(text, language=language)] == [value]


def test_a_year_does_not_swallow_the_number_after_it() -> None:
    assert found("в 2020 100 стран", LiteralKind.NUMBER) == ["2020", "100"]


KEPT = [
    ("12,5 млн долл.", "$12.5 million"),
    ("1 234,5", "1,234.5"),
    ("10 000 000", "10,000,000"),
    ("25 тысяч", "25,000"),
    ("25 тыс.", "25 thousand"),
    ("1,5 млрд", "1,500,000,000"),
    ("в 90-х годах", "in the 1990s"),
    ("90 стран в 1990-х", "90 countries in the 1990s"),
    ("5-я сессия, 21-е заседание", "fifth session, 21st meeting"),
    ("на 75-й сессии", "at the seventy-fifth session"),
    ("1 июля 2020 года", "1 July 2020"),
    ("10.11.2020", "10 November 2020"),
    ("01.02.2021", "1 February 2021"),
    ("10.11.2020", "10.11.2020"),
    ("в 15 ч. 30 мин.", "at 3.30 p.m."),
    ("в 10 ч. 00 мин.", "at 10 a.m."),
    ("в 15:00", "at 3 p.m."),
    ("2/3 голосов", "two thirds of the votes"),
    ("0,5 процента", "half a per cent"),
    ("пункт 5.1", "paragraph 5 (1)"),
    ("100 государств", "one hundred States"),
    ("90-е", "the nineties"),
    ("A/RES/73/27.", "A/RES/73/27"),
    ("документы А/75/123 и Е/2020/1", "documents A/75/123 and E/2020/1"),  # Cyrillic А, Е
]


@pytest.mark.parametrize(("source", "target"), KEPT)
def test_what_is_kept_is_neither_missing_nor_spare(source: str, target: str) -> None:
    assert missing_literals(source, target) == ([], [])


@pytest.mark.parametrize(
    ("source", "target", "missing", "spare"),
    [
        ("5 и 7", "5 and 8", ["7"], ["8"]),
        ("A/RES/73/27", "A/RES/73/72", ["A/RES/73/27"], ["A/RES/73/72"]),
        ("5, 5 и 5", "5 and 5", ["5"], []),
        ("12 стран", "12.5 countries", ["12"], ["12.5"]),
        ("10.11.2020", "10 December 2020", ["10.11.2020"], ["10", "2020"]),
        ("25 тысяч", "25 million and 25 million", [], ["25"]),
        ("25 тысяч", "2,500", ["25"], ["2,500"]),
        ("в 15 ч.", "at 4 p.m.", ["15"], ["4"]),
        ("сайт www.un.org", "the site", ["www.un.org"], []),
        ("90-е и 90", "the 1990s", ["90"], []),
    ],
)
def test_what_is_lost_or_added_is_told(
    source: str, target: str, missing: list[str], spare: list[str]
) -> None:
    lacking, added = missing_literals(source, target)
    assert [item.surface for item in lacking] == missing
    assert [item.surface for item in added] == spare


def test_english_number() -> None:
    assert english_number("1234567.5", grouped=True) == "1,234,567.5"
    assert english_number("2020", grouped=False) == "2020"
    assert english_number("10.11.2020", grouped=True) == "10.11.2020"
    assert english_number("0.25", grouped=True) == "0.25"


@pytest.mark.parametrize("unit", ["1 ", "A/", "a", "a.b", "1,", "a@b.", "A1/1(", "www.", "1 234 "])
def test_a_hostile_text_takes_linear_time(unit: str) -> None:
    def seconds(repeats: int) -> float:
        started = time.perf_counter()
        find_literals(unit * repeats, language="ru")
        return time.perf_counter() - started

    # Eight times the text may take 25 times as long (a busy machine), not 64 times.
    assert min(seconds(16_000) for _ in range(2)) < 25 * max(seconds(2_000), 0.004)
