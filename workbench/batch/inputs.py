"""Which documents a run takes, and where the results of each go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InputError

SUFFIXES = (".txt", ".docx", ".pdf", ".html", ".htm")
_OURS = (".en.txt", ".en.docx", ".report.json")


@dataclass(frozen=True, slots=True)
class Job:
    """A document and the stem of its results: ``stem`` + ``.tmx`` and so on."""

    source: Path
    stem: Path

    @property
    def text(self) -> Path:
        """The English document: .docx for a .docx, else .txt."""
        kind = ".docx" if self.source.suffix.lower() == ".docx" else ".txt"
        return _with(self.stem, f".en{kind}")

    @property
    def memory(self) -> Path:
        """The TMX."""
        return _with(self.stem, ".tmx")

    @property
    def rules(self) -> Path:
        """The segmentation rules that go with the TMX."""
        return _with(self.stem, ".srx")

    @property
    def report(self) -> Path:
        """The account of the run over this document; written last."""
        return _with(self.stem, ".report.json")


def find_jobs(paths: Sequence[Path], output: Path) -> list[Job]:
    """Return a job for each document among ``paths``; folders are searched through.

    Results keep the place that a document had under its folder. Two documents of one
    name get their suffix into the stem. Raises InputError where a path is not there or
    a folder holds no document.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for source, relative in _documents(path, output):
            found.setdefault(source.resolve(), relative)
    stems = Counter(relative.with_suffix("") for relative in found.values())
    jobs = []
    for source, relative in found.items():
        stem = relative.with_suffix("")
        if stems[stem] > 1:
            stem = stem.with_name(f"{stem.name}-{relative.suffix[1:]}")
        jobs.append(Job(source, output / stem))
    return jobs


def _documents(path: Path, output: Path) -> Iterator[tuple[Path, Path]]:
    if not path.exists():
        raise InputError("there is no such file or folder", file=path, remedy="Check the path.")
    if not path.is_dir():
        yield path, Path(path.name)
        return
    results = output.resolve()
    count = 0
    for source in sorted(path.rglob("*")):
        relative = source.relative_to(path)
        hidden = any(part.startswith((".", "~$")) for part in relative.parts)
        ours = source.name.endswith(_OURS) or results in source.resolve().parents
        if source.is_file() and source.suffix.lower() in SUFFIXES and not hidden and not ours:
            count += 1
            yield source, relative
    if not count:
        raise InputError(
            "no document in this folder",
            file=path,
            remedy=f"It takes {', '.join(SUFFIXES)}.",
        )


def _with(stem: Path, suffix: str) -> Path:
    return stem.with_name(stem.name + suffix)
