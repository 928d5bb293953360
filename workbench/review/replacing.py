"""Search and replace over the English of a document: what would change, and the mark of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from workbench.errors import InputError
from workbench.review.content import LONGEST_TEXT, clean, joined
from workbench.review.order import live, ranks_of
from workbench.review.paging import Filter
from workbench.review.tables import RowRecord

MOST_ROWS = 1_000
"""Rows that one replacement may change; more would keep the others waiting too long."""
SHOWN = 200
"""Rows that a preview shows."""
_SECONDS = 1.0
"""How long an expression may search all rows; some never end (catastrophic backtracking)."""

Replace = Callable[[str], tuple[str, list[tuple[int, int]]]]


class Search(BaseModel):
    """What to look for, what to put there, and in which rows."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    find: Annotated[str, Field(min_length=1, max_length=1_000)]
    replace: Annotated[str, Field(max_length=1_000)] = ""
    regex: bool = False
    case: bool = False
    filter: Filter = Filter()


@dataclass(frozen=True, slots=True)
class Replacement:
    """What becomes of one row; ``spans`` are the places in its joined text before."""

    row: int
    version: int
    before: str
    after: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def plan(session: Session, document: int, search: Search) -> list[Replacement]:
    """The rows that the replacement changes, in their order.

    Raises InputError for an expression that cannot be read, one that takes too long, and
    one that changes too many rows.
    """
    replace = _replacer(search)
    query = (
        select(RowRecord.id, RowRecord.version, RowRecord.target)
        .where(and_(live(document), search.filter.condition(), RowRecord.target_text != ""))
        .order_by(RowRecord.position, RowRecord.id)
    )
    found = []
    for row, version, target in session.execute(query):
        replacement = _of_row(row, version, target, replace)
        if replacement is not None:
            found.append(replacement)
        if len(found) > MOST_ROWS:
            raise InputError(
                f"more than {MOST_ROWS:,} rows would change at once",
                place="search",
                remedy="Narrow the search, or set a filter.",
            )
    return found


def token_of(replacements: list[Replacement]) -> str:
    """A mark that differs where anything of the plan does."""
    parts = [f"{r.row} {r.version} {'|'.join(r.after)}" for r in replacements]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def preview(session: Session, document: int, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What the replacement would do: the token for ``replace_all``, and the first rows."""
    found = plan(session, document, read_search(fields))
    numbers = ranks_of(session, document, [r.row for r in found[:SHOWN]])
    return {
        "preview_token": token_of(found),
        "total": len(found),
        "places": sum(len(r.spans) for r in found),
        "rows": [
            {
                "id": r.row,
                "number": numbers[r.row],
                "before": r.before,
                "after": joined(r.after),
                "spans": [list(span) for span in r.spans],
            }
            for r in found[:SHOWN]
        ],
    }


def read_search(fields: Mapping[str, Any]) -> Search:
    """The search that ``fields`` describe; InputError naming a wrong one."""
    from pydantic import ValidationError

    try:
        return Search.model_validate(dict(fields))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InputError(first["msg"], place=f"search {place}") from None


def _of_row(row: int, version: int, target: list[str], replace: Replace) -> Replacement | None:
    after = []
    spans: list[tuple[int, int]] = []
    start = 0
    for part in filter(None, target):
        text, places = replace(part)
        after.append(text)
        spans += [(start + begin, start + end) for begin, end in places]
        start += len(part) + 1
    if not spans or joined(after) == joined(target):
        return None
    return Replacement(row, version, joined(target), tuple(filter(None, after)), tuple(spans))


def _replacer(search: Search) -> Replace:
    """A function from a text to the new text and the places found, within a time limit."""
    import time

    import regex

    try:
        flags = regex.V0 if search.case else regex.V0 | regex.IGNORECASE
        pattern = regex.compile(search.find if search.regex else regex.escape(search.find), flags)
        template = search.replace if search.regex else search.replace.replace("\\", "\\\\")
        pattern.sub(template, "")  # an expression for groups that are not there shows here
    except (regex.error, IndexError, ValueError) as error:
        raise InputError(f"the expression cannot be read ({error})", place="search") from error
    deadline = time.monotonic() + _SECONDS

    def replace(text: str) -> tuple[str, list[tuple[int, int]]]:
        left = deadline - time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            spans = [m.span() for m in pattern.finditer(text, timeout=left) if m.end() > m.start()]
            new = pattern.sub(template, text, timeout=left) if spans else text
        except TimeoutError:
            raise InputError(
                "the expression takes too long",
                place="search",
                remedy="Avoid repetitions inside repetitions.",
            ) from None
        except (regex.error, IndexError) as error:
            raise InputError(f"the replacement cannot be read ({error})", place="search") from error
        return clean(new)[:LONGEST_TEXT], spans

    return replace
