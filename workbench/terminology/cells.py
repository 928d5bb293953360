"""Cells of CSV and TSV files: lists in one cell, and text no spreadsheet takes for a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"''*[=+\-@\t\r]")
_BAR = re.compile(r"(?<!\\)\|")


def guard(cell: str) -> str:
    """Put an apostrophe before a cell that a spreadsheet would run as a formula (OWASP)."""
    return "'" + cell if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """Undo :func:`guard`."""
    return cell[1:] if _GUARDED.match(cell) else cell


def join_list(values: Iterable[str]) -> str:
    r"""``a|b`` from several values; a bar inside a value becomes ``\|``."""
    return "|".join(value.replace("|", r"\|") for value in values)


def split_list(cell: str) -> list[str]:
    """Undo :func:`join_list`; empty values are dropped."""
    values = (value.replace(r"\|", "|").strip() for value in _BAR.split(cell))
    return [value for value in values if value]
