"""Which language a document is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.documents import Document, Paragraph, detect_language, require_language
from workbench.errors import LanguageError

TEXTS = {
    "ru": "Все люди рождаются свободными и равными в своем достоинстве. Они обязаны быть братьями.",
    "uk": "Усі люди народжуються вільними і рівними у своїй гідності. Вони мають бути братами.",
    "be": "Усе людзі нараджаюцца свабоднымі і роўнымі ў сваёй годнасці. Яны павінны быць братамі.",
    "bg": "Всички хора се раждат свободни и равни по достойнство. Те са надарени с разум и съвест.",
    "en": "All human beings are born free and equal in dignity. They are endowed with reason.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_languages(language: str) -> None:
    assert detect_language(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "Tous les êtres humains naissent libres et égaux en dignité et en droits.",
        "Todos los seres humanos nacen libres e iguales en dignidad y derechos.",
        "人人生而自由，在尊严和权利上一律平等。",
        "12 345",
        "",
    ],
)
def test_other(text: str) -> None:
    assert detect_language(text) == "other"


def test_russian_with_latin_names_is_russian() -> None:
    text = "Компания Microsoft и OWASP опубликовали отчет о Log4j и Apache Struts для Windows."
    assert detect_language(text) == "ru"


def test_require_language_says_what_it_found() -> None:
    document = Document((Paragraph(TEXTS["en"]),), "ru", source=Path("letter.docx"))
    with pytest.raises(LanguageError, match=r"letter\.docx.*looks like an English document"):
        require_language(document, "ru")
    require_language(document, "en")
