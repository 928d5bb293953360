"""Each check by example: what it finds, its fix, and what it must let pass."""

from __future__ import annotations

import pytest

from workbench.quality import CHECKS, Finding, check_consistency, run_checks

# check, source, target, what is marked (the text of the span), the target after the fix
FOUND = [
    ("untranslated", "Да.", " ", " ", None),
    ("untranslated", "Комитет ООН.", "Комитет  ООН.", "Комитет  ООН.", None),
    ("symbols", "Резолюция A/RES/73/27.", "Resolution A/RES/73/72.", "A/RES/73/72", None),
    ("symbols", "Документ E/CN.7/2020/5", "The document", "", None),
    ("dates", "22 декабря 2020 года", "on 21 December 2020", "21 December 2020", None),
    ("dates", "Письмо от 01.02.2020", "The letter", "", None),
    ("numbers", "1,5 млн. долл.", "$15 million", "15", None),
    ("numbers", "1,5 млн. долл.", "$1.5 billion", "1.5", None),
    ("numbers", "3 млрд и 5 млн", "3 million and 5 million", "3", None),
    ("numbers", "в 25 странах", "in many countries", "", None),
    ("numbers", "во многих странах", "in 25 countries", "25", None),
    ("numbers", "пункты 5 и 5", "paragraphs 5 and 6", "6", None),
    ("cyrillic", "орган", "the орган of the UN", "орган", None),
    ("cyrillic", "А/75/816", "document А/75/816", "А", "document A/75/816"),
    ("punctuation", "Да.", "Yes", "", "Yes."),
    ("punctuation", "Да?", "Yes.", ".", "Yes?"),
    ("punctuation", "Повестка дня", "Agenda.", ".", "Agenda"),
    ("punctuation", "Меры:", "Measures;", ";", "Measures:"),
    ("brackets", "Да (нет).", "Yes (no.", "(", None),
    ("brackets", "Да.", "Yes] no.", "]", None),
    ("brackets", "Да «нет».", 'Yes "no.', '"', None),
    ("repetition", "В мире", "in the the world", "the the", "in the world"),
    ("spacing", "а б", "a  b", "  ", "a b"),
    ("spacing", "а, б", "a , b", " ", "a, b"),
    ("spacing", "а, б", "a,b", "", "a, b"),
    ("spacing", "(а)", "( a)", " ", "(a)"),
    ("spacing", "а", "a ", " ", "a"),
    ("spelling", "организовать", "to organise it", "organise", "to organize it"),
    ("spelling", "Организация", "Organisation of work", "Organisation", "Organization of work"),
    ("spelling", "анализ", "to analyze", "analyze", "to analyse"),
    ("spelling", "труд", "labor and behavior", "labor", "labour and behavior"),
    ("times", "в 15 ч. 00 м.", "at 5 p.m.", "5 p.m.", None),
    ("times", "в 10 ч. 15 м.", "in the morning", "", None),
    ("spelling", "выполнить", "to fulfill", "fulfill", "to fulfil"),
    ("length", "Комитет рассмотрел доклад о работе.", "Yes.", "Yes.", None),
    ("length", "Комитет рассмотрел доклад о работе.", "a" * 100, "a" * 100, None),
]
CLEAN = [
    ("untranslated", "", ""),
    ("untranslated", "A/75/816", "A/75/816"),
    ("symbols", "Резолюция А/RES/73/27 и и/или", "Resolution A/RES/73/27 and and/or"),
    ("dates", "22 декабря 2020 г., 01.02.2021", "December 22, 2020; 1 February 2021"),
    ("dates", "в мае 2020 года", "in May 2020"),
    ("numbers", "10 тыс. и 1 000,50 и 3,5 млрд", "10,000 and 1,000.50 and 3.5 billion"),
    ("numbers", "5 государств, второй раз", "five States, for the 2nd time"),
    ("numbers", "22 декабря 2020 года, A/RES/73/27", "22 December 2020, A/RES/73/27"),
    ("numbers", "21-й сессии, п. 7", "twenty-one: 21st session, para. 7"),
    ("numbers", "70-летие, 58-я сессия, 100 дней", "seventieth, fifty-eighth, a hundred days"),
    ("numbers", "от 340 до 500 миллионов в XX веке", "340 million to 500 million in the 20th"),
    ("numbers", "с 3 по 5 февраля 2015 года", "from 3 to 5 February 2015, on the 3rd"),
    ("numbers", "статья 2.1, в 10 ч. 15 м.", "article 2.1, at 10.15 a.m."),
    ("times", "в 15 ч. 00 м., 10:30, 00 ч. 05 м.", "at 3 p.m., 10.30 a.m., 12.05 a.m."),
    ("times", "в 12 ч. 00 м.", "at noon"),
    ("times", "15:00", "15:00"),
    ("cyrillic", "Санкт-Петербург", "Saint Petersburg, naïve café"),
    ("punctuation", "«Да».", "“Yes.”"),
    ("punctuation", "Да...", "Yes…"),
    ("punctuation", "Да (нет).", "Yes (no)."),
    ("brackets", "а) да; b) нет (1)", "a) yes; (b) no; iv) (1) “so”"),
    ("brackets", "начало (", "the beginning ("),
    ("repetition", "да", "We know that that State had had it; a a"),
    ("spacing", "а, б", "a, b ... c (d) 1,000; 10:30"),
    ("spelling", "программа", "to advise, a program, revise and exercise; programmer; laboratory"),
    ("spelling", "ОЭСР", "the Organisation for Economic Co-operation and Development"),
    ("length", "ООН", "the United Nations Organization"),
]


@pytest.mark.parametrize(("name", "source", "target", "marked", "fixed"), FOUND)
def test_finds(name: str, source: str, target: str, marked: str, fixed: str | None) -> None:
    found = list(CHECKS[name](source, target))
    assert found
    assert {finding.check for finding in found} == {name}
    spans = [target[finding.start : finding.end] for finding in found]
    assert marked in spans
    finding = found[spans.index(marked)]
    assert (finding.fix is None) is (fixed is None)
    if fixed is not None:
        assert finding.apply(target) == fixed


@pytest.mark.parametrize(("name", "source", "target"), CLEAN)
def test_lets_pass(name: str, source: str, target: str) -> None:
    assert list(CHECKS[name](source, target)) == []


def test_every_check_has_examples_of_both_kinds() -> None:
    assert set(CHECKS) == {name for name, *_ in FOUND} == {name for name, *_ in CLEAN}


def test_findings_come_by_place_and_checks_can_be_left_out() -> None:
    found = run_checks("Орган в 25 странах.", "Орган  of 26 countries", skip=["punctuation"])
    assert [finding.check for finding in found] == ["cyrillic", "spacing", "numbers", "numbers"]
    assert [finding.start for finding in found] == sorted(finding.start for finding in found)


def test_untranslated_is_said_once() -> None:
    assert [finding.check for finding in run_checks("В 25 странах.", "")] == ["untranslated"]


def test_finding_without_fix_is_not_applied() -> None:
    with pytest.raises(ValueError, match="no fix"):
        Finding("x", "message", 0, 0).apply("text")


def test_inconsistent_translations() -> None:
    pairs = [("Да.", "Yes."), ("Нет.", "No."), ("Да. ", "Aye."), ("Да.", "Yes. "), ("Да.", "")]
    found = list(check_consistency(pairs))
    assert [(index, finding.fix) for index, finding in found] == [(2, "Yes.")]
    assert "'Yes.'" in found[0][1].message
