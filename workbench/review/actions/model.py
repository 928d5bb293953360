"""What an action is, and how it says that it cannot be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Protocol

from pydantic import Field

from workbench.review.content import LONGEST_TEXT

if TYPE_CHECKING:
    from workbench.review.work import Work

Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Version = Annotated[int, Field(ge=0)]


class Action(Protocol):
    """Something that a person does to a document: a frozen dataclass of its fields.

    ``kind`` is its name on the wire, ``label`` what undo calls it.
    """

    kind: ClassVar[str]

    @property
    def label(self) -> str:
        """What it is called in "undo …"."""
        ...

    def run(self, work: Work) -> None:
        """Do it through ``work``; RefusedError or ConflictError where it cannot be done."""
        ...


class RefusedError(Exception):
    """The action makes no sense here; its text is a sentence for the person."""


class ConflictError(Exception):
    """Somebody else's change stands in the way; ``row`` is the row to show, where there is one.

    ``stale`` is the step that can never be undone or redone, so that the next undo passes it.
    """

    def __init__(self, message: str, row: int | None = None, *, stale: int | None = None) -> None:
        super().__init__(message)
        self.row = row
        self.stale = stale
