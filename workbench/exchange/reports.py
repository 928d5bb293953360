"""What readers and writers say about units they did not carry over, and checks about a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Written:
    """The account of a writer: units written, left out as empty, left out as repeated."""

    units: int
    empty: int = 0
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A unit that a reader passed over. ``line`` counts from 1 (a row in a table)."""

    line: int
    reason: str
    id: str = ""


OnSkip = Callable[[Skipped], None]


def ignore(skipped: Skipped) -> None:
    """Take a skipped unit and do nothing: the default of every reader's ``on_skip``."""


class Severity(StrEnum):
    """ERROR: some tool refuses the file or loses text. WARNING: a match may be missed."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a check found in a file. ``line`` counts from 1."""

    line: int
    severity: Severity
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.severity}: {self.message}"
