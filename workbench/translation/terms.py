"""The term stage: which terms each unit must hold, and an account of every one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.terminology import Matcher, TermBase
from workbench.translation.folder import ModelFolder
from workbench.translation.free_pass import BeamSettings
from workbench.translation.model import TermAccount, TermStatus
from workbench.translation.units import Unit, UnitDraft

if TYPE_CHECKING:
    from workbench.terminology import TermMatch
    from workbench.translation.constraints import ConstrainedDecoder

NOT_ENFORCED = "terms are only counted"


class TermStage:
    """Finds the terms of each unit and accounts for them in its draft."""

    def __init__(
        self,
        folder: ModelFolder,
        terms: TermBase | Matcher,
        settings: BeamSettings,
        *,
        enforce: bool,
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._given = terms
        self._enforce = enforce

    @property
    def signature(self) -> str:
        """The term base and how it was used, as a draft's signature shows them."""
        mode = "enforced" if self._enforce else "counted"
        given = self._given
        base = given if isinstance(given, TermBase) else given.term_base
        return f"terms:{base.name}@{base.version}:{mode}"

    @property
    def left_out(self) -> tuple[str, ...]:
        """What of the term base takes no part in drafting: each place with its reason."""
        skipped = [f"{item.place}: {item.reason}" for item in self._matcher.term_base.report]
        for entry in self._matcher.silent:
            place = f"line {entry.line}" if entry.line else f"entry {entry.id}"
            skipped.append(f"{place}: {entry.source!r} has no word to look for")
        return tuple(skipped)

    @cached_property
    def _matcher(self) -> Matcher:
        given = self._given
        return Matcher(given) if isinstance(given, TermBase) else given

    @cached_property
    def _decoder(self) -> ConstrainedDecoder:
        from workbench.translation.constraints import ConstrainedDecoder, SearchSettings

        settings = SearchSettings(
            beam=self._settings.beam, length_penalty=self._settings.length_penalty
        )
        return ConstrainedDecoder(self._folder, settings=settings, threads=self._settings.threads)

    def __call__(
        self, units: Sequence[Unit], drafts: Sequence[UnitDraft]
    ) -> list[tuple[Unit, UnitDraft]]:
        """Return the units with drafts that hold an account for every term occurrence."""
        matches = [self._matcher.match(unit.source.text) for unit in units]
        if self._enforce:
            from workbench.translation.constraints.enforce import enforce

            done = enforce(self._decoder, units, drafts, matches)
        else:
            done = [_counted(*pair) for pair in zip(drafts, matches, strict=True)]
        return list(zip(units, done, strict=True))


def _counted(draft: UnitDraft, matches: Sequence[TermMatch]) -> UnitDraft:
    from workbench.terminology.accounting import due, settle

    terms = []
    for match, span in settle(draft.text, due(draft.text, matches)):
        if span is None:
            terms.append(TermAccount(match, TermStatus.UNSATISFIED, reason=NOT_ENFORCED))
        else:
            text = draft.text[span[0] : span[1]]
            terms.append(TermAccount(match, TermStatus.FREE, text, *span))
    return replace(draft, terms=tuple(terms))
