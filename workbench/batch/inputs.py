"""Which documents a run takes, and where the results of each go."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import InputError, OutputError

SUFFIXES = (".txt", ".docx", ".pdf", ".html", ".htm")
_OURS = (".en.txt", ".en.docx", ".report.json", ".report.txt")


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

    @property
    def results(self) -> tuple[Path, ...]:
        """All files that the job writes."""
        return self.text, self.memory, self.rules, self.report


def find_jobs(paths: Sequence[Path], output: Path) -> list[Job]:
    """Return a job for each document among ``paths``; folders are searched through.

    Results keep the place that a document had under its folder; ``letter.ru.txt`` gives
    ``letter.tmx``. Documents whose results would have one name get their suffix into
    the stem, and a number where that does not tell them apart. Raises InputError where
    a path is not there or a folder holds no document, OutputError where a result would
    overwrite one of the documents.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for source, relative in _documents(path, output):
            found.setdefault(source.resolve(), relative)
    stems = _stems(list(found.values()))
    jobs = [Job(source, output / stem) for source, stem in zip(found, stems, strict=True)]
    for job in jobs:
        for result in job.results:
            if result.resolve() in found:
                raise OutputError(
                    "is a document of this run; a result would overwrite it",
                    file=result,
                    place=f"result of {job.source.name}",
                    remedy="Choose another output folder with -o.",
                )
    return jobs


def _stems(names: Sequence[Path]) -> list[Path]:
    """Return a stem for each name, no two alike (capitals do not count)."""
    short = Counter(_folded(_stem(name)) for name in names)
    taken = {stem for stem, count in short.items() if count == 1}
    stems = []
    for name in names:
        stem = _stem(name)
        if short[_folded(stem)] > 1:
            stem = _free(stem.with_name(name.name.replace(".", "-")), taken)
        stems.append(stem)
    return stems


def _free(stem: Path, taken: set[str]) -> Path:
    candidate, number = stem, 1
    while _folded(candidate) in taken:
        number += 1
        candidate = stem.with_name(f"{stem.name}-{number}")
    taken.add(_folded(candidate))
    return candidate


def _stem(name: Path) -> Path:
    stem = name.with_suffix("") if name.suffix.lower() in SUFFIXES else name
    return stem.with_suffix("") if stem.suffix.lower() == ".ru" else stem


def _folded(stem: Path) -> str:
    return str(stem).casefold()


def _documents(path: Path, output: Path) -> Iterator[tuple[Path, Path]]:
    if not os.path.exists(path):  # noqa: PTH110 - Path.exists raises for a name too long
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
