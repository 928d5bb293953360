"""``workbench align``: two documents in, TMX, table and report out; or a memory checked."""

from __future__ import annotations

import json
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from workbench.alignment import Alignment, Row
    from workbench.settings import Settings
    from workbench.translation import Translator

SHOWN = 5
"""Rows to look at that the terminal shows; the report lists all."""


def align(
    source: Annotated[Path | None, typer.Argument(help="The Russian document.")] = None,
    target: Annotated[Path | None, typer.Argument(help="Its English translation.")] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder for results (./aligned).")
    ] = None,
    sentence_per_line: Annotated[
        bool, typer.Option("--sentence-per-line", help="The files hold one sentence a line.")
    ] = False,
    quick: Annotated[
        bool, typer.Option("--quick", help="Neither drafts nor terms; the lexical table alone.")
    ] = False,
    swap: Annotated[
        bool, typer.Option("--swap", help="Set right files given the wrong way round.")
    ] = False,
    glossary: Annotated[
        Path | None, typer.Option("--glossary", help="Term base used as evidence (UN ICT terms).")
    ] = None,
    no_glossary: Annotated[
        bool, typer.Option("--no-glossary", help="Align without a term base.")
    ] = False,
    embeddings: Annotated[
        Path | None,
        typer.Option("--embeddings", help="Folder of a sentence-transformers model to use too."),
    ] = None,
    from_tmx: Annotated[
        Path | None, typer.Option("--from-tmx", help="Check this memory instead.")
    ] = None,
    from_tsv: Annotated[
        Path | None, typer.Option("--from-tsv", help="Check this table (ru TAB en) instead.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Account as JSON.")] = False,
) -> None:
    """Align a Russian document and its English translation sentence by sentence.

    Writes NAME.aligned.tmx (the pairs), .csv (every bead) and .report.txt (what to look at),
    NAME being that of the Russian file. With --from-tmx or --from-tsv an existing memory is
    checked for wrong, shifted, untranslated and swapped units; exit code 1 where there are
    any.
    """
    from workbench.settings import load_settings

    without_terms = no_glossary or (quick and glossary is None)
    settings = load_settings(
        output=output,
        terms={"glossary": glossary},
        alignment={"embeddings": embeddings, "glossary": False if without_terms else None},
    )
    memory = from_tmx or from_tsv
    if memory and (source or (from_tmx and from_tsv)):
        raise typer.BadParameter("give two documents, or --from-tmx FILE, or --from-tsv FILE")
    if memory:
        raise typer.Exit(_check(memory, settings, tmx=from_tmx is not None, as_json=as_json))
    if source is None or target is None:
        raise typer.BadParameter("give the Russian and the English document, or --from-tmx FILE")
    alignment = _aligned(
        source,
        target,
        settings,
        sentence_per_line=sentence_per_line,
        swap=swap,
        quick=quick,
        quiet=as_json,
    )
    _finish(alignment, source if not swap else Path(alignment.source.name), settings, as_json)


def _aligned(
    source: Path,
    target: Path,
    settings: Settings,
    *,
    sentence_per_line: bool,
    swap: bool,
    quick: bool,
    quiet: bool,
) -> Alignment:
    from workbench.alignment import DraftCache, SentenceEncoder, align_documents
    from workbench.files import user_cache
    from workbench.progress import progress_bar
    from workbench.terminology.cache import load_matcher

    options, glossary = settings.alignment, settings.terms.glossary
    threads = settings.translation.threads
    with ExitStack() as opened:
        cache = None
        if not quick:
            cache = DraftCache(user_cache("drafts.sqlite"))
            opened.callback(cache.close)
        return align_documents(
            source,
            target,
            sentence_per_line=sentence_per_line,
            swap=swap,
            drafter=None if quick else _drafter(settings),
            cache=cache,
            glossary=load_matcher(glossary) if options.glossary and glossary else None,
            encoder=SentenceEncoder(options.embeddings, threads=threads)
            if options.embeddings
            else None,
            progress=partial(progress_bar, enabled=not quiet),
        )


def _drafter(settings: Settings) -> Translator:
    from workbench.translation import BeamSettings, Translator, open_model

    return Translator(
        open_model(settings.translation.model),
        settings=BeamSettings(beam=1, threads=settings.translation.threads),
    )


def _finish(alignment: Alignment, source: Path, settings: Settings, as_json: bool) -> None:
    from workbench.alignment import account, rows_of

    rows = rows_of(alignment)
    # Its own name: NAME.tmx is what `translate` writes for the same document.
    name = f"{source.stem.removesuffix('.ru')}.aligned"
    paths = write_results(alignment, rows, settings.output / name, settings)
    data = account(alignment, rows)
    if as_json:
        typer.echo(json.dumps({**data, "files": [str(p) for p in paths]}, ensure_ascii=False))
        return
    types = ", ".join(f"{kind}: {count}" for kind, count in data["types"].items())
    print(f"{data['source']} + {data['target']} -> {', '.join(map(str, paths))}")
    print(f"  {data['beads']} beads ({types}), mean score {data['mean_score']:.3f}")
    for note in data["notes"]:
        print(f"  note: {note}")
    print(f"  {len(data['unpaired'])} unpaired; {len(data['look_at'])} to look at")
    for item in data["look_at"][:SHOWN]:
        print(f"    row {item['row']}, score {item['score']:.2f}: {'; '.join(item['reasons'])}")


def write_results(
    alignment: Alignment,
    rows: Sequence[Row],
    stem: Path,
    settings: Settings,
    *,
    created: datetime | None = None,
) -> list[Path]:
    """Write STEM.tmx, STEM.csv and STEM.report.txt and return their paths.

    ``created`` is the date in the TMX: now, unless given.
    """
    from workbench.alignment import report_text, write_csv
    from workbench.exchange import TranslationUnit, write_tmx
    from workbench.files import write_text

    memory, table, report = (
        stem.with_name(f"{stem.name}.{end}") for end in ("tmx", "csv", "report.txt")
    )
    exchange = settings.exchange
    write_tmx(
        memory,
        (
            TranslationUnit(
                source=row.source,
                target=row.target,
                properties=(("score", f"{row.bead.score:.3f}"),),
            )
            for row in rows
            if row.source and row.target
        ),
        source_language=exchange.source_language,
        target_language=exchange.target_language,
        creator=exchange.creator,
        created=created,
    )
    write_csv(table, rows)
    write_text(report, report_text(alignment, rows))
    return [memory, table, report]


def _check(memory: Path, settings: Settings, *, tmx: bool, as_json: bool) -> int:
    """List the suspicious units of a memory; return the exit code."""
    from workbench.alignment import check_pairs
    from workbench.alignment.documents import shipped_table

    pairs = _pairs_of(memory, settings, tmx=tmx)
    found = check_pairs(pairs, shipped_table())
    rows: list[dict[str, Any]] = [
        {
            "unit": item.index + 1,
            "problem": item.problem,
            "fit": item.fit,
            "ru": pairs[item.index][0],
            "en": pairs[item.index][1],
        }
        for item in found
    ]
    if as_json:
        typer.echo(json.dumps({"units": len(pairs), "suspicious": rows}, ensure_ascii=False))
        return 1 if rows else 0
    print(f"{memory}: {len(pairs)} units, {len(rows)} suspicious")
    for row in rows:
        print(f"  unit {row['unit']}: {row['problem']} (fit {row['fit']:.2f})")
        print(f"    ru: {row['ru'][:100]}\n    en: {row['en'][:100]}")
    return 1 if rows else 0


def _pairs_of(memory: Path, settings: Settings, *, tmx: bool) -> list[tuple[str, str]]:
    if tmx:
        from workbench.exchange import read_tmx

        units = read_tmx(
            memory,
            source_language=settings.exchange.source_language,
            target_language=settings.exchange.target_language,
        )
        return [(unit.source, unit.target) for unit in units]
    from workbench.alignment.texts import lines_of
    from workbench.errors import ExchangeError

    pairs = []
    for number, line in enumerate(lines_of(memory), start=1):
        source, tab, target = line.partition("\t")
        if line and not tab:
            raise ExchangeError(
                "no tab between Russian and English",
                file=memory,
                place=f"line {number}",
                remedy="Give one pair a line: Russian, tab, English.",
            )
        if line:
            pairs.append((source, target))
    return pairs
