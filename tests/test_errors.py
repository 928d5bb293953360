from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from workbench import errors
from workbench.errors import InputError, WorkbenchError


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (WorkbenchError("is empty"), "is empty"),
        (WorkbenchError("is empty", file="a.txt"), "a.txt: is empty"),
        (WorkbenchError("is empty", file=Path("a.txt"), place="page 2"), "a.txt, page 2: is empty"),
        (WorkbenchError("is wrong", place="setting beam"), "setting beam: is wrong"),
        (WorkbenchError("is empty.", remedy="Fill it."), "is empty. Fill it."),
    ],
)
def test_the_message_names_file_place_and_remedy(error: WorkbenchError, text: str) -> None:
    assert str(error) == text
    assert error.args == (text,)


def test_an_error_survives_the_way_between_processes() -> None:
    error = InputError("is empty", file="a.txt", place="page 2", remedy="Fill it.")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is InputError
    assert str(again) == str(error)
    assert (again.file, again.place, again.remedy) == ("a.txt", "page 2", "Fill it.")


def test_all_errors_are_of_one_tree() -> None:
    found = [item for item in vars(errors).values() if isinstance(item, type)]
    trees = [item for item in found if issubclass(item, Exception)]
    assert len(trees) > 5
    assert all(issubclass(item, WorkbenchError) and item.__doc__ for item in trees)
    assert issubclass(errors.DocumentError, InputError)
    assert not issubclass(errors.OutputError, InputError)
    assert not issubclass(errors.ModelError, InputError)
