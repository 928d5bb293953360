"""``workbench models``: which models are there, and how to get more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from workbench.translation import ModelFolder

app = typer.Typer(help="List the models at hand, or get one from the hub.")


@app.callback(invoke_without_command=True)
def list_all(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """List the models at hand."""
    if context.invoked_subcommand is not None:
        return
    from workbench.translation import list_models

    rows = [_describe(folder) for folder in list_models()]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        typer.echo(
            f"{row['name']}  {row['layers']} layers, width {row['width']}, "
            f"{row['megabytes']} MB, revision {row['revision']}\n  {row['path']}"
        )
    typer.echo("More: workbench models get Helsinki-NLP/opus-mt-ru-en (a step up in quality)")


@app.command("get")
def get(
    name: Annotated[str, typer.Argument(help="Repository, e.g. Helsinki-NLP/opus-mt-ru-en.")],
    revision: Annotated[
        str | None, typer.Option(help="Branch, tag or commit; else wherever safetensors are.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
) -> None:
    """Fetch a Marian model from the Hugging Face hub (safetensors only, checked)."""
    from workbench.translation.hub import describe_remote, fetch_model

    remote = describe_remote(name, revision)
    typer.echo(f"{name}: {remote.megabytes} MB, licence {remote.licence or 'not stated'}")
    if revision is None and remote.revision != "main":
        typer.echo(
            f"The main branch has no safetensors weights; {remote.revision} offers them "
            f"(commit {remote.commit[:12]}, not merged by the owners)."
        )
    if not yes and not typer.confirm("Fetch it?"):
        raise typer.Exit(0)
    folder = fetch_model(remote)
    typer.echo(f"{folder.path}\nUse it: workbench translate --model {name} FILE")


def _describe(folder: ModelFolder) -> dict[str, Any]:
    config = folder.config
    size = sum(file.stat().st_size for file in Path(folder.path).iterdir() if file.is_file())
    return {
        "name": folder.name,
        "path": str(folder.path),
        "revision": folder.revision,
        "layers": f"{config.get('encoder_layers')}+{config.get('decoder_layers')}",
        "width": config.get("d_model"),
        "megabytes": round(size / 1e6),
    }
