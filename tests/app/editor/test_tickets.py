"""Tickets: what holds, what does not, and that they outlive the server."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.app.tickets import LIFETIME, Ticket, TicketError, Tickets

TICKETS = Tickets(b"0" * 32, clock=lambda: 1000.0)


def test_a_ticket_says_who_and_which_document() -> None:
    ticket = TICKETS.check(TICKETS.issue("Анна", 7))
    assert ticket == Ticket("Анна", 7, 1000 + LIFETIME)


def test_it_holds_until_its_last_second_and_no_longer() -> None:
    text = TICKETS.issue("anna", 7)
    last = replace(TICKETS, clock=lambda: 1000.0 + LIFETIME)
    late = replace(TICKETS, clock=lambda: 1001.0 + LIFETIME)
    assert last.check(text).user == "anna"
    with pytest.raises(TicketError, match="too long"):
        late.check(text)


@pytest.mark.parametrize("text", [None, "", ".", "abc", "абв.где", "e30.e30"])
def test_what_is_no_ticket_is_turned_away(text: str | None) -> None:
    with pytest.raises(TicketError):
        TICKETS.check(text)


def test_every_altered_letter_is_noticed() -> None:
    text = TICKETS.issue("anna", 7)
    for place in range(len(text)):
        other = "A" if text[place] != "A" else "B"
        with pytest.raises(TicketError):
            TICKETS.check(text[:place] + other + text[place + 1 :])


def test_another_secret_makes_other_tickets() -> None:
    with pytest.raises(TicketError):
        Tickets(b"1" * 32).check(TICKETS.issue("anna", 7))


def test_the_secret_of_a_folder_stays(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    text = Tickets.open(folder).issue("anna", 7)
    assert Tickets.open(folder).check(text).document == 7
    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(file.read_bytes()) == 32
