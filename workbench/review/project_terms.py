"""The term base of a project: that of the house until somebody changes it for the project."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import select

from workbench.errors import InputError
from workbench.review.projects import own_terms
from workbench.review.tables import ProjectRecord
from workbench.review.workspace import Workspace
from workbench.terminology import Policy, TermBase, TermEntry, load_term_base, write_term_base
from workbench.terminology.tokens import tokenize

ORIGIN = "project"
LONGEST_FIELD = 1_000


def glossary_of(settings: dict[str, Any], default: Path | None) -> Path | None:
    """The file of the term base that a project with these settings uses; None for none."""
    name = settings.get("glossary")
    return default if name is None else Path(name) if name else None


def term_base(workspace: Workspace, project: int, default: Path | None) -> TermBase:
    """Return the term base of a project; an empty one where it uses none.

    Raises InputError where the project is not there, TermBaseError where the file cannot
    be read.
    """
    with workspace.reading() as session:
        record = session.get(ProjectRecord, project)
        if record is None:
            raise _gone()
        path = glossary_of(record.settings, default)
    return load_term_base(path) if path else TermBase(())


def save_entry(workspace: Workspace, project: int, entry: TermEntry, default: Path | None) -> None:
    """Put ``entry`` into the project's term base, in the place of the one with its id.

    The first change gives the project a copy of the house's term base. Raises InputError
    for an entry that could not work.
    """
    entry = checked(entry)

    def put(entries: Iterable[TermEntry]) -> list[TermEntry]:
        kept = [entry if one.id == entry.id else one for one in entries]
        return kept if any(one.id == entry.id for one in kept) else [entry, *kept]

    _change(workspace, project, default, put)


def remove_entry(workspace: Workspace, project: int, entry: str, default: Path | None) -> None:
    """Take the entry with this id out of the project's term base."""
    _change(workspace, project, default, lambda all_: [one for one in all_ if one.id != entry])


def new_entry(
    source: str, target: str, *, note: str = "", policy: Policy = Policy.HARD
) -> TermEntry:
    """An entry with a stable id, for a pair that somebody has just named."""
    digest = hashlib.sha256(f"{source}\n{target}".encode()).hexdigest()[:10]
    return TermEntry(f"p{digest}", source, (target,), policy=policy, note=note, origin=ORIGIN)


def checked(entry: TermEntry) -> TermEntry:
    """Return ``entry`` with tidy texts. Raises InputError where it could not work."""
    tidy = replace(
        entry,
        source=_tidy(entry.source),
        targets=_tidy_all(entry.targets),
        forbidden=_tidy_all(entry.forbidden),
        part_of_speech=_tidy(entry.part_of_speech),
        domain=_tidy(entry.domain),
        note=_tidy(entry.note),
        line=0,
    )
    if not tokenize(tidy.source):
        raise InputError(
            "the Russian term has no word in it", remedy="Write it in its dictionary form."
        )
    if not tidy.targets:
        raise InputError("the English form is missing", remedy="Write at least one.")
    both = {form.casefold() for form in tidy.targets} & {form.casefold() for form in tidy.forbidden}
    if both:
        raise InputError(
            f"{sorted(both)[0]!r} is both admissible and forbidden",
            remedy="Take it out of one of the two lists.",
        )
    return tidy


def _change(
    workspace: Workspace,
    project: int,
    default: Path | None,
    change: Callable[[Iterable[TermEntry]], list[TermEntry]],
) -> None:
    # The transaction keeps two people from writing the file at once.
    query = select(ProjectRecord).where(ProjectRecord.id == project).with_for_update()
    with workspace.writing() as session:
        record = session.scalars(query).first()
        if record is None:
            raise _gone()
        path = glossary_of(record.settings, default)
        base = load_term_base(path) if path else TermBase(())
        own = own_terms(workspace, project)
        entries = tuple(change(base.entries))
        if entries:
            write_term_base(replace(base, entries=entries, report=()), own)
        # A file without entries is no term base: the project then uses none.
        record.settings = {**record.settings, "glossary": str(own) if entries else ""}


def _tidy(text: str) -> str:
    clean = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(clean.split())[:LONGEST_FIELD]


def _tidy_all(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in map(_tidy, texts) if text))


def _gone() -> InputError:
    return InputError("this project is not there any more", remedy="Go back to Projects.")
