"""A page of a document's rows: filtered, counted and placed by the database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
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
    wanted = [func.count().label("all"), func.coalesce(func.sum(RowRecord.words), 0).label("words")]
    wanted += [_tally(RowRecord.status == status).label(str(status)) for status in Status]
    wanted += [_tally(condition).label(name) for name, condition in _FLAGS.items()]
    found = session.execute(select(*wanted).where(live(document))).one()
    return {name: int(value) for name, value in found._mapping.items()}


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
    where = and_(live(document), wanted.condition())
    total = everything
    if not wanted.is_empty:
        total = session.scalars(select(func.count()).where(where)).one()
    if around is not None:
        offset = _place(session, where, document, around) // limit * limit
    offset = min(max(offset, 0), max(total - 1, 0) // limit * limit)
    query = select(RowRecord.id).where(where).order_by(RowRecord.position, RowRecord.id)
    return total, offset, list(session.scalars(query.limit(limit).offset(offset)))


def _place(session: Session, where: ColumnElement[bool], document: int, row: int) -> int:
    """How many rows of the list stand before ``row``, whether it is in the list or not."""
    query = select(RowRecord.position).where(RowRecord.id == row, RowRecord.document_id == document)
    position = session.scalars(query).first()
    if position is None:
        return 0
    before = or_(
        RowRecord.position < position, and_(RowRecord.position == position, RowRecord.id < row)
    )
    return session.scalars(select(func.count()).where(where, before)).one()


def _tally(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
