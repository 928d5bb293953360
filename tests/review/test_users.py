from __future__ import annotations

import pytest

from workbench.errors import InputError
from workbench.review import users as module
from workbench.review.users import Users, hash_password, is_right
from workbench.review.workspace import Workspace

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost is a tenth of a second for each hash; the rest is the same."""
    monkeypatch.setattr(module, "_COST", 2**4)


@pytest.fixture
def users(workspace: Workspace) -> Users:
    return Users(workspace)


def test_the_real_cost_is_what_owasp_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    stored = hash_password(PASSWORD)
    assert stored.startswith("scrypt$65536$8$2$")
    assert is_right(PASSWORD, stored)


def test_a_person_signs_in_with_their_password_only(users: Users) -> None:
    users.add("anna", PASSWORD)
    assert users.check("anna", PASSWORD)
    assert not users.check("anna", PASSWORD + "x")
    assert not users.check("anna", "")
    assert not users.check("Anna", PASSWORD)
    assert not users.check("boris", PASSWORD)


def test_an_unknown_name_costs_as_much_as_a_known_one(
    users: Users, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    real = module._scrypt

    def counted(password: str, *rest: object) -> bytes:
        calls.append(password)
        return real(password, *rest)  # type: ignore[arg-type]

    users.add("anna", PASSWORD)
    monkeypatch.setattr(module, "_scrypt", counted)
    users.check("anna", "wrong password")
    users.check("nobody", "wrong password")
    assert len(calls) == 2


def test_equal_passwords_have_different_hashes() -> None:
    assert hash_password(PASSWORD) != hash_password(PASSWORD)


def test_another_password_changes_the_mark(users: Users) -> None:
    users.add("anna", PASSWORD, role="manager")
    before = users.mark("anna")
    users.add("anna", PASSWORD + " 2")
    assert before != users.mark("anna") is not None
    assert users.mark("nobody") is None
    assert [(user.name, user.role) for user in users.all()] == [("anna", "reviewer")]


def test_a_removed_person_cannot_sign_in(users: Users) -> None:
    users.add("anna", PASSWORD)
    assert users.with_password() == 1
    users.remove("anna")
    assert not users.check("anna", PASSWORD)
    assert (users.with_password(), users.get("anna")) == (0, None)
    with pytest.raises(InputError, match="no user 'anna'"):
        users.remove("anna")


@pytest.mark.parametrize(
    ("name", "password", "role", "words"),
    [
        ("", PASSWORD, "reviewer", "name ''"),
        (" anna", PASSWORD, "reviewer", "cannot be taken"),
        ("an\nna", PASSWORD, "reviewer", "cannot be taken"),
        ("a" * 101, PASSWORD, "reviewer", "cannot be taken"),
        ("anna", "short", "reviewer", "5 characters"),
        ("anna", "x" * 1001, "reviewer", "1001 characters"),
        ("anna", PASSWORD, "king", "no role 'king'"),
    ],
)
def test_what_cannot_be_taken_is_said(
    users: Users, name: str, password: str, role: str, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        users.add(name, password, role=role)


@pytest.mark.parametrize("stored", ["", "plain", "md5$1$2$3$a$b"])
def test_a_strange_hash_is_no_password(stored: str) -> None:
    assert not is_right("", stored)
    assert not is_right("plain", stored)
