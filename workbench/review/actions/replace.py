"""Replace all: the one action over a whole document that a person starts by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from pydantic import Field

from workbench.errors import InputError
from workbench.review.actions.model import ConflictError, RefusedError
from workbench.review.content import settle
from workbench.review.replacing import plan, read_search, token_of
from workbench.review.work import Work


@dataclass(frozen=True, slots=True)
class ReplaceAll:
    """Do what a preview has shown, if nothing has changed since."""

    kind: ClassVar[str] = "replace_all"
    label: ClassVar[str] = "replacing all"
    find: str
    replace: str
    preview_token: Annotated[str, Field(max_length=64)]
    regex: bool = False
    case: bool = False
    filter: dict[str, Any] = field(default_factory=dict)

    def run(self, work: Work) -> None:
        """All rows in one step."""
        fields = {name: getattr(self, name) for name in ("find", "replace", "regex", "case")}
        try:
            search = read_search(fields | {"filter": self.filter})
            found = plan(work.session, work.document.id, search)
        except InputError as error:
            raise RefusedError(str(error)) from error
        if not found:
            raise RefusedError("Nothing was found.")
        if token_of(found) != self.preview_token:
            raise ConflictError("The texts have changed since the preview: look at it again.")
        for replacement in found:
            row = work.row(replacement.row)
            row.target = list(replacement.after)
            settle(row)
