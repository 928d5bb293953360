from __future__ import annotations

import pytest

from workbench.app.sessions import FREE_TRIES, LONGEST_WAIT, Brake, Sessions


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def marks() -> dict[str, str]:
    return {"anna": "hash-1", "Иван Петров": "hash-2"}


@pytest.fixture
def sessions(clock: Clock, marks: dict[str, str]) -> Sessions:
    return Sessions(b"secret", marks.get, 3600.0, clock)


@pytest.mark.parametrize("user", ["anna", "Иван Петров"])
def test_a_session_names_its_user(sessions: Sessions, user: str) -> None:
    assert sessions.user(sessions.issue(user)) == user


def test_a_session_ends(sessions: Sessions, clock: Clock) -> None:
    cookie = sessions.issue("anna")
    clock.now += 3601
    assert sessions.user(cookie) is None


def test_another_password_or_a_removed_user_ends_a_session(
    sessions: Sessions, marks: dict[str, str]
) -> None:
    cookie = sessions.issue("anna")
    marks["anna"] = "hash-of-another-password"
    assert sessions.user(cookie) is None
    del marks["anna"]
    assert sessions.user(cookie) is None


def test_an_altered_or_foreign_cookie_is_none(
    sessions: Sessions, marks: dict[str, str], clock: Clock
) -> None:
    name, expiry, signature = sessions.issue("anna").split(".")
    other = sessions.issue("Иван Петров").split(".")[0]
    wrong = [
        "",
        "..",
        "a.b.c",
        f"{name}.{expiry}",
        f"{other}.{expiry}.{signature}",
        f"{name}.{int(expiry) + 1}.{signature}",
        f"{name}.{expiry}.{'0' * 64}",
        f"{name}.{expiry}.é",
        Sessions(b"other", marks.get, 3600.0, clock).issue("anna"),
    ]
    assert [sessions.user(cookie) for cookie in wrong] == [None] * len(wrong)
    assert sessions.user(None) is None


def test_nobody_unknown_gets_a_session(sessions: Sessions) -> None:
    with pytest.raises(ValueError, match="no user"):
        sessions.issue("mallory")


def test_the_brake_lets_a_few_tries_pass_and_then_doubles_the_wait(clock: Clock) -> None:
    brake = Brake(clock)
    for _ in range(FREE_TRIES - 1):
        brake.failed("user anna", "address 10.0.0.1")
        assert brake.wait("user anna") == 0
    waits = []
    for _ in range(12):
        brake.failed("user anna", "address 10.0.0.1")
        waits.append(brake.wait("user anna"))
        clock.now += waits[-1]
        assert brake.wait("user anna") == 0
    assert waits[:4] == [2, 4, 8, 16]
    assert max(waits) == LONGEST_WAIT


def test_one_name_from_many_addresses_and_many_names_from_one_address_wait(clock: Clock) -> None:
    brake = Brake(clock)
    for number in range(FREE_TRIES):
        brake.failed("user anna", f"address {number}")
        brake.failed(f"user {number}", "address 7")
    assert brake.wait("user anna", "address 99") > 0
    assert brake.wait("user 99", "address 7") > 0
    assert brake.wait("user 99", "address 99") == 0


def test_the_right_password_takes_the_brake_off(clock: Clock) -> None:
    brake = Brake(clock)
    for _ in range(FREE_TRIES):
        brake.failed("user anna")
    brake.passed("user anna")
    assert brake.wait("user anna") == 0
