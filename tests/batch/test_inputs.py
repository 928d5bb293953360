from __future__ import annotations

from pathlib import Path

import pytest

from workbench.batch.inputs import Job, find_jobs
from workbench.errors import InputError, OutputError


def make(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Да.")


def stems(jobs: list[Job], output: Path) -> dict[str, str]:
    return {job.source.name: job.stem.relative_to(output).as_posix() for job in jobs}


def test_results_keep_their_place_under_the_folder(tmp_path: Path) -> None:
    make(tmp_path / "in", "b.txt", "sub/deep/a.docx", "sub/c.HTML", "d.pdf", "note.md", "e.xlsx")
    jobs = find_jobs([tmp_path / "in"], tmp_path / "out")
    assert stems(jobs, tmp_path / "out") == {
        "b.txt": "b",
        "d.pdf": "d",
        "c.HTML": "sub/c",
        "a.docx": "sub/deep/a",
    }


def test_names_of_results(tmp_path: Path) -> None:
    make(tmp_path, "letter.ru.txt", "Annex.v1.DOCX")
    word, letter = find_jobs([tmp_path], tmp_path / "out")
    names = [path.name for path in letter.results]
    assert names == ["letter.en.txt", "letter.tmx", "letter.srx", "letter.report.json"]
    assert word.text.name == "Annex.v1.en.docx"


def test_a_single_file_may_have_any_suffix(tmp_path: Path) -> None:
    make(tmp_path, "A.75.123", "bare")
    jobs = find_jobs([tmp_path / "A.75.123", tmp_path / "bare"], tmp_path / "out")
    assert stems(jobs, tmp_path / "out") == {"A.75.123": "A.75.123", "bare": "bare"}


def test_hidden_files_and_our_own_results_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "~$d.docx", "a.en.txt", "a.en.docx",
         "a.report.txt", "aligned/e.txt", "aligned/deep/f.txt")  # fmt: skip
    jobs = find_jobs([tmp_path], tmp_path / "aligned")
    assert [job.source.name for job in jobs] == ["a.txt"]


def test_the_same_file_given_twice_is_one_job(tmp_path: Path) -> None:
    make(tmp_path, "in/a.txt")
    (tmp_path / "in/link.txt").symlink_to(tmp_path / "in/a.txt")
    paths = [tmp_path / "in", tmp_path / "in" / "a.txt", tmp_path / "in" / ".." / "in"]
    assert len(find_jobs(paths, tmp_path / "out")) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("a.txt", "a.docx", "a.pdf"),
        ("a.txt", "a.ru.txt"),
        ("a.txt", "a.docx", "a-txt.txt", "a-docx.txt"),
        ("a.txt", "A.TXT", "a.html"),
        ("x/a.txt", "y/a.txt", "z/a.txt"),
        ("x/a.ru.txt", "y/a.txt", "a-txt.pdf"),
    ],
)
def test_no_two_documents_share_a_result(tmp_path: Path, names: tuple[str, ...]) -> None:
    make(tmp_path, *names)
    jobs = find_jobs([tmp_path / name for name in names], tmp_path / "out")
    results = [str(path).lower() for job in jobs for path in job.results]
    assert len(set(results)) == len(results) == 4 * len(names)


def test_a_document_that_shares_its_name_with_none_keeps_it(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "a.docx", "a-txt.txt")
    found = stems(find_jobs([tmp_path], tmp_path / "out"), tmp_path / "out")
    assert found == {"a-txt.txt": "a-txt", "a.txt": "a-txt-2", "a.docx": "a-docx"}


def test_a_result_never_overwrites_a_document(tmp_path: Path) -> None:
    make(tmp_path, "letter.ru.txt", "letter.en.txt")
    paths = [tmp_path / "letter.ru.txt", tmp_path / "letter.en.txt"]
    assert len(find_jobs(paths, tmp_path / "out")) == 2
    with pytest.raises(OutputError, match=r"letter\.en\.txt.*overwrite"):
        find_jobs(paths, tmp_path)


@pytest.mark.parametrize("name", ["absent.txt", "x" * 300])
def test_a_path_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="there is no such file") as caught:
        find_jobs([tmp_path / name], tmp_path / "out")
    assert name in str(caught.value)


def test_a_folder_without_documents_is_named(tmp_path: Path) -> None:
    make(tmp_path, "a.xlsx", "a.en.txt")
    with pytest.raises(InputError, match="no document in this folder"):
        find_jobs([tmp_path], tmp_path / "out")
