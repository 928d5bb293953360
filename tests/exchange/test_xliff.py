from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import etree

from tests.exchange.formats import FormatTest
from workbench.errors import ExchangeError, SettingsError
from workbench.exchange import Skipped, TranslationUnit, read_xliff, write_xliff

CORE = "urn:oasis:names:tc:xliff:document:2.0"


class TestFormat(FormatTest):
    suffix = ".xlf"

    def write(self, path: Path, units: Iterable[TranslationUnit]) -> int:
        return write_xliff(path, units).units

    def read(self, path: Path) -> list[TranslationUnit]:
        return list(read_xliff(path))

    def test_metadata_comes_back(self, tmp_path: Path) -> None:
        unit = TranslationUnit(
            "Да.",
            "Yes.",
            id="8a3f-2",
            creator="A. Ivanova <a@un.org>",
            created=datetime(2026, 3, 1, 12, tzinfo=UTC),
            note="Проверено & принято",
            properties=(("state", "reviewed"), ("confidence", "0.93"), ("creator", "marian")),
        )
        assert self.round_trip(tmp_path, unit) == [unit]

    def test_untranslated_units_stay(self, tmp_path: Path) -> None:
        unit = TranslationUnit("Да.", "", id="a")
        assert self.round_trip(tmp_path, unit) == [unit]


def written(folder: Path, *units: TranslationUnit) -> etree._Element:
    path = folder / "work.xlf"
    write_xliff(path, units, original="letter.docx")
    return etree.parse(path).getroot()


def test_structure(tmp_path: Path) -> None:
    unit = TranslationUnit("Да.", "Yes.", id="a b", note="n", creator="c")
    root = written(tmp_path, unit, unit)
    assert root.tag == f"{{{CORE}}}xliff"
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == (
        "2.1",
        "ru-RU",
        "en-GB",
    )
    assert root[0].get("original") == "letter.docx"
    assert [child.get("id") for child in root[0]] == ["u1", "u2"]
    parts = [etree.QName(child).localname for child in root[0][0]]
    assert parts == ["metadata", "notes", "segment"]
    assert "ns0" not in (tmp_path / "work.xlf").read_text("utf-8")


@pytest.mark.parametrize(
    ("target", "state", "expected"),
    [
        ("Yes.", "", "translated"),
        ("Yes.", "final", "final"),
        ("Yes.", "approved", "translated"),
        ("", "final", "initial"),
    ],
)
def test_states(target: str, state: str, expected: str, tmp_path: Path) -> None:
    root = written(tmp_path, TranslationUnit("Да.", target, properties=(("state", state),)))
    assert [node.get("state") for node in root.iter("{*}segment")] == [expected]


def xliff(body: str, attributes: str = 'version="2.0" srcLang="ru" trgLang="en"') -> str:
    return f'<xliff xmlns="{CORE}" {attributes}>\n<file id="f">\n{body}\n</file></xliff>'


def parse(folder: Path, text: str) -> tuple[list[TranslationUnit], list[Skipped]]:
    path = folder / "work.xlf"
    path.write_text(text, "utf-8")
    skipped: list[Skipped] = []
    return list(read_xliff(path, on_skip=skipped.append)), skipped


def test_segments_of_other_tools(tmp_path: Path) -> None:
    body = (
        '<group id="g"><unit id="7"><segment id="s1"><source>Это <pc id="1">важный</pc> '
        '<mrk id="m" type="term">текст</mrk><ph id="2"/>.</source><target>Text.</target></segment>'
        "<ignorable><source> </source></ignorable>"
        "<segment><source>Да.</source></segment><segment><source/></segment></unit></group>"
    )
    units, skipped = parse(tmp_path, xliff(body))
    assert units == [
        TranslationUnit("Это важный текст.", "Text.", id="7-s1"),
        TranslationUnit("Да.", "", id="7-2"),
    ]
    assert [(skip.line, skip.id) for skip in skipped] == [(3, "7-3")]


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        ('version="1.2"', "XLIFF 1.2"),
        ('version="2.0" srcLang="fr" trgLang="en"', "srcLang is 'fr'"),
        ('version="2.0" srcLang="ru" trgLang="de"', "trgLang is 'de'"),
    ],
)
def test_other_files_are_refused(attributes: str, reason: str, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=reason):
        parse(tmp_path, xliff("", attributes))


def test_malformed_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        write_xliff(tmp_path / "work.xlf", [], target_language="en_GB")
