"""The term stage: which terms each unit must hold, and an account of every one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.translation.folder import ModelFolder
from workbench.translation.model import TermAccount, TermStatus
from workbench.translation.units import Unit, UnitDraft

if TYPE_CHECKING:
    from workbench.terminology import Matcher, TermBase, TermMatch

NOT_ENFORCED = "terms are only counted"


class TermStage:
    """Finds the terms of each unit and accounts for them in its draft."""

    def __init__(self, folder: ModelFolder, term_base: TermBase, *, enforce: bool) -> None:
        self._folder = folder
        self._term_base = term_base
        self._enforce = enforce

    @property
    def signature(self) -> str:
        """The term base and how it was used, as a draft's signature shows them."""
        mode = "enforced" if self._enforce else "counted"
        return f"terms:{self._term_base.name}@{self._term_base.version}:{mode}"

    @cached_property
    def _matcher(self) -> Matcher:
        from workbench.terminology import Matcher

        return Matcher(self._term_base)

    def __call__(
        self, units: Sequence[Unit], drafts: Sequence[UnitDraft]
    ) -> list[tuple[Unit, UnitDraft]]:
        """Return the units with drafts that hold an account for every term occurrence."""
        from workbench.terminology.variants import account

        result = []
        for unit, draft in zip(units, drafts, strict=True):
            matches = self._matcher.match(unit.source.text)
            terms = tuple(_counted(*pair, draft.text) for pair in account(draft.text, matches))
            result.append((unit, replace(draft, terms=terms)))
        return result


def _counted(match: TermMatch, span: tuple[int, int] | None, text: str) -> TermAccount:
    if span is None:
        return TermAccount(match, TermStatus.UNSATISFIED, reason=NOT_ENFORCED)
    return TermAccount(match, TermStatus.FREE, text[span[0] : span[1]], *span)
