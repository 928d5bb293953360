"""Drafting: Russian texts become English drafts that keep what was promised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.translation.confidence import load_confidence
from workbench.translation.finish import finish, join
from workbench.translation.folder import ModelFolder
from workbench.translation.free_pass import BeamSettings, FreePass
from workbench.translation.model import Draft
from workbench.translation.normalise import passes_through
from workbench.translation.pieces import Pieces
from workbench.translation.terms import TermStage
from workbench.translation.units import Unit, UnitDraft, make_units, split_unit

if TYPE_CHECKING:
    from workbench.terminology import Matcher, TermBase

Progress = Callable[[int], None]
_SHORTEST = 8
_CUT = "the draft stopped at the length limit; its end may be missing"


class Translator:
    """Drafts segments with one model and, where given, one term base.

    The same texts and settings give the same drafts, whatever the order and the
    company of the texts and the number of threads.
    """

    def __init__(
        self,
        folder: ModelFolder,
        *,
        settings: BeamSettings | None = None,
        term_base: TermBase | Matcher | None = None,
        enforce: bool = True,
    ) -> None:
        """``term_base`` may come as its ready matcher (``load_matcher``), which saves a second."""
        self.folder = folder
        self.settings = settings or BeamSettings()
        self.pieces = Pieces(folder)
        self._free = FreePass(folder, self.settings)
        self._confidence = load_confidence(folder)
        self._terms = (
            TermStage(folder, term_base, self.settings, enforce=enforce)
            if term_base is not None
            else None
        )

    @cached_property
    def signature(self) -> str:
        """What made the drafts, complete enough to make them again."""
        from importlib.metadata import version

        from workbench import __version__

        parts = [
            f"workbench:{__version__}",
            f"model:{self.folder.name}@{self.folder.revision}",
            f"engine:ctranslate2-{version('ctranslate2')}-float32",
            f"beam:{self.settings.beam}",
            f"lp:{self.settings.length_penalty:g}",
            f"maxlen:{self.settings.max_length_factor:g}x+20",
        ]
        if self.settings.batch_tokens > 1:
            parts.append(f"batch:{self.settings.batch_tokens}")
        if self._terms:
            parts.append(self._terms.signature)
        return "|".join(parts)

    @property
    def terms_left_out(self) -> tuple[str, ...]:
        """What of the term base takes no part in drafting: each place with its reason."""
        return self._terms.left_out if self._terms else ()

    def draft(self, texts: Sequence[str], *, progress: Progress | None = None) -> list[Draft]:
        """Return a draft for each of ``texts``; a text that repeats is drafted once.

        ``progress`` is called with the number of texts just finished.
        """
        counts = Counter(texts)
        drafts = {text: Draft(text, 0.0, 1.0) for text in counts if passes_through(text)}
        if progress:
            progress(sum(counts[text] for text in drafts))
        plain = [text for text in counts if text not in drafts]
        groups = [make_units(text, self.pieces, self.folder.max_pieces) for text in plain]
        ends = _Ends([counts[text] for text in plain], groups, progress)
        found = self._decode(groups, ends.finished)
        flat = [pair for pairs in found for pair in pairs]
        if self._terms:
            flat = self._terms([unit for unit, _ in flat], [draft for _, draft in flat])
        parts = iter(flat)
        for text, pairs in zip(plain, found, strict=True):
            drafts[text] = join(
                [
                    (unit, finish(unit, draft, self.pieces, self._confidence))
                    for unit, draft in (next(parts) for _ in pairs)
                ]
            )
        return [drafts[text] for text in texts]

    def _decode(
        self, groups: Sequence[Sequence[Unit]], finished: Callable[[Sequence[int]], None]
    ) -> list[list[tuple[Unit, UnitDraft]]]:
        """Draft the units of each group; cut smaller those whose draft did not end."""
        drafts = self._free_drafts([unit for group in groups for unit in group], finished)
        rest = iter(drafts)
        paired = [[(unit, next(rest)) for unit in group] for group in groups]
        return [[part for pair in group for part in self._ended(*pair)] for group in paired]

    def _free_drafts(
        self, units: Sequence[Unit], finished: Callable[[Sequence[int]], None] | None = None
    ) -> list[UnitDraft]:
        sources = [[piece.text for piece in unit.pieces] for unit in units]
        found = self._free.decode(sources, progress=finished)
        return [UnitDraft(self.pieces.decode(h.pieces), h) for h in found]

    def _ended(self, unit: Unit, draft: UnitDraft) -> list[tuple[Unit, UnitDraft]]:
        """Return the pair itself, or smaller pairs where the draft hit the length limit."""
        if draft.hypothesis.finished:
            return [(unit, draft)]
        parts = split_unit(unit, self.pieces, max(_SHORTEST, len(unit.pieces) // 2))
        if len(parts) == 1:
            return [(unit, replace(draft, warnings=(*draft.warnings, _CUT)))]
        again = self._free_drafts(parts)
        return [pair for part in zip(parts, again, strict=True) for pair in self._ended(*part)]


class _Ends:
    """Counts texts whose units are all drafted."""

    def __init__(
        self, counts: Sequence[int], groups: Sequence[Sequence[Unit]], progress: Progress | None
    ) -> None:
        self._counts = counts
        self._left = [len(group) for group in groups]
        self._owners = [index for index, group in enumerate(groups) for _ in group]
        self._progress = progress

    def finished(self, units: Sequence[int]) -> None:
        """Take the indices of units that were just drafted."""
        done = 0
        for unit in units:
            owner = self._owners[unit]
            self._left[owner] -= 1
            done += self._counts[owner] if self._left[owner] == 0 else 0
        if self._progress and done:
            self._progress(done)
