from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from tests.exchange.formats import FormatTest
from workbench.errors import ExchangeError, SettingsError
from workbench.exchange import Skipped, TranslationUnit, check_tmx, read_tmx, write_tmx

MOMENT = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HEADER = (
    '<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t"'
    ' adminlang="en" srclang="ru-RU" datatype="plaintext"/>'
)


def tmx(*units: str) -> str:
    return f'<tmx version="1.4">{HEADER}<body>{"".join(units)}</body></tmx>'


def tu(
    source: str, target: str, *, ru: str = 'xml:lang="ru-RU"', en: str = 'xml:lang="en-GB"'
) -> str:
    return f"<tu><tuv {ru}><seg>{source}</seg></tuv><tuv {en}><seg>{target}</seg></tuv></tu>"


def parse(folder: Path, text: str | bytes) -> tuple[list[TranslationUnit], list[Skipped]]:
    path = folder / "memory.tmx"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    skipped: list[Skipped] = []
    return list(read_tmx(path, on_skip=skipped.append)), skipped


class TestFormat(FormatTest):
    suffix = ".tmx"

    def write(self, path: Path, units: Iterable[TranslationUnit]) -> int:
        return write_tmx(path, units, created=MOMENT).units

    def read(self, path: Path) -> list[TranslationUnit]:
        return list(read_tmx(path))

    def test_metadata_comes_back(self, tmp_path: Path) -> None:
        unit = TranslationUnit(
            "Да.",
            "Yes.",
            id="8a3f-2",
            creator="A. Ivanova <a@un.org>",
            created=MOMENT,
            note="Проверено & принято",
            properties=(("confidence", "0.93"), ("signature", "marian|beam:6")),
        )
        assert self.round_trip(tmp_path, unit) == [unit]


class TestWriting:
    def test_file_is_valid_and_complete(self, tmp_path: Path) -> None:
        path = tmp_path / "memory.tmx"
        unit = TranslationUnit("Да.", "Yes.", "id 1", note="n", properties=(("score", "1"),))
        write_tmx(path, [unit], creator="me", created=MOMENT, target_language="en-US")
        lines = path.read_text("utf-8").splitlines()
        assert lines[0].startswith("<?xml version=")
        assert lines[1] == '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
        root = etree.parse(path).getroot()
        header = root.find("header")
        assert header is not None
        assert header.get("creationdate") == "20260301T120000Z"
        assert header.get("datatype") == "plaintext"
        element = root.find("body/tu")
        assert element is not None
        assert [child.tag for child in element] == ["note", "prop", "tuv", "tuv"]
        assert element.get("tuid") == "id_1"
        assert element.get("creationid") == "me"
        assert check_tmx(path) == []

    def test_empty_sides_are_left_out(self, tmp_path: Path) -> None:
        units = [
            TranslationUnit("Да.", ""),
            TranslationUnit(" \u00a0", "Yes."),
            TranslationUnit("Да.", "\x0b"),
            TranslationUnit("Нет.", "No."),
        ]
        report = write_tmx(tmp_path / "memory.tmx", units)
        assert (report.units, report.empty, report.repeated) == (1, 3, 0)

    def test_latest_translation_of_a_source_stands_last(self, tmp_path: Path) -> None:
        path = tmp_path / "memory.tmx"
        units = [
            TranslationUnit("Да.", "Aye.", id="new", created=MOMENT + timedelta(days=1)),
            TranslationUnit("Нет.", "No."),
            TranslationUnit("Да.", "Yes.", id="old", created=MOMENT),
            TranslationUnit("Да.", "Aye.", id="older", created=MOMENT - timedelta(days=1)),
        ]
        report = write_tmx(path, units)
        assert (report.units, report.repeated) == (3, 1)
        assert [(unit.target, unit.id) for unit in read_tmx(path)] == [
            ("Yes.", "old"),
            ("Aye.", "new"),
            ("No.", ""),
        ]

    def test_order_decides_without_dates(self, tmp_path: Path) -> None:
        path = tmp_path / "memory.tmx"
        pairs = [("Да.", "Yes."), ("Да.", "Aye."), ("Да.", "Yes.")]
        write_tmx(path, [TranslationUnit(*pair) for pair in pairs])
        assert [unit.target for unit in read_tmx(path)] == ["Aye.", "Yes."]

    @pytest.mark.parametrize("code", ["ru_RU", "rus", "", "русский"])
    def test_language_codes_that_tools_skip_are_refused(self, code: str, tmp_path: Path) -> None:
        with pytest.raises(SettingsError):
            write_tmx(tmp_path / "memory.tmx", [], source_language=code)

    def test_dates_are_written_in_utc(self, tmp_path: Path) -> None:
        path = tmp_path / "memory.tmx"
        moscow = datetime(2026, 3, 1, 1, 30, tzinfo=timezone(timedelta(hours=3)))
        write_tmx(path, [TranslationUnit("Да.", "Yes.", created=moscow)], created=moscow)
        assert path.read_text("utf-8").count('creationdate="20260228T223000Z"') == 2

    def test_date_without_time_zone_is_a_mistake_of_the_caller(self, tmp_path: Path) -> None:
        unit = TranslationUnit("Да.", "Yes.", created=datetime(2026, 3, 1))
        with pytest.raises(ValueError, match="time zone"):
            write_tmx(tmp_path / "memory.tmx", [unit])


class TestReading:
    @pytest.mark.parametrize("code", ["ru", "RU", "ru_RU", "rus", "ru-BY"])
    def test_languages_match_tolerantly(self, code: str, tmp_path: Path) -> None:
        units, _ = parse(tmp_path, tmx(tu("Да.", "Yes.", ru=f'xml:lang="{code}"')))
        assert units == [TranslationUnit("Да.", "Yes.")]

    def test_nearest_region_wins(self, tmp_path: Path) -> None:
        variants = "".join(
            f'<tuv xml:lang="{code}"><seg>{code}</seg></tuv>'
            for code in ("en-US", "en", "EN-GB", "ru")
        )
        units, _ = parse(tmp_path, tmx(f"<tu>{variants}</tu>"))
        assert units == [TranslationUnit("ru", "EN-GB")]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "windows-1251"])
    def test_encodings(self, encoding: str, tmp_path: Path) -> None:
        text = tmx(tu("Мир — №1".replace("—", "-"), "Peace"))
        declared = "utf-8" if encoding == "utf-8-sig" else encoding.removesuffix("-le")
        mark = "\ufeff" if encoding == "utf-16-le" else ""
        data = f'{mark}<?xml version="1.0" encoding="{declared}"?>{text}'.encode(encoding)
        assert parse(tmp_path, data)[0][0].source == "Мир - №1"

    def test_inline_codes_are_flattened(self, tmp_path: Path) -> None:
        source = (
            'Это <bpt i="1">&lt;b&gt;</bpt>важный<ept i="1">&lt;/b&gt;</ept> '
            '<hi type="x">текст</hi><ph>{1}</ph>, <it pos="begin">&lt;i&gt;</it>да<ut>x</ut>'
            "<!-- remark -->."
        )
        units, _ = parse(tmp_path, tmx(tu(source, "This")))
        assert units[0].source == "Это важный текст, да."

    def test_skipped_units_are_reported_with_their_line(self, tmp_path: Path) -> None:
        units, skipped = parse(
            tmp_path,
            tmx(
                "\n" + tu("Один", "One", en=""),
                "\n" + tu("Два", "Deux", en='xml:lang="fr"'),
                "\n" + tu("Три", " "),
                "\n" + tu("Четыре &nope;", "Four"),
                "\n" + tu("Пять", "Five"),
            ).replace("<tmx", '<!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx'),
        )
        assert [unit.target for unit in units] == ["Five"]
        assert [(skip.line, skip.reason) for skip in skipped] == [
            (2, "a text without xml:lang"),
            (3, "no text in en-GB"),
            (4, "empty text in en-GB"),
            (5, "unknown entity &nope;"),
        ]

    def test_old_lang_attribute_and_html_names_are_understood(self, tmp_path: Path) -> None:
        text = tmx(tu("№&nbsp;6", "No.&nbsp;6", ru='lang="ru"', en='lang="en"'))
        units, _ = parse(tmp_path, '<!DOCTYPE tmx SYSTEM "tmx14.dtd">' + text)
        assert units == [TranslationUnit("№\u00a06", "No.\u00a06")]

    def test_broken_xml_names_line_and_reason(self, tmp_path: Path) -> None:
        with pytest.raises(ExchangeError, match="line 3") as caught:
            parse(tmp_path, tmx("\n" + tu("Да.", "Yes."), "\n" + tu("R&D", "R&D")))
        assert "not well-formed" in str(caught.value)

    def test_other_xml_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ExchangeError, match="<html>"):
            parse(tmp_path, "<html/>")

    def test_entities_are_not_expanded(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("secret")
        doctype = (
            f'<!DOCTYPE tmx [<!ENTITY file SYSTEM "{secret.as_uri()}">'
            '<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        )
        units, skipped = parse(tmp_path, doctype + tmx(tu("&file;", "a"), tu("&b;", "b")))
        assert units == []
        assert [skip.reason for skip in skipped] == ["unknown entity &file;", "unknown entity &b;"]


class TestChecking:
    def problems(self, folder: Path, text: str) -> list[tuple[int, str]]:
        path = folder / "memory.tmx"
        path.write_text('<!DOCTYPE tmx SYSTEM "tmx14.dtd">' + text, "utf-8")
        return [(problem.line, str(problem)) for problem in check_tmx(path)]

    def test_good_file_has_none(self, tmp_path: Path) -> None:
        assert self.problems(tmp_path, tmx(tu("Да.", "Yes."))) == []

    @pytest.mark.parametrize(
        ("body", "message"),
        [
            (tu("R&D", "R"), "error: not well-formed"),
            (tu("a&#x0B;b", "R"), "error: not well-formed"),
            (tu("Да.", "Yes.", en='lang="en"'), "error: <tuv> without the required"),
            (tu("Да.", "Yes.", ru='xml:lang="ru_RU"'), "error: language code 'ru_RU'"),
            (tu("Да.", "Yes.", ru='xml:lang="rus"'), "error: language code 'rus'"),
            (tu("a&nbsp;b", "a"), "error: entity &nbsp; is not declared"),
            (
                tu("Да.", "Yes.").replace("<tu>", '<tu creationdate="01/08/2026">'),
                "error: creationdate",
            ),
            (tu("Да.", ""), "error: empty segment"),
            (tu('a<bpt i="1"/>b', "a"), "error: <bpt i='1'> has no <ept>"),
            (tu('a<bpt i="1"/><bpt i="1"/><ept i="1"/>', "a"), "error: <bpt i='1'> stands 2 times"),
            (
                tu("Да.", "Yes.").replace("</tu>", '<prop type="x">1</prop></tu>'),
                "error: Element tu",
            ),
            (tu("<b>Да.</b>", "Yes."), "error: No declaration for element b"),
            (tu("Да.", " Yes."), "warning: white space at the edge"),
            (tu("Да.", "a\nb"), "warning: a line break"),
            (tu("Да.", "a" * 2001), "warning: 2,001 characters"),
            (tu("Да.", "Yes.") * 2, ""),
        ],
    )
    def test_finding(self, body: str, message: str, tmp_path: Path) -> None:
        found = self.problems(tmp_path, tmx("\n" + body))
        if message:
            assert [text for line, text in found if message in text and line in (2, 3)]
        else:
            assert found == []  # repeats on one line cannot be told apart

    def test_repetitions(self, tmp_path: Path) -> None:
        body = [tu("Да.", "Yes."), tu("Да.", "Yes."), tu("Да.", "Aye.")]
        found = self.problems(tmp_path, tmx("\n", "\n".join(body)))
        assert [text.partition("warning: ")[2] for _, text in found] == [
            "the same unit as in line 2",
            "the source of line 2 with another translation: tools use the last",
        ]

    def test_structure_of_the_whole(self, tmp_path: Path) -> None:
        good = tmx(tu("Да.", "Yes."))
        assert "version" in str(self.problems(tmp_path, good.replace("1.4", "1.1")))
        assert "srclang" in str(self.problems(tmp_path, good.replace(' srclang="ru-RU"', "")))
        assert "content" in str(self.problems(tmp_path, good.replace(HEADER, "")))
        assert "content" in str(self.problems(tmp_path, good.replace("<body>", "<body><note/>")))
