"""What the desk asks of others: new drafts of a segment, matches from a memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from workbench.translation.constraints.model import ConstrainedResult


class Drafter(Protocol):
    """Drafts one segment again; :class:`workbench.translation.constraints.ConstrainedDecoder`."""

    @property
    def pieces(self) -> Any:
        """Its :class:`workbench.translation.pieces.Pieces`, for word links; None for none."""
        ...

    def redraft(
        self,
        text: str,
        *,
        keep: Sequence[str] = (),
        avoid: Sequence[str] = (),
        prefix: str = "",
    ) -> ConstrainedResult:
        """The draft that holds ``keep``, holds none of ``avoid`` and begins with ``prefix``."""
        ...


class Memory(Protocol):
    """Finds earlier translations."""

    def matches(self, source: str, *, exclude_row: int | None = None) -> list[dict[str, Any]]:
        """The best earlier translations of a Russian text, as the side panel shows them."""
        ...

    def concordance(self, text: str, language: str) -> list[dict[str, Any]]:
        """Where a text occurs in either language ("ru" or "en")."""
        ...
