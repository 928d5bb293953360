"""Rows of figures as Markdown tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]


def show(part: str, rows: Sequence[Row]) -> str:
    """A heading and a table for each run of rows with the same columns."""
    lines = [f"## {part}"]
    columns: list[str] = []
    for row in rows:
        if list(row) != columns:
            columns = list(row)
            lines += ["", _line(columns), _line(["---"] * len(columns))]
        lines.append(_line([_cell(name, row[name]) for name in columns]))
    return "\n".join([*lines, ""])


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(name: str, value: object) -> str:
    if isinstance(value, float):
        return f"{value:.3f}" if "s/" in name or "%" in name else f"{value:.2f}"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return str(value).replace("|", "\\|")
