"""``workbench users``: who may sign in to the pages."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from workbench.review.users import Users

app = typer.Typer(help="Who may sign in to the pages.", no_args_is_help=True)
_Database = Annotated[
    str | None, typer.Option("--database", help="Database URL (SQLite in your data folder).")
]


@app.command("add")
def add(
    name: Annotated[str, typer.Argument(help="What the person types, and signs actions with.")],
    role: Annotated[str, typer.Option("--role", help="reviewer, or manager.")] = "reviewer",
    database: _Database = None,
) -> None:
    """Add a person, or give one another password; it is asked for twice, or read from a pipe."""
    _users(database).add(name, _password(), role=role)
    print(f"{name} ({role}) can sign in")


@app.command("remove")
def remove(
    name: Annotated[str, typer.Argument(help="The person's name.")], database: _Database = None
) -> None:
    """Take a person off the list; what they did stays theirs."""
    _users(database).remove(name)
    print(f"{name} cannot sign in any more")


@app.command("list")
def show(database: _Database = None) -> None:
    """Show everybody with their role."""
    for user in _users(database).all():
        print(f"{user.name}\t{user.role}\tsince {user.created:%Y-%m-%d}")


def _users(database: str | None) -> Users:
    from workbench.review.users import Users
    from workbench.review.workspace import Workspace
    from workbench.settings import load_settings

    settings = load_settings(review={"database": database})
    return Users(Workspace.open(settings.review.database or None))


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
