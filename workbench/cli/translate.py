"""``workbench translate``: Russian documents in, English drafts, TMX and account out."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from workbench.batch.inputs import Job
    from workbench.batch.translate import Outcome
    from workbench.settings import Settings
    from workbench.translation import Translator


def translate(
    paths: Annotated[
        list[Path], typer.Argument(help="Documents (.txt .docx .pdf .html) or folders of them.")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder for results (./aligned).")
    ] = None,
    glossary: Annotated[
        Path | None, typer.Option(help="Term base: .tbx, .csv (header ru,en) or .tsv.")
    ] = None,
    no_glossary: Annotated[bool, typer.Option("--no-glossary", help="No terms at all.")] = False,
    model: Annotated[str | None, typer.Option(help="Model folder or name.")] = None,
    beam: Annotated[int | None, typer.Option(help="Beam size.")] = None,
    threads: Annotated[int | None, typer.Option(help="CPU threads.")] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Do again what is done and has not changed.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Account as JSON.")] = False,
) -> None:
    """Draft documents in English: NAME.en.txt or .docx, NAME.tmx, NAME.srx, NAME.report.json.

    A document that fails is reported and does not stop the others; what is done already
    and has not changed is skipped.
    """
    from workbench.batch.inputs import find_jobs
    from workbench.settings import load_settings

    settings = load_settings(
        output=output,
        translation={"model": model, "beam": beam, "threads": threads},
        terms={"glossary": glossary},
    )
    jobs = find_jobs(paths, settings.output)
    translator = make_translator(settings, terms=not no_glossary)
    if not as_json:
        _print_left_out(translator.terms_left_out)
    run = _Run(settings, translator, force=force, quiet=as_json)
    try:
        for job in jobs:
            run.take(job)
    finally:
        # Also when the disk is full or a person stops it: a script learns what is done.
        if as_json:
            typer.echo(json.dumps(run.as_data(), ensure_ascii=False, indent=1))
    raise typer.Exit(run.exit_code)


def make_translator(settings: Settings, *, terms: bool = True) -> Translator:
    """Return the translator that the settings ask for."""
    from workbench.terminology.cache import load_matcher
    from workbench.translation import BeamSettings, Translator, open_model

    options = settings.translation
    glossary = settings.terms.glossary if terms else None
    return Translator(
        open_model(options.model),
        settings=BeamSettings(
            beam=options.beam,
            length_penalty=options.length_penalty,
            batch_tokens=options.batch_tokens,
            threads=options.threads,
        ),
        term_base=load_matcher(glossary) if glossary else None,
        enforce=settings.terms.enforce,
    )


class _Run:
    """One run over many documents, and its account."""

    def __init__(
        self, settings: Settings, translator: Translator, *, force: bool, quiet: bool
    ) -> None:
        self._settings = settings
        self._translator = translator
        self._force = force
        self._quiet = quiet
        self._done: list[Outcome] = []
        self._failed: list[tuple[Job, str]] = []

    def take(self, job: Job) -> None:
        """Translate one document, or note why not."""
        from workbench.batch.translate import (
            finished,
            read_source,
            spare_others,
            translate_job,
        )
        from workbench.documents import split_segments
        from workbench.errors import InputError
        from workbench.progress import progress_bar

        exchange = self._settings.exchange
        try:
            outcome = None if self._force else finished(job, self._translator, exchange)
            started = time.perf_counter()
            if outcome is None:
                if not self._force:
                    spare_others(job)
                document = read_source(job)
                segments = split_segments(document)
                name, total = job.source.name, len(segments)
                with progress_bar(name, total, enabled=not self._quiet) as advance:
                    outcome = translate_job(
                        job,
                        document,
                        self._translator,
                        exchange,
                        segments=segments,
                        progress=advance,
                    )
            self._done.append(outcome)
            if not self._quiet:
                _print_account(outcome, time.perf_counter() - started)
        except InputError as error:
            self._failed.append((job, str(error)))
            if not self._quiet:
                print(f"workbench: {error}", file=sys.stderr)

    @property
    def exit_code(self) -> int:
        """0 done, 1 something is left to look at, 2 nothing could be read."""
        if self._failed and not self._done:
            return 2
        broken = any(outcome.report["unsatisfied"] for outcome in self._done)
        return 1 if self._failed or broken else 0

    def as_data(self) -> dict[str, Any]:
        """The account for machines."""
        return {
            "documents": [
                {
                    "source": str(outcome.job.source),
                    "skipped": outcome.skipped,
                    "text": str(outcome.job.text),
                    "tmx": str(outcome.job.memory),
                    "srx": str(outcome.job.rules),
                    "report": str(outcome.job.report),
                    **{
                        key: outcome.report[key]
                        for key in ("paragraphs", "segments", "words", "terms", "unsatisfied")
                    },
                }
                for outcome in self._done
            ],
            "terms_left_out": list(self._translator.terms_left_out),
            "failed": [{"source": str(job.source), "error": error} for job, error in self._failed],
        }


def _print_left_out(lines: tuple[str, ...], most: int = 5) -> None:
    """Say which lines of the term base take no part, the first in full."""
    for line in lines[:most]:
        print(f"term base, left out: {line}", file=sys.stderr)
    if len(lines) > most:
        print(
            f"term base: {len(lines) - most} more left out; `workbench glossary check` lists all",
            file=sys.stderr,
        )


def _print_account(outcome: Outcome, seconds: float) -> None:
    job, report = outcome.job, outcome.report
    if outcome.skipped:
        print(f"{job.source.name}: done before and unchanged ({job.text}); --force does it again")
        return
    terms = report["terms"]
    print(f"{job.source.name} -> {job.text}, {job.memory.name}, {job.report.name}")
    print(
        f"  {report['paragraphs']} paragraphs, {report['segments']} segments, "
        f"{report['words']} English words, {report['words'] / max(seconds, 1e-9):.0f} words/s"
    )
    print(f"  terms: {', '.join(f'{count} {status}' for status, count in terms.items())}")
    for warning in report["document_warnings"]:
        print(f"  note: {warning}")
    for item in report["unsatisfied"]:
        print(
            f"  missing term in paragraph {item['paragraph']}: {item['surface']}"
            f" (wanted {item['wanted']}; {item['reason']})"
        )
    if report["look_at_first"]:
        print("  look at first:")
    for item in report["look_at_first"][:5]:
        print(
            f"    paragraph {item['paragraph']}, confidence {item['confidence']:.2f}: "
            f"{'; '.join(item['reasons'])}"
        )
        print(f"      {_short(item['target'])}")


def _short(text: str, width: int = 90) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"
