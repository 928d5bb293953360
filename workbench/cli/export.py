"""``workbench export``: what was reviewed, as TMX, XLIFF, DOCX, CSV and English documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.review.exporting import Kind
    from workbench.review.projects import DocumentView, ProjectView

ALL = "all"


def export(
    what: Annotated[
        str | None,
        typer.Argument(help="A project or a document: its number or its name. Empty: list them."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder for results (./aligned).")
    ] = None,
    form: Annotated[
        str, typer.Option("--format", help="tmx, xliff, docx, csv, english, or all.")
    ] = ALL,
    all_statuses: Annotated[
        bool, typer.Option("--all-statuses", help="Not only approved segments; never rejected.")
    ] = False,
    database: Annotated[
        str | None, typer.Option("--database", help="Database URL (SQLite in your data folder).")
    ] = None,
) -> None:
    """Export what was reviewed in the pages: of a project, or of one document.

    Only approved segments go out unless --all-statuses is given. A name that several have
    means the newest; P3 is project 3, D7 document 7, as the list shows them.
    """
    from workbench.review.bundles import load
    from workbench.review.exporting import Languages, safe_name
    from workbench.review.exporting import export as write
    from workbench.review.projects import list_projects
    from workbench.review.workspace import Workspace
    from workbench.settings import load_settings

    settings = load_settings(output=output, review={"database": database})
    kinds = _kinds(form)
    workspace = Workspace.open(settings.review.database or None)
    projects = list_projects(workspace)
    if what is None:
        _list(projects)
        return
    exchange = settings.exchange
    languages = Languages(exchange.source_language, exchange.target_language, exchange.creator)
    documents, in_folders = _documents(projects, what)
    for document in documents:
        folder = settings.output
        if in_folders:
            folder = folder / f"{safe_name(document.name)}-{document.id}"
        loaded = load(workspace, document.id)
        for kind in kinds:
            account = write(loaded, kind, folder, all_statuses=all_statuses, languages=languages)
            names = ", ".join(str(path) for path in account.files)
            print(f"{document.name} -> {names}: {account.sentence()}")


def _kinds(form: str) -> Sequence[Kind]:
    from workbench.review.exporting import Kind

    if form == ALL:
        return tuple(Kind)
    try:
        return (Kind(form),)
    except ValueError:
        names = ", ".join((*Kind, ALL))
        raise typer.BadParameter(f"{form!r} is none of {names}", param_hint="--format") from None


def _documents(projects: Sequence[ProjectView], what: str) -> tuple[Sequence[DocumentView], bool]:
    """The documents meant, and whether each gets a folder of its own."""
    from workbench.errors import InputError

    for project in projects:
        if what.casefold() in (f"p{project.id}", project.name.casefold()):
            return project.documents, True
    documents = [document for project in projects for document in project.documents]
    for document in sorted(documents, key=lambda one: -one.id):
        if what.casefold() in (f"d{document.id}", document.name.casefold()):
            return (document,), False
    raise InputError(
        f"there is no project or document {what!r}",
        remedy="`workbench export` without a name lists them.",
    )


def _list(projects: Sequence[ProjectView]) -> None:
    if not projects:
        print("There is no project yet; make one in the pages: `workbench serve`.")
    for project in projects:
        print(f"P{project.id}\t{project.name}")
        for document in project.documents:
            print(
                f"  D{document.id}\t{document.name}\t"
                f"{document.approved} of {document.rows} approved"
            )
