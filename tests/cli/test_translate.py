from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import RUSSIAN, Run
from workbench.exchange import check_tmx
from workbench.translation import open_model

RESULTS = ["letter.en.txt", "letter.report.json", "letter.srx", "letter.tmx"]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_all_results_are_there_and_the_account_is_printed(run: Run, letter: Path) -> None:
    result = run("translate", letter)
    assert result.code == 0, result.err
    out = Path("aligned")
    assert sorted(contents(out)) == RESULTS
    assert "2 paragraphs, 2 segments" in result.out
    assert "free" in result.out
    assert check_tmx(out / "letter.tmx") == []
    text = (out / "letter.en.txt").read_text(encoding="utf-8")
    assert len(text.rstrip("\n").split("\n\n")) == 2
    assert "A/RES/73/27" in text


def test_the_report_tells_what_was_done(run: Run, letter: Path) -> None:
    run("translate", letter)
    report = json.loads(Path("aligned/letter.report.json").read_text(encoding="utf-8"))
    assert report["source"] == "letter.ru.txt"
    assert (report["paragraphs"], report["segments"]) == (2, 2)
    assert [row["source"] for row in report["details"]] == RUSSIAN.strip().split("\n\n")
    assert report["signature"].startswith("workbench:")
    assert f"@{open_model().revision}" in report["signature"]
    statuses = [term["status"] for row in report["details"] for term in row["terms"]]
    assert {status: statuses.count(status) for status in report["terms"]} == report["terms"]
    assert len(statuses) > 0
    for row in report["details"]:
        assert 0 <= row["confidence"] <= 1
        for term in row["terms"]:
            start, end = term["source_span"]
            assert row["source"][start:end] == term["surface"]
            if "target_span" in term:
                start, end = term["target_span"]
                assert row["target"][start:end] == term["variant"]


def test_a_second_forced_run_gives_the_same_bytes(run: Run, letter: Path) -> None:
    run("translate", "--no-glossary", letter)
    before = contents(Path("aligned"))
    assert "done before" not in run("translate", "--no-glossary", "--force", letter).out
    assert contents(Path("aligned")) == before


def test_what_is_done_and_unchanged_is_skipped(run: Run, letter: Path) -> None:
    run("translate", "--no-glossary", letter)
    times = {path: path.stat().st_mtime_ns for path in Path("aligned").iterdir()}
    result = run("translate", "--no-glossary", letter)
    assert result.code == 0
    assert "done before and unchanged" in result.out
    assert {path: path.stat().st_mtime_ns for path in Path("aligned").iterdir()} == times


def test_a_changed_input_or_lost_result_is_done_again(run: Run, letter: Path) -> None:
    run("translate", "--no-glossary", letter)
    Path("aligned/letter.tmx").unlink()
    assert "done before" not in run("translate", "--no-glossary", letter).out
    assert Path("aligned/letter.tmx").is_file()
    assert "done before" in run("translate", "--no-glossary", letter).out
    assert "done before" not in run("translate", "--no-glossary", "--beam", "2", letter).out
    glossary = Path("terms.csv")
    glossary.write_text("ru,en\nспутник,satellite\n", encoding="utf-8")
    assert "done before" not in run("translate", "--glossary", glossary, letter).out
    glossary.write_text("ru,en\nспутник,sputnik\n", encoding="utf-8")
    assert "done before" not in run("translate", "--glossary", glossary, letter).out
    assert "done before" in run("translate", "--glossary", glossary, letter).out
    letter.write_text(RUSSIAN + "\nДа.\n", encoding="utf-8")
    assert "done before" not in run("translate", "--glossary", glossary, letter).out


def test_a_changed_model_is_noticed(run: Run, letter: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(open_model().path, tmp_path / "model")
    run("translate", "--no-glossary", "--model", copy, letter)
    assert "done before" in run("translate", "--no-glossary", "--model", copy, letter).out
    config = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps(config | {"workbench_max_pieces": 60}))
    assert "done before" not in run("translate", "--no-glossary", "--model", copy, letter).out


def test_json_is_all_that_is_printed(run: Run, letter: Path, tmp_path: Path) -> None:
    (tmp_path / "english.txt").write_text("The General Assembly of the United Nations is here.")
    result = run("translate", "--no-glossary", "--json", letter, tmp_path / "english.txt")
    assert result.code == 1
    data = json.loads(result.out)
    assert result.err == ""
    (done,) = data["documents"]
    assert (done["segments"], done["skipped"]) == (2, False)
    assert all(Path(done[key]).is_file() for key in ("text", "tmx", "srx", "report"))
    assert "English document" in data["failed"][0]["error"]
    again = json.loads(run("translate", "--no-glossary", "--json", letter).out)
    assert again["documents"][0]["skipped"] is True


def test_an_unsatisfied_hard_term_is_listed_and_makes_exit_code_1(
    run: Run, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("terms.csv").write_text("ru,en\nАссамблея,zebra crossing\n", encoding="utf-8")
    monkeypatch.setenv("WORKBENCH_TERMS__ENFORCE", "false")
    result = run("translate", "--glossary", "terms.csv", letter)
    assert result.code == 1
    assert "missing term in paragraph 1: Ассамблея" in result.out
    assert run("translate", "--glossary", "terms.csv", letter).code == 1  # skipped, still so


def test_lines_of_the_term_base_that_take_no_part_are_shown(
    run: Run, letter: Path, tmp_path: Path
) -> None:
    base = tmp_path / "terms.csv"
    base.write_text("ru,en\nИКТ,ICT\nИКТ,ICT\n…,ellipsis\n", encoding="utf-8")
    result = run("translate", letter, "--glossary", base)
    assert "left out: line 3: the same as line 2" in result.err
    assert "left out: line 4: '…' has no word to look for" in result.err
    data = json.loads(run("translate", letter, "--glossary", base, "--json").out)
    assert len(data["terms_left_out"]) == 2
    base.write_text("ru,en\nИКТ,ICT\n" + "…,ellipsis\n" + "ИКТ,ICT\n" * 9, encoding="utf-8")
    result = run("translate", letter, "--glossary", base)
    assert result.err.count("left out: ") == 5
    assert "5 more left out" in result.err


def test_a_document_that_fails_does_not_stop_the_others(
    run: Run, letter: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_bytes(b"")
    (folder / "b.txt").write_text("This document is in English and not in any other language.")
    (folder / "sub").mkdir()
    shutil.copy(letter, folder / "sub" / "c.txt")
    result = run("translate", "--no-glossary", "-o", "out", folder)
    assert result.code == 1
    assert "a.txt: is empty" in result.err
    assert "looks like an English document" in result.err
    assert Path("out/sub/c.tmx").is_file()


def test_what_another_hand_wrote_is_left_alone(run: Run, letter: Path) -> None:
    human = Path("letter.en.txt")
    human.write_text("By hand.")
    result = run("translate", "--no-glossary", "-o", ".", letter)
    assert result.code == 2
    assert "left as it is" in result.err
    assert human.read_text() == "By hand."
    assert run("translate", "--no-glossary", "-o", ".", "--force", letter).code == 0
    assert human.read_text() != "By hand."


def test_each_source_paragraph_is_one_paragraph(run: Run, tmp_path: Path) -> None:
    paragraphs = [
        "ПИСЬМО",
        "Первое предложение о сети. Второе — из двух частей; третьей нет!",
        "A/RES/73/27",
        "1) Государства и их сети.",
        "Это всё, что было решено: да или нет.",
    ]
    path = tmp_path / "five.txt"
    path.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    assert run("translate", "--no-glossary", path).code == 0
    text = Path("aligned/five.en.txt").read_text(encoding="utf-8")
    assert text.endswith("\n")
    found = text[:-1].split("\n\n")
    assert len(found) == json.loads(Path("aligned/five.report.json").read_text())["paragraphs"] == 5
    assert all(line and "\n" not in line for line in found)
    assert found[2] == "A/RES/73/27"
