from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.formats import FormatTest
from workbench.errors import ExchangeError
from workbench.exchange import Skipped, TranslationUnit, read_tsv, write_tsv
from workbench.exchange.tsv import _guard, _unguard

UNIT = TranslationUnit(
    "Да.",
    "Yes.",
    id="8a3f-2",
    creator="A. Ivanova",
    created=datetime(2026, 3, 1, 12, tzinfo=UTC),
    note="=принято;\tда",
    properties=(("confidence", "0.93"), ("signature", "marian|beam:6")),
)


class TestTsv(FormatTest):
    suffix = ".tsv"

    def write(self, path: Path, units: Iterable[TranslationUnit]) -> int:
        return write_tsv(path, units).units

    def read(self, path: Path) -> list[TranslationUnit]:
        return list(read_tsv(path))

    def test_metadata_comes_back(self, tmp_path: Path) -> None:
        assert self.round_trip(tmp_path, UNIT) == [UNIT]

    @pytest.mark.parametrize("text", ["a\tb", "a\nb", "a\r\nb", 'a "b" c', '"a"', "a,b;c", "\t=1"])
    def test_separators_in_cells(self, text: str, tmp_path: Path) -> None:
        unit = TranslationUnit(text, text)
        assert self.round_trip(tmp_path, unit) == [unit]


class TestCsv(TestTsv):
    suffix = ".csv"


@pytest.mark.parametrize(
    "cell", ["=1+2", "+7", "-5", "@x", "\tx", "\rx", "\nx", "＝1", "'=1", "''+1"]
)
def test_no_cell_begins_like_a_formula(cell: str) -> None:
    assert _guard(cell) == f"'{cell}"


@given(st.text(alphabet="'=+-@\t\r a", max_size=5))
def test_guard_is_undone_exactly(cell: str) -> None:
    assert _unguard(_guard(cell)) == cell
    assert _guard(cell)[:1] not in tuple("=+-@\t\r")


def parse(
    folder: Path, data: bytes, name: str = "pairs.csv"
) -> tuple[list[tuple[str, str]], list[Skipped]]:
    path = folder / name
    path.write_bytes(data)
    skipped: list[Skipped] = []
    units = list(read_tsv(path, on_skip=skipped.append))
    return [(unit.source, unit.target) for unit in units], skipped


def test_semicolons_and_language_names_for_columns(tmp_path: Path) -> None:
    data = "id;en;ru\n7;Yes, sir.;Да.\n".encode()
    assert parse(tmp_path, data) == ([("Да.", "Yes, sir.")], [])


def test_no_heading(tmp_path: Path) -> None:
    assert parse(tmp_path, "Да.\tYes.\n".encode(), "pairs.tsv") == ([("Да.", "Yes.")], [])


def test_utf16_of_spreadsheets(tmp_path: Path) -> None:
    data = "source\ttarget\nДа.\tYes.\n".encode("utf-16")
    assert parse(tmp_path, data, "pairs.txt")[0] == [("Да.", "Yes.")]


def test_short_and_empty_rows_are_reported(tmp_path: Path) -> None:
    found, skipped = parse(tmp_path, "source,target\nДа.\n,Yes.\n\nНет.,\n".encode())
    assert found == [("Нет.", "")]
    assert [(skip.line, skip.reason) for skip in skipped] == [
        (2, "1 cells where two are needed"),
        (3, "empty source"),
    ]


@pytest.mark.parametrize("data", [b'a,b\n"c" d,e\n', b'a,b\n"c,d\n'])
def test_broken_quotes_name_the_line(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="line 2"):
        parse(tmp_path, data)


def test_units_without_a_source_are_left_out(tmp_path: Path) -> None:
    report = write_tsv(tmp_path / "pairs.tsv", [UNIT, TranslationUnit(" ", "Yes.")])
    assert (report.units, report.empty) == (1, 1)
