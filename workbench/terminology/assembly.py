"""From the fields of a file to the entries of a term base, with every problem noted."""

from __future__ import annotations

import hashlib
from pathlib import Path

from workbench.errors import TermBaseError
from workbench.terminology.base import MAX_ENTRIES, Skipped, TermBase
from workbench.terminology.model import Policy, TermEntry

_SHOWN = 10
_SHORT_NAMES = {"": Policy.HARD, "dnt": Policy.DO_NOT_TRANSLATE}


class Assembly:
    """Collects the entries and the problems of one file.

    Readers call :meth:`add` for each entry, :meth:`problem` for what makes the file
    unusable, :meth:`skip` for what is left out, and :meth:`finish` once.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._entries: dict[str, TermEntry] = {}
        self._contents: dict[tuple[object, ...], str] = {}
        self._problems: list[tuple[str, str]] = []
        self._problem_count = 0
        self._skipped: list[Skipped] = []

    def problem(self, place: str, message: str) -> None:
        """Note something that must be mended before the file can be used."""
        self._problem_count += 1
        if len(self._problems) < _SHOWN:
            self._problems.append((place, message))

    def skip(self, place: str, reason: str) -> None:
        """Note something that is left out although the file can be used."""
        self._skipped.append(Skipped(place, reason))

    def add(
        self,
        *,
        place: str,
        source: str,
        targets: list[str],
        forbidden: list[str],
        policy: str,
        line: int = 0,
        identifier: str = "",
        part_of_speech: str = "",
        domain: str = "",
        note: str = "",
        origin: str = "",
        columns: tuple[str, str, str] = ("column ru", "column en", "column policy"),
    ) -> None:
        """Add one entry, or note what is wrong with it at ``place``."""
        if not source:
            self.problem(f"{place}, {columns[0]}", "the Russian term is empty")
        if not targets:
            self.problem(f"{place}, {columns[1]}", "no English form is given")
        try:
            known = _SHORT_NAMES.get(policy) or Policy(policy)
        except ValueError:
            names = ", ".join(Policy)
            self.problem(f"{place}, {columns[2]}", f"policy {policy!r} is none of {names}")
            return
        if not source or not targets:
            return
        content = (source, tuple(targets), tuple(forbidden), known)
        if content in self._contents:
            self.skip(place, f"the same as {self._contents[content]}")
            return
        self._contents[content] = place
        if len(self._entries) >= MAX_ENTRIES:
            raise TermBaseError(
                f"more than {MAX_ENTRIES:,} entries",
                file=self.path,
                place=place,
                remedy="Split the term base, or take out what your documents cannot contain.",
            )
        entry_id = self._unique(identifier or _stable_id(source, targets[0]), place)
        self._entries[entry_id] = TermEntry(
            id=entry_id,
            source=source,
            targets=tuple(dict.fromkeys(targets)),
            forbidden=tuple(dict.fromkeys(forbidden)),
            policy=known,
            part_of_speech=part_of_speech,
            domain=domain,
            note=note,
            origin=origin,
            line=line,
        )

    def finish(self, *, source_language: str = "ru", target_language: str = "en") -> TermBase:
        """The term base; raises TermBaseError with the problems noted, the first ten in full."""
        if self._problems:
            (place, message), *others = self._problems
            rest = "".join(f"; {where}: {what}" for where, what in others)
            more = self._problem_count - len(self._problems)
            raise TermBaseError(
                message + rest + (f"; and {more} more" if more else ""),
                file=self.path,
                place=place,
                remedy="Mend these places and load the file again.",
            )
        if not self._entries:
            raise TermBaseError(
                "holds no term with a Russian and an English side",
                file=self.path,
                remedy="Check that this is the term base, and that its languages are ru and en.",
            )
        return TermBase(
            entries=tuple(self._entries.values()),
            name=self.path.stem,
            source_language=source_language,
            target_language=target_language,
            report=tuple(self._skipped),
        )

    def _unique(self, identifier: str, place: str) -> str:
        if identifier not in self._entries:
            return identifier
        number = 2
        while f"{identifier}-{number}" in self._entries:
            number += 1
        self.skip(place, f"the id {identifier} is taken; {identifier}-{number} is used")
        return f"{identifier}-{number}"


def _stable_id(source: str, target: str) -> str:
    """An id that depends on the pair alone, so that it survives sorting and inserting."""
    return "t" + hashlib.sha256(f"{source}\t{target}".encode()).hexdigest()[:10]
