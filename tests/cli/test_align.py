"""``workbench align`` as a new user meets it: results, and every kind of wrong input."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from workbench.exchange import read_tmx

SAMPLE = Path(__file__).resolve().parents[2] / "aligned"
RUSSIAN = ["Комитет утвердил бюджет на 2025 год.", "Совет осудил нападение на больницу."]
ENGLISH = ["The Committee approved the budget for 2025.", "The Council condemned the attack."]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    source, target = tmp_path / "act.ru.txt", tmp_path / "act.en.txt"
    source.write_text("\n".join(RUSSIAN) + "\n", encoding="utf-8")
    target.write_text("\n".join(ENGLISH) + "\n", encoding="utf-8")
    return source, target


def memory(path: Path) -> list[tuple[str, str]]:
    return [(unit.source, unit.target) for unit in read_tmx(path)]


def test_writes_memory_table_and_report(run: Run) -> None:
    result = run("align", SAMPLE / "sample.ru.txt", SAMPLE / "sample.en.txt", "--quick")
    assert result.code == 0
    assert "2 unpaired; 3 to look at" in result.out
    for end in ("tmx", "csv", "report.txt"):
        assert Path(f"aligned/sample.aligned.{end}").is_file()
    assert len(memory(Path("aligned/sample.aligned.tmx"))) == 16
    report = Path("aligned/sample.aligned.report.txt").read_text(encoding="utf-8")
    assert "Method: table" in report


def test_one_sentence_a_line_and_json(run: Run, files: tuple[Path, Path]) -> None:
    result = run("align", *files, "--quick", "--sentence-per-line", "--json", "-o", "out")
    account = json.loads(result.out)
    assert account["types"] == {"1-1": 2}
    assert account["files"][0] == "out/act.aligned.tmx"
    assert memory(Path("out/act.aligned.tmx")) == list(zip(RUSSIAN, ENGLISH, strict=True))


def test_glossary_can_be_left_out(run: Run, files: tuple[Path, Path]) -> None:
    result = run("align", *files, "--quick", "--no-glossary", "--json")
    assert json.loads(result.out)["method"] == "table"


def test_drafting_shows_how_much_there_is_and_happens_once(
    run: Run, files: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bars: list[list[Any]] = []

    @contextmanager
    def bar(description: str, total: int, *, enabled: bool = True) -> Iterator[Any]:
        bars.append([description, total])
        yield lambda count: bars[-1].append(count)

    monkeypatch.setattr("workbench.progress.progress_bar", bar)
    monkeypatch.setattr("workbench.files.user_cache", lambda name: tmp_path / name)
    results = [run("align", *files, "--json") for _ in range(2)]
    assert [json.loads(result.out)["method"] for result in results] == [
        "table and drafts, glossary"
    ] * 2
    assert bars == [["Drafting", 2, 2], ["Drafting", 0]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("act.ru.txt", "act.ru.txt"), "both files hold the same text"),
        (("act.en.txt", "act.ru.txt"), "add --swap"),
        (("act.ru.txt", "empty.txt"), "empty.txt: is empty"),
        (("act.ru.txt", "empty.txt", "--sentence-per-line"), "empty.txt: no text in it"),
        (("act.ru.txt", "binary.txt"), "binary.txt: is not a text file"),
        (("act.ru.txt", "nowhere.txt"), "nowhere.txt: does not exist"),
        (("act.ru.txt", "act.en.txt", "--embeddings", "."), "no embedding model here"),
        (("act.ru.txt", "act.en.txt", "--glossary", "no.csv"), "no.csv"),
        (("--from-tsv", "act.ru.txt"), "line 1: no tab between"),
        (("--from-tmx", "act.ru.txt"), "line 1: not well-formed XML"),
        (("--from-tmx", "binary.txt"), "binary.txt"),
    ],
)
def test_wrong_input_is_one_line_that_helps(
    run: Run, files: tuple[Path, Path], arguments: tuple[str, ...], said: str
) -> None:
    Path("empty.txt").write_text("\n\n", encoding="utf-8")
    Path("binary.txt").write_bytes(bytes(range(256)) * 20)
    result = run("align", *arguments, "--quick")
    assert result.code == 2
    assert said in result.err
    assert result.err.count("\n") == 1
    assert not Path("aligned").exists()


@pytest.mark.parametrize(
    "arguments", [(), ("act.ru.txt",), ("act.ru.txt", "act.en.txt", "--from-tsv", "m.tsv")]
)
def test_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    result = run("align", *arguments)
    assert result.code == 2
    assert "--from-tmx FILE" in result.err


def test_too_many_sentences_are_refused_with_the_way_out(
    run: Run, files: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.alignment.pairing.MOST_SENTENCES", 3)
    result = run("align", *files, "--quick", "--sentence-per-line")
    assert result.code == 2
    assert "4 sentences are too many" in result.err
    assert "Split both files at a chapter" in result.err


def test_swapped_files_are_set_right(run: Run, files: tuple[Path, Path]) -> None:
    assert run("align", files[1], files[0], "--quick", "--swap").code == 0
    assert memory(Path("aligned/act.aligned.tmx")) == list(zip(RUSSIAN, ENGLISH, strict=True))


def test_one_sentence_against_many(run: Run, files: tuple[Path, Path]) -> None:
    files[0].write_text(RUSSIAN[0] + "\n", encoding="utf-8")
    many = [f"Paragraph {number} was adopted without a vote." for number in range(400)]
    files[1].write_text("\n".join(many), encoding="utf-8")
    result = run("align", *files, "--quick", "--sentence-per-line")
    assert result.code == 0
    assert "are these the right two files?" in result.out
    with Path("aligned/act.aligned.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert sorted(row["en"] for row in rows if row["en"]) == sorted(many)


def test_a_memory_is_checked(run: Run) -> None:
    lines = [*map("\t".join, zip(RUSSIAN, ENGLISH, strict=True)), f"{ENGLISH[0]}\t{RUSSIAN[0]}"]
    Path("memory.tsv").write_text("\n".join(lines), encoding="utf-8")
    result = run("align", "--from-tsv", "memory.tsv")
    assert result.code == 1
    assert "memory.tsv: 3 units, 1 suspicious" in result.out
    assert "unit 3: swapped languages" in result.out
    found = json.loads(run("align", "--from-tsv", "memory.tsv", "--json").out)
    assert [row["unit"] for row in found["suspicious"]] == [3]
    sample = run("align", "--from-tmx", SAMPLE / "sample.aligned.tmx")
    assert sample.code == 0
    assert "16 units, 0 suspicious" in sample.out
