from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import InputError
from workbench.review.project_terms import new_entry, remove_entry, save_entry, term_base
from workbench.review.projects import create_project, delete_project, get_project
from workbench.review.terms import TermBook
from workbench.review.workspace import Workspace
from workbench.terminology import TermBase, TermEntry, load_term_base, write_term_base

ENTRY = TermEntry("t1", "совет", ("Council",), forbidden=("Soviet",), note="a body")


@pytest.fixture
def house(tmp_path: Path) -> Path:
    path = tmp_path / "house.tsv"
    write_term_base(TermBase((ENTRY,)), path)
    return path


@pytest.fixture
def project(workspace: Workspace) -> int:
    return create_project(workspace, "Project", by="anna")


def test_a_project_uses_the_house_term_base_until_it_has_its_own(
    workspace: Workspace, project: int, house: Path
) -> None:
    other = create_project(workspace, "Other", by="anna")
    before = term_base(workspace, project, house)
    assert [entry.source for entry in before.entries] == ["совет"]
    save_entry(workspace, project, new_entry("заседание", "session"), house)
    after = term_base(workspace, project, house)
    assert [entry.source for entry in after.entries] == ["заседание", "совет"]
    assert len(term_base(workspace, other, house)) == 1
    assert len(load_term_base(house)) == 1
    terms = TermBook(house).of(dict(get_project(workspace, project).settings))
    assert terms is not None
    assert terms.missing("Заседание открыл Совет.", "The Council opened the meeting.") == 1


def test_an_entry_is_changed_in_its_place_and_removed(
    workspace: Workspace, project: int, house: Path
) -> None:
    save_entry(workspace, project, replace(ENTRY, targets=("Board", "Council")), house)
    (entry,) = term_base(workspace, project, house).entries
    assert (entry.id, entry.targets, entry.note) == ("t1", ("Board", "Council"), "a body")
    remove_entry(workspace, project, "t1", house)
    assert len(term_base(workspace, project, house)) == 0
    assert len(load_term_base(house)) == 1


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (replace(ENTRY, source=" «» "), "no word"),
        (replace(ENTRY, targets=("", "  ")), "English form is missing"),
        (replace(ENTRY, targets=("soviet",)), "both admissible and forbidden"),
    ],
)
def test_an_entry_that_could_not_work_is_refused(
    workspace: Workspace, project: int, house: Path, entry: TermEntry, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        save_entry(workspace, project, entry, house)
    assert term_base(workspace, project, house).entries[0].targets == ("Council",)


def test_entries_are_kept_as_one_line_of_text(
    workspace: Workspace, project: int, house: Path
) -> None:
    save_entry(workspace, project, new_entry("  новая\tстрока\n", "=new\x00 line "), house)
    entry = term_base(workspace, project, house).entries[0]
    assert (entry.source, entry.targets) == ("новая строка", ("=new line",))


def test_without_a_house_term_base_a_project_begins_with_an_empty_one(
    workspace: Workspace, project: int
) -> None:
    assert len(term_base(workspace, project, None)) == 0
    save_entry(workspace, project, ENTRY, None)
    assert len(term_base(workspace, project, None)) == 1


def test_a_deleted_project_takes_its_term_base_with_it(
    workspace: Workspace, project: int, house: Path
) -> None:
    save_entry(workspace, project, ENTRY, house)
    own = Path(get_project(workspace, project).settings["glossary"])
    assert own.is_file()
    delete_project(workspace, project)
    assert not own.exists()
    assert house.is_file()
    with pytest.raises(InputError, match="project is not there"):
        save_entry(workspace, project, ENTRY, house)
