"""``workbench glossary``: check, convert and look into term bases."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from workbench.terminology import TermBase, TermEntry, TermMatch
    from workbench.terminology.checks import Finding

app = typer.Typer(
    help="Check, convert and look into term bases (.tbx, .csv, .tsv, OmegaT .txt).",
    no_args_is_help=True,
)

_TermFile = Annotated[Path, typer.Argument(help="Term base: .tbx, .csv, .tsv or .txt.")]
_Glossary = Annotated[
    Path | None,
    typer.Option("-g", "--glossary", help="Term base; without it the one in the settings."),
]
_Json = Annotated[bool, typer.Option("--json", help="As JSON.")]
_Output = Annotated[Path, typer.Option("-o", "--output", help="File to write.")]


@app.command()
def check(
    path: Annotated[
        Path | None, typer.Argument(help="Term base; without it the one in the settings.")
    ] = None,
    model: Annotated[
        Path | None, typer.Option(help="Model folder: also find forms it cannot write.")
    ] = None,
    as_json: _Json = False,
) -> None:
    """List what is wrong in a term base; exit code 1 where there are errors."""
    from workbench.terminology import load_term_base
    from workbench.terminology.checks import check_term_base

    base = load_term_base(_chosen(path))
    findings = check_term_base(base, can_write=_can_write(model) if model else None)
    if as_json:
        _print_json(_check_data(base, findings))
    else:
        _print_findings(base, findings)
    raise typer.Exit(int(any(finding.is_error for finding in findings)))


@app.command("import")
def import_(path: _TermFile, output: _Output, as_json: _Json = False) -> None:
    """Bring a foreign glossary into a term base file, and say what was left out."""
    _convert(path, output, as_json=as_json)


@app.command()
def export(
    output: _Output,
    glossary: _Glossary = None,
    style: Annotated[str, typer.Option(help="For TBX: dca, dct, or martif for version 2.")] = "dca",
    as_json: _Json = False,
) -> None:
    """Write a term base in another format, and say what that format cannot hold."""
    _convert(_chosen(glossary), output, style=style, as_json=as_json)


@app.command()
def show(
    query: Annotated[str, typer.Argument(help="Part of a Russian or English form.")] = "",
    glossary: _Glossary = None,
    as_json: _Json = False,
) -> None:
    """List the entries of a term base, or those that contain a text."""
    from workbench.terminology import load_term_base

    wanted = query.casefold()
    entries = [
        entry
        for entry in load_term_base(_chosen(glossary)).entries
        if any(wanted in form.casefold() for form in (entry.source, *entry.targets))
    ]
    if as_json:
        _print_json([_entry_data(entry) for entry in entries])
    else:
        rows = [
            (e.source, " | ".join(e.targets), " | ".join(e.forbidden), e.policy.value, e.note)
            for e in entries
        ]
        _print_table(("Russian", "English", "forbidden", "policy", "note"), rows)
        typer.echo(f"{len(entries)} entries")
    raise typer.Exit(0 if entries else 1)


@app.command()
def match(
    text: Annotated[str, typer.Argument(help="Russian text; '-' reads standard input.")],
    glossary: _Glossary = None,
    english: Annotated[
        str | None, typer.Option("--english", help="Also account for the terms in this English.")
    ] = None,
    as_json: _Json = False,
) -> None:
    """Show which terms occur in a Russian text; exit code 1 where the English misses one."""
    from workbench.terminology.cache import load_matcher

    matcher = load_matcher(_chosen(glossary))
    russian = sys.stdin.read() if text == "-" else text
    rows, missed = _match_rows(matcher.match(russian), english)
    if as_json:
        _print_json(rows)
    else:
        columns = ("start", "end", "surface", "term", "english", "policy", "number", "status")
        _print_table(columns, [tuple(str(row[name]) for name in columns) for row in rows])
    raise typer.Exit(int(missed))


def _chosen(path: Path | None) -> Path:
    """The term base that was named, or else the one in the settings."""
    if path is not None:
        return path
    from workbench.errors import SettingsError
    from workbench.settings import load_settings

    found = load_settings().terms.glossary
    if found is None:
        raise SettingsError(
            "no term base is set", place="setting terms.glossary", remedy="Name one with -g."
        )
    return found


def _match_rows(matches: list[TermMatch], english: str | None) -> tuple[list[dict[str, Any]], bool]:
    from workbench.terminology import Policy
    from workbench.terminology.variants import account, find_forbidden

    numbers = {True: "plural", False: "singular", None: ""}
    found = account(english, matches) if english is not None else [(m, None) for m in matches]
    wrong = find_forbidden(english, matches) if english is not None else []
    rows: list[dict[str, Any]] = []
    missed = False
    for term, span in found:
        status = "" if english is None else "found" if span else "missing"
        if any(other is term for other, _ in wrong):
            status = "forbidden form"
        missed |= status in ("missing", "forbidden form") and term.entry.policy is not Policy.SOFT
        rows.append(
            {
                "start": term.start,
                "end": term.end,
                "surface": term.surface,
                "term": term.entry.source,
                "english": term.entry.preferred,
                "policy": term.entry.policy.value,
                "number": numbers[term.plural],
                "status": status,
            }
        )
    return rows, missed


def _convert(source: Path, target: Path, *, style: str = "dca", as_json: bool) -> None:
    from workbench.errors import SettingsError
    from workbench.terminology import load_term_base, write_term_base
    from workbench.terminology.tbx_writing import STYLES, write_tbx

    if style not in STYLES:
        raise SettingsError(
            f"--style {style} is none of {', '.join(STYLES)}", remedy="Choose one of these."
        )
    base = load_term_base(source)
    if target.suffix.lower() in (".tbx", ".xml"):
        losses = write_tbx(base, target, style=STYLES[style])
    else:
        losses = write_term_base(base, target)
    skipped = [f"{item.place}: {item.reason}" for item in base.report]
    if as_json:
        data = {"entries": len(base), "file": str(target), "skipped": skipped, "lost": losses}
        _print_json(data)
        return
    typer.echo(f"{len(base)} entries written to {target}")
    for line in skipped:
        typer.echo(f"  left out: {line}")
    for line in losses:
        typer.echo(f"  not in this format: {line}")


def _can_write(model: Path) -> Callable[[str], bool]:
    from workbench.translation.folder import open_model
    from workbench.translation.pieces import UNKNOWN, Pieces

    pieces = Pieces(open_model(model))
    return lambda form: UNKNOWN not in pieces.encode_target(form)


def _check_data(base: TermBase, findings: list[Finding]) -> dict[str, Any]:
    return {
        "entries": len(base),
        "version": base.version,
        "skipped": [{"place": item.place, "reason": item.reason} for item in base.report],
        "findings": [
            {
                "problem": finding.problem.value,
                "error": finding.is_error,
                "line": finding.line,
                "id": finding.entry.id,
                "term": finding.entry.source,
                "message": finding.message,
            }
            for finding in findings
        ],
    }


def _print_findings(base: TermBase, findings: list[Finding]) -> None:
    rows = [
        (
            "error" if finding.is_error else "warning",
            str(finding.line or ""),
            finding.entry.source,
            finding.problem.value,
            finding.message,
        )
        for finding in findings
    ]
    if rows:
        _print_table(("", "line", "term", "problem", "what"), rows)
    errors = sum(finding.is_error for finding in findings)
    for item in base.report:
        typer.echo(f"left out: {item.place}: {item.reason}")
    warnings = len(findings) - errors
    typer.echo(
        f"{base.name}, version {base.version}: {len(base)} entries, "
        f"{errors} errors, {warnings} warnings"
    )


def _print_table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, show_lines=False)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def _entry_data(entry: TermEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "ru": entry.source,
        "en": list(entry.targets),
        "forbidden": list(entry.forbidden),
        "policy": entry.policy.value,
        "pos": entry.part_of_speech,
        "domain": entry.domain,
        "note": entry.note,
        "source": entry.origin,
        "line": entry.line,
    }


def _print_json(data: object) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=1))
