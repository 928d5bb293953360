"""One document through the main job: read, draft, write text, TMX, SRX and report."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from workbench import __version__
from workbench.batch.inputs import Job
from workbench.batch.report import as_report
from workbench.documents import (
    Document,
    Segment,
    read_document,
    require_language,
    write_docx,
    write_text,
)
from workbench.errors import InputError
from workbench.exchange import TranslationUnit, write_srx, write_tmx
from workbench.files import write_text as write_file
from workbench.settings import ExchangeSettings
from workbench.translation import DocumentDraft, Translator, translate_document
from workbench.translation.translator import Progress


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job: done, or skipped as done before and unchanged."""

    job: Job
    report: dict[str, Any]
    skipped: bool = False


def finished(job: Job, translator: Translator, exchange: ExchangeSettings) -> Outcome | None:
    """Return the earlier outcome of ``job`` where source, settings and results still stand."""
    try:
        report = json.loads(job.report.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    same = isinstance(report, dict) and report.get("fingerprint") == fingerprint(
        job.source, translator, exchange
    )
    there = all(path.is_file() for path in (job.text, job.memory, job.rules))
    return Outcome(job, report, skipped=True) if same and there else None


def spare_others(job: Job) -> None:
    """Raise InputError where a result would overwrite a file that no earlier run wrote."""
    there = [path for path in job.results if path.exists()]
    if there and not job.report.is_file():
        raise InputError(
            "was not written by an earlier run over this document and is left as it is",
            file=there[0],
            place=f"result of {job.source.name}",
            remedy="Choose another output folder with -o, or overwrite it with --force.",
        )


def fingerprint(source: Path, translator: Translator, exchange: ExchangeSettings) -> str:
    """Return a hash over all that decides the results: the file, the model, the settings."""
    try:
        data = source.read_bytes()
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})", file=source, remedy="Check path and rights."
        ) from error
    parts = (translator.signature, exchange.model_dump_json(), hashlib.sha256(data).hexdigest())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def read_source(job: Job) -> Document:
    """Read the document of ``job`` and make sure that it is Russian."""
    document = read_document(job.source, language="ru")
    require_language(document, "ru")
    return document


def translate_job(
    job: Job,
    document: Document,
    translator: Translator,
    exchange: ExchangeSettings,
    *,
    segments: Sequence[Segment] | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Draft ``document`` and write all results of ``job``; the report comes last.

    Each file is written in one step. Raises OutputError where one cannot be written.
    """
    mark = fingerprint(job.source, translator, exchange)
    created = _earlier_date(job, mark) or datetime.now(UTC).replace(microsecond=0)
    draft = translate_document(document, translator, segments=segments, progress=progress)
    report = as_report(draft, fingerprint=mark, created=created)
    _write_document(job, draft)
    write_tmx(
        job.memory,
        units(draft, created=created, creator=exchange.creator),
        source_language=exchange.source_language,
        target_language=exchange.target_language,
        creator=exchange.creator,
        created=created,
    )
    write_srx(job.rules)
    write_file(job.report, json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    return Outcome(job, report)


def units(
    draft: DocumentDraft, *, created: datetime | None = None, creator: str = "workbench"
) -> list[TranslationUnit]:
    """Return a translation unit for each drafted segment, its account as properties."""
    return [
        TranslationUnit(
            source=segment.text,
            target=english.text,
            id=segment.id,
            creator=creator,
            created=created,
            properties=(
                ("status", "draft"),
                ("confidence", f"{english.confidence:.3f}"),
                ("paragraph", str(segment.paragraph + 1)),
                ("signature", draft.signature),
            ),
        )
        for segment, english in zip(draft.segments, draft.drafts, strict=True)
    ]


def _write_document(job: Job, draft: DocumentDraft) -> None:
    texts = [english.text for english in draft.drafts]
    if job.text.suffix == ".docx":
        write_docx(job.source, texts, draft.document, job.text, segments=draft.segments)
    else:
        write_text(draft.document, texts, job.text, segments=draft.segments)


def _earlier_date(job: Job, mark: str) -> datetime | None:
    """The date of an earlier run with the same fingerprint: same input, same bytes."""
    try:
        report = json.loads(job.report.read_text(encoding="utf-8"))
        if report["fingerprint"] == mark and report["version"] == __version__:
            return datetime.fromisoformat(report["created"])
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return None
