from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workbench.batch.inputs import Job
from workbench.batch.translate import (
    fingerprint,
    finished,
    read_source,
    spare_others,
    translate_job,
    units,
)
from workbench.documents import Document, Paragraph
from workbench.errors import InputError, OutputError
from workbench.exchange import read_tmx
from workbench.settings import ExchangeSettings
from workbench.translation import BeamSettings, Translator, open_model, translate_document

EXCHANGE = ExchangeSettings()


@pytest.fixture(scope="module")
def translator() -> Translator:
    return Translator(open_model(), settings=BeamSettings(threads=1))


@pytest.fixture
def job(tmp_path: Path) -> Job:
    source = tmp_path / "letter.ru.txt"
    source.write_text("Это важная сеть государств.\n\nЭто важная сеть государств.\n\nA/75/1\n")
    return Job(source, tmp_path / "out" / "letter")


def test_the_fingerprint_follows_source_translator_and_settings(
    job: Job, translator: Translator
) -> None:
    base = fingerprint(job.source, translator, EXCHANGE)
    assert fingerprint(job.source, translator, EXCHANGE) == base
    other = Translator(open_model(), settings=BeamSettings(beam=2))
    assert fingerprint(job.source, other, EXCHANGE) != base
    assert fingerprint(job.source, translator, ExchangeSettings(creator="me")) != base
    more_threads = Translator(open_model(), settings=BeamSettings(threads=2))
    assert fingerprint(job.source, more_threads, EXCHANGE) == base
    job.source.write_text("Да.")
    assert fingerprint(job.source, translator, EXCHANGE) != base


def test_a_source_that_went_away_is_explained(job: Job, translator: Translator) -> None:
    job.source.unlink()
    with pytest.raises(InputError, match="cannot be read"):
        fingerprint(job.source, translator, EXCHANGE)


def test_a_job_is_finished_only_with_all_its_results(job: Job, translator: Translator) -> None:
    assert finished(job, translator, EXCHANGE) is None
    outcome = translate_job(job, read_source(job), translator, EXCHANGE)
    again = finished(job, translator, EXCHANGE)
    assert again is not None
    assert again.skipped
    assert again.report == outcome.report
    job.rules.unlink()
    assert finished(job, translator, EXCHANGE) is None


def test_the_memory_has_a_unit_for_each_segment(job: Job, translator: Translator) -> None:
    document = read_source(job)
    outcome = translate_job(job, document, translator, EXCHANGE)
    details = outcome.report["details"]
    assert len(details) == len({row["id"] for row in details}) == 3
    draft = translate_document(document, translator)
    made = units(draft, created=datetime(2026, 1, 2, tzinfo=UTC), creator="me")
    assert [(unit.source, unit.target) for unit in made] == [
        (row["source"], row["target"]) for row in details
    ]
    assert all(dict(unit.properties)["signature"] == translator.signature for unit in made)
    kept = list(read_tmx(job.memory))
    assert {unit.source for unit in kept} == {row["source"] for row in details}


def test_progress_counts_every_segment(job: Job, translator: Translator) -> None:
    counted: list[int] = []
    translate_job(job, read_source(job), translator, EXCHANGE, progress=counted.append)
    assert sum(counted) == 3


def test_what_another_hand_wrote_is_spared(job: Job, translator: Translator) -> None:
    spare_others(job)
    job.memory.parent.mkdir()
    job.memory.write_text("by hand")
    with pytest.raises(InputError, match=r"letter\.tmx.*left as it is"):
        spare_others(job)
    translate_job(job, read_source(job), translator, EXCHANGE)  # as --force does
    spare_others(job)


def test_an_unwritable_folder_leaves_no_part_files(job: Job, translator: Translator) -> None:
    blocked = Job(job.source, job.source / "out" / "letter")
    with pytest.raises(OutputError):
        translate_job(blocked, read_source(job), translator, EXCHANGE)
    assert [path.name for path in job.source.parent.iterdir()] == [job.source.name]


def test_the_source_file_is_not_touched(job: Job, translator: Translator) -> None:
    before = hashlib.sha256(job.source.read_bytes()).digest()
    translate_job(job, read_source(job), translator, EXCHANGE)
    assert hashlib.sha256(job.source.read_bytes()).digest() == before


def test_a_document_without_a_file_can_be_drafted(translator: Translator) -> None:
    draft = translate_document(Document((Paragraph("Это сеть."),), "ru"), translator)
    assert len(draft.paragraphs) == 1
    assert draft.words > 0
    assert draft.broken_promises() == []
