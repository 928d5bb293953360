"""The sample project: the letter and the aligned pair that ship with the product."""

from __future__ import annotations

from pathlib import Path

from workbench.app.state import Site
from workbench.review.projects import ALIGN, DRAFT, add_document, create_project
from workbench.review.uploads import Upload

ROOT = Path(__file__).resolve().parents[2]
LETTER = ROOT / "samples" / "letter.ru.txt"
PAIR = (ROOT / "aligned" / "sample.ru.txt", ROOT / "aligned" / "sample.en.txt")
SAMPLE_MEMORY = ROOT / "aligned" / "sample.aligned.tmx"
NAME = "Sample project"


def sample_is_there() -> bool:
    """Whether the files of the sample came with this installation."""
    return all(path.is_file() for path in (LETTER, *PAIR))


def make_sample(site: Site, *, by: str) -> int:
    """Make the sample project and return its id; drafting and aligning run as jobs."""
    letter, russian, english = (Upload(path.name, path.read_bytes()) for path in (LETTER, *PAIR))
    project = create_project(site.workspace, NAME, by=by)
    drafted = add_document(site.workspace, project, letter, by=by, name="Letter to draft")
    aligned = add_document(
        site.workspace, project, russian, by=by, english=english, name="Report to align"
    )
    site.jobs.enqueue(drafted, DRAFT)
    site.jobs.enqueue(aligned, ALIGN)
    return project
