from __future__ import annotations

import socket

import pytest

from workbench.app.binding import SignIn, free_port, is_loopback, sign_in_for
from workbench.errors import SettingsError


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)
    assert sign_in_for(host, users=0, oidc=False, allowed=0) is SignIn.NONE


@pytest.mark.parametrize(
    "host", ["0.0.0.0", "::", "192.168.1.4", "10.0.0.1", "workbench.example", "localhost.example"]
)
def test_any_other_address_is_refused_where_nobody_could_sign_in(host: str) -> None:
    with pytest.raises(SettingsError, match="users add"):
        sign_in_for(host, users=0, oidc=False, allowed=0)
    assert sign_in_for(host, users=1, oidc=False, allowed=0) is SignIn.PASSWORD


def test_the_flags_cannot_open_what_must_be_closed() -> None:
    with pytest.raises(SettingsError, match="must sign in"):
        sign_in_for("0.0.0.0", users=3, oidc=True, allowed=1, wanted=False)
    with pytest.raises(SettingsError, match="no users yet"):
        sign_in_for("127.0.0.1", users=0, oidc=False, allowed=0, wanted=True)
    assert sign_in_for("127.0.0.1", users=1, oidc=False, allowed=0, wanted=True) is SignIn.PASSWORD
    assert sign_in_for("127.0.0.1", users=1, oidc=True, allowed=0, wanted=False) is SignIn.NONE


def test_oidc_needs_its_library_and_a_list_of_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.app.binding.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match="Authlib"):
        sign_in_for("0.0.0.0", users=0, oidc=True, allowed=1)
    monkeypatch.setattr("workbench.app.binding.find_spec", lambda name: object())
    with pytest.raises(SettingsError, match=r"server\.allow"):
        sign_in_for("0.0.0.0", users=0, oidc=True, allowed=0)
    assert sign_in_for("0.0.0.0", users=0, oidc=True, allowed=1) is SignIn.OIDC


def test_a_taken_port_is_said_or_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port} is taken"):
            free_port("127.0.0.1", port, exact=True)
        assert free_port("127.0.0.1", port, exact=False) > port


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(SettingsError, match="cannot listen on"):
        free_port("203.0.113.7", 8501, exact=True)
