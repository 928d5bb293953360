"""The aligned sample that ships is what the aligner makes of its two documents."""

from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbench.alignment import align_documents, rows_of
from workbench.cli.align import write_results
from workbench.settings import Settings
from workbench.terminology import Matcher, load_term_base

ALIGNED = Path(__file__).resolve().parents[2] / "aligned"
MADE = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    glossary = Matcher(load_term_base(ALIGNED.parent / "glossary" / "un-ict.tbx"))
    alignment = align_documents(
        ALIGNED / "sample.ru.txt", ALIGNED / "sample.en.txt", glossary=glossary
    )
    folder = tmp_path_factory.mktemp("sample")
    return write_results(
        alignment, rows_of(alignment), folder / "sample.aligned", Settings(), created=MADE
    )


def test_sample_is_reproduced(results: list[Path]) -> None:
    assert len(results) == 3
    for path in results:
        assert path.read_bytes() == (ALIGNED / path.name).read_bytes(), path.name


def test_sample_pairs_what_belongs_together(results: list[Path]) -> None:
    table = next(path for path in results if path.suffix == ".csv")
    with table.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    kinds = {(row["ru sentences"], row["en sentences"]) for row in rows}
    # The Chair's opening and the training of staff, read by eye.
    assert {("4", "4 5"), ("8", "9 10"), ("9 10", "11"), ("11", ""), ("", "19")} <= kinds
