"""A page of a document's rows: filtered, counted and placed by the database."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import ColumnElement, and_, bindparam, false, func, literal, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import Boolean

from workbench.errors import InputError
from workbench.review.marks import LOOK
from workbench.review.order import live
from workbench.review.status import Status
from workbench.review.tables import RowRecord

MOST_ROWS = 100


class Filter(BaseModel):
    """Which rows a page shows: those that meet all that is set, one of the statuses."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: tuple[Status, ...] = ()
    look: bool = False
    low_confidence: bool = False
    terms: bool = False
    checks: bool = False
    comments: bool = False
    unpaired: bool = False
    text: Annotated[str, Field(max_length=1_000)] = ""
    case: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether every row meets it."""
        return not self.model_dump(exclude={"case"}, exclude_defaults=True)

    def condition(self) -> ColumnElement[bool]:
        """The condition on the rows."""
        wanted = [condition for name, condition in _FLAGS.items() if getattr(self, name)]
        if self.status:
            wanted.append(RowRecord.status.in_(self.status))
        if self.text and self.case:
            texts = (RowRecord.source_text, RowRecord.target_text)
            wanted.append(or_(*(Holds(text, self.text) for text in texts)))
        elif self.text:
            wanted.append(Holds(RowRecord.search, self.text.casefold()))
        return and_(literal(True), *wanted)


class Holds(GenericFunction[bool]):
    """Whether a text holds another one, to the letter on every database (LIKE is not)."""

    type = Boolean()
    inherit_cache = True


@compiles(Holds, "sqlite")
def _holds_on_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"(instr({compiler.process(element.clauses, **options)}) > 0)"


@compiles(Holds, "postgresql")
def _holds_on_postgresql(element: Any, compiler: Any, **options: Any) -> str:
    return f"(strpos({compiler.process(element.clauses, **options)}) > 0)"


_FLAGS: dict[str, ColumnElement[bool]] = {
    "look": RowRecord.look >= LOOK,
    "low_confidence": RowRecord.low.is_(True),
    "terms": RowRecord.terms_missing > 0,
    "checks": RowRecord.open_checks > 0,
    "comments": RowRecord.comments > 0,
    "unpaired": RowRecord.unpaired.is_(True),
}


def read_filter(fields: Mapping[str, Any] | None) -> Filter:
    """The filter that ``fields`` describe; InputError naming a wrong one."""
    try:
        return Filter.model_validate(dict(fields or {}))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise InputError(first["msg"], place=f"filter {name}") from None


def counts(session: Session, document: int) -> dict[str, int]:
    """How many live rows there are in all, of each status, and with each flag."""
    found = dict.fromkeys(("all", "words", *map(str, Status), *_FLAGS), 0)
    for status, *tallies in session.execute(_COUNTS, {"document": document}):
        found[status] = tallies[0]
        for name, tally in zip(("all", "words", *_FLAGS), tallies, strict=True):
            found[name] += int(tally)
    return found


def page_of(
    session: Session,
    document: int,
    wanted: Filter,
    *,
    offset: int,
    limit: int,
    around: int | None,
    everything: int,
) -> tuple[int, int, list[int]]:
    """The number of rows that meet the filter, the page's offset, and the ids on the page.

    ``around`` moves the page to where that row stands; ``everything`` is the number of rows
    of the document.
    """
    here = (RowRecord.position, RowRecord.id)
    place = _position(session, document, around) if around is not None else None
    where = and_(live(document), wanted.condition())
    if wanted.text:
        # One pass: to look for the text is what takes time, and the matches are few.
        found = select(*here).where(where).order_by(*here)
        places = session.execute(found).all()
        if place is not None:
            offset = bisect_left(places, place) // limit * limit
        offset = _within(offset, limit, len(places))
        return len(places), offset, [row for _, row in places[offset : offset + limit]]
    total = everything
    if not wanted.is_empty:
        total = session.scalars(select(func.count()).where(where)).one()
    if place is not None:
        before = or_(RowRecord.position < place[0], RowRecord.id < place[1])
        passed = select(func.count()).where(where, RowRecord.position <= place[0], before)
        offset = session.scalars(passed).one() // limit * limit
    offset = _within(offset, limit, total)
    query = select(RowRecord.id).where(where).order_by(*here)
    return total, offset, list(session.scalars(query.limit(limit).offset(offset)))


def _within(offset: int, limit: int, total: int) -> int:
    return min(max(offset, 0), max(total - 1, 0) // limit * limit)


def _position(session: Session, document: int, row: int) -> tuple[float, int]:
    """Where a row stands, removed or not; the top for one that is not in the document."""
    query = select(RowRecord.position).where(RowRecord.id == row, RowRecord.document_id == document)
    position = session.scalars(query).first()
    return (float("-inf"), 0) if position is None else (position, row)


_COUNTS = (
    select(
        RowRecord.status,
        func.count(),
        func.sum(RowRecord.words),
        *(func.count().filter(condition) for condition in _FLAGS.values()),
    )
    .where(RowRecord.document_id == bindparam("document"), RowRecord.removed == false())
    .group_by(RowRecord.status)
)
