"""``workbench memory``: import, export and look into translation memories."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

if TYPE_CHECKING:
    from workbench.review.memory import Concordance, Imported, Match, TranslationMemory

app = typer.Typer(help="Import, export and look into translation memories.", no_args_is_help=True)

_Database = Annotated[
    str | None,
    typer.Option("--database", help="Database URL; without it the one in the settings."),
]
_Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
_Limit = Annotated[int, typer.Option("-n", "--limit", min=1, max=1000, help="At most so many.")]


@app.command("import")
def import_(
    path: Annotated[Path, typer.Argument(help="Memory: .tmx, .tsv or .csv.")],
    name: Annotated[
        str | None, typer.Option("--name", help="Its name; without it the file's.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="In the place of the imported one of that name.")
    ] = False,
    database: _Database = None,
    as_json: _Json = False,
) -> None:
    """Read a file into a memory of its own, and say what was passed over."""
    from workbench.progress import progress_bar
    from workbench.settings import load_settings

    exchange = load_settings().exchange
    bar = progress_bar("units", _units_in(path), enabled=not as_json)
    with _opened(database) as memory, bar as advance:
        report = memory.import_file(
            path,
            name=name,
            replace=replace,
            source_language=exchange.source_language,
            target_language=exchange.target_language,
            advance=advance,
        )
    if as_json:
        _print_json(_report_data(report))
        return
    typer.echo(f"{report.units} units in the memory {report.name!r}")
    for reason in report.skipped.values():
        lines = f" (line {', '.join(map(str, reason.lines))})" if reason.lines else ""
        typer.echo(f"  passed over: {reason.count} x {reason.reason}{lines}")


@app.command()
def export(
    path: Annotated[Path, typer.Argument(help="File to write: .tmx, .tsv or .csv.")],
    name: Annotated[
        str | None, typer.Option("--name", help="The memory; without it all of them.")
    ] = None,
    database: _Database = None,
    as_json: _Json = False,
) -> None:
    """Write a memory, or all, to a file."""
    from workbench.settings import load_settings

    exchange = load_settings().exchange
    with _opened(database) as memory:
        written = memory.export_file(
            path,
            name=name,
            source_language=exchange.source_language,
            target_language=exchange.target_language,
        )
    if as_json:
        _print_json({"file": str(path), "units": written.units, "repeated": written.repeated})
    else:
        typer.echo(f"{written.units} units written to {path}")


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="Russian text.")],
    limit: _Limit = 5,
    at_least: Annotated[
        int, typer.Option("--at-least", min=1, max=100, help="The lowest score to show.")
    ] = 70,
    database: _Database = None,
    as_json: _Json = False,
) -> None:
    """Show the best matches of a text; exit code 1 where there is none."""
    with _opened(database) as memory:
        found = memory.search(text, limit=limit, at_least=at_least)
    if as_json:
        _print_json([match.as_dict() for match in found])
    else:
        for match in found:
            _print_match(match)
    raise typer.Exit(0 if found else 1)


@app.command()
def concordance(
    text: Annotated[str, typer.Argument(help="Words, or a part of a word.")],
    language: Annotated[
        str, typer.Option("--language", help="The side to search: ru or en.")
    ] = "ru",
    limit: _Limit = 20,
    database: _Database = None,
    as_json: _Json = False,
) -> None:
    """Show the pairs that have a phrase; exit code 1 where none has."""
    side = _side(language)
    with _opened(database) as memory:
        found = memory.concordance(text, language=side, limit=limit)
    if as_json:
        _print_json([item.as_dict() for item in found])
    else:
        for item in found:
            _print_concordance(item, side)
    raise typer.Exit(0 if found else 1)


@app.command("list")
def list_(database: _Database = None, as_json: _Json = False) -> None:
    """List the memories."""
    with _opened(database) as memory:
        found = memory.memories()
    if as_json:
        _print_json(
            [
                {
                    "name": item.name,
                    "kind": item.kind,
                    "units": item.units,
                    "created": item.created_at.isoformat(),
                    "creator": item.created_by,
                }
                for item in found
            ]
        )
        return
    for item in found:
        typer.echo(f"{item.units:>10}  {item.kind:7}  {item.created_at:%Y-%m-%d}  {item.name}")
    typer.echo(f"{len(found)} memories")


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="The memory, as `list` shows it.")],
    database: _Database = None,
    as_json: _Json = False,
) -> None:
    """Delete a memory with all its units."""
    with _opened(database) as memory:
        units = memory.remove(name)
    if as_json:
        _print_json({"name": name, "removed": units})
    else:
        typer.echo(f"{units} units removed with the memory {name!r}")


@contextmanager
def _opened(database: str | None) -> Iterator[TranslationMemory]:
    """The translation memory of the project database, closed in the end."""
    from workbench.review.memory import TranslationMemory
    from workbench.review.workspace import Workspace
    from workbench.settings import load_settings

    workspace = Workspace.open(database or load_settings().review.database or None)
    try:
        yield TranslationMemory(workspace.engine)
    finally:
        workspace.close()


def _units_in(path: Path) -> int:
    """About how many units a file has, for the progress bar."""
    mark = b"</tu>" if path.suffix.lower() == ".tmx" else b"\n"
    try:
        with path.open("rb") as stream:
            return sum(block.count(mark) for block in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return 0  # whoever reads it says what is wrong


def _side(language: str) -> Literal["ru", "en"]:
    from workbench.errors import SettingsError
    from workbench.exchange.languages import pick_language

    if pick_language("ru", [language]):
        return "ru"
    if pick_language("en", [language]):
        return "en"
    raise SettingsError(
        f"--language {language} is neither Russian nor English", remedy="Give ru or en."
    )


def _report_data(report: Imported) -> dict[str, Any]:
    return {
        "name": report.name,
        "units": report.units,
        "skipped": [
            {"reason": item.reason, "count": item.count, "lines": item.lines}
            for item in report.skipped.values()
        ],
    }


def _print_match(match: Match) -> None:
    origin = match.origin
    typer.echo(f"{match.score:>3} %  {match.source}")
    typer.echo(f"       {match.target}")
    where = (origin.memory, origin.document, origin.creator)
    typer.echo(f"       [{', '.join(part for part in where if part)}]")
    for fix in match.fixed:
        typer.echo(f"       put right: {fix.was} is now {fix.now}")
    for figures in match.unfixed:
        typer.echo(f"       look at: {figures}")


def _print_concordance(item: Concordance, side: Literal["ru", "en"]) -> None:
    from rich.console import Console
    from rich.text import Text

    source, target = Text(item.source), Text(item.target)
    for start, end in item.spans:
        (source if side == "ru" else target).stylize("bold reverse", start, end)
    console = Console(soft_wrap=True)
    console.print(source)
    console.print(Text("    ").append(target))


def _print_json(data: object) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
