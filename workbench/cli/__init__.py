"""The command line: one command, a sub-command for each job.

Exit codes: 0 done; 1 done with unsatisfied hard terms or failed documents, each
listed; 2 wrong usage or unreadable input; 130 stopped by Ctrl+C.
"""

from __future__ import annotations

import sys
from typing import Annotated, NoReturn

import typer

from workbench import __version__
from workbench.cli import align, export, glossary, memory, models, serve, translate, users
from workbench.errors import WorkbenchError

STOPPED = 130

app = typer.Typer(
    name="workbench",
    help="Russian-to-English translation and alignment of UN documents on ICT, offline.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("translate")(translate.translate)
app.command("align")(align.align)
app.command("export")(export.export)
app.command("serve")(serve.serve)
app.add_typer(users.app, name="users")
app.add_typer(glossary.app, name="glossary")
app.add_typer(memory.app, name="memory")
app.add_typer(models.app, name="models")


def _version(show: bool) -> None:
    if show:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Russian-to-English translation and alignment of UN documents on ICT, offline."""


def _stopped() -> NoReturn:
    print("workbench: stopped; what was finished is kept", file=sys.stderr)
    sys.exit(STOPPED)


def main() -> None:
    """Run the command line; expected errors end it with one line and exit code 2."""
    try:
        app()
    except WorkbenchError as error:
        print(f"workbench: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        _stopped()
    except SystemExit as ended:
        if ended.code == STOPPED:  # typer makes this of Ctrl+C
            _stopped()
        raise
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
