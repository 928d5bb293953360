"""Compiled term bases kept on disk, so that a big one opens in seconds.

A cache file is two lines of JSON text: a header with the format and a SHA-256 of the rest,
then the entries and the index. It is data only (nothing in it is executed), it is named
after the content it was made from, and a damaged or outdated one is made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from workbench.errors import OutputError, TermBaseError
from workbench.files import user_cache, write_text
from workbench.terminology.base import Skipped, TermBase, load_term_base
from workbench.terminology.index import TermIndex
from workbench.terminology.matching import Matcher
from workbench.terminology.model import Policy, TermEntry

FORMAT = 1
"""Raise it when the index, the patterns or the readers change in what they produce."""

_KEPT_FROM = 500
"""Smaller term bases are compiled faster than they are worth keeping."""


def load_matcher(path: str | Path, *, cache_folder: Path | None = None) -> Matcher:
    """A matcher for the term base file at ``path``, from the cache where it is there.

    ``cache_folder`` is the user's cache folder of the platform where it is not given; a
    folder that cannot be written costs time, nothing else. Raises TermBaseError as
    :func:`.base.load_term_base` does.
    """
    path = Path(path)
    try:
        digest = hashlib.sha256(path.read_bytes())
    except OSError as error:
        raise TermBaseError(
            f"cannot be read ({error.strerror or error})",
            file=path,
            remedy="Check the path and your rights.",
        ) from error
    digest.update(f"\n{path.name}\n{_tools()}".encode())
    folder = user_cache("terms") if cache_folder is None else cache_folder
    return _cached(folder / f"terms-{digest.hexdigest()[:32]}.json", lambda: load_term_base(path))


def _cached(file: Path, load: Callable[[], TermBase]) -> Matcher:
    kept = _read(file)
    if kept is not None:
        base, index = kept
        return Matcher(base, index=index)
    base = load()
    matcher = Matcher(base)
    if len(base) >= _KEPT_FROM:
        _write(file, base, matcher.index)
    return matcher


def _tools() -> str:
    """What besides the file decides on the index."""
    return f"{FORMAT} pymorphy3 {version('pymorphy3')} {version('pymorphy3-dicts-ru')}"


def _write(file: Path, base: TermBase, index: TermIndex) -> None:
    content = {
        "name": base.name,
        "languages": [base.source_language, base.target_language],
        "report": [[skipped.place, skipped.reason] for skipped in base.report],
        "entries": [_pack(entry) for entry in base.entries],
        "index": index.pack(),
    }
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    header = json.dumps({"format": FORMAT, "sha256": _checksum(body)})
    try:
        write_text(file, f"{header}\n{body}\n")
    except OutputError:
        return


def _read(file: Path) -> tuple[TermBase, TermIndex] | None:
    """The content of a cache file; None where it is missing, damaged or of another format."""
    try:
        header_line, _, body = file.read_text(encoding="utf-8").partition("\n")
        header = json.loads(header_line)
        if header.get("format") != FORMAT or header.get("sha256") != _checksum(body.rstrip("\n")):
            return None
        content = cast("dict[str, Any]", json.loads(body))
    except (OSError, ValueError, AttributeError):
        return None
    source, target = content["languages"]
    base = TermBase(
        entries=tuple(map(_unpack, content["entries"])),
        name=content["name"],
        source_language=source,
        target_language=target,
        report=tuple(Skipped(place, reason) for place, reason in content["report"]),
    )
    return base, TermIndex.unpack(content["index"])


def _checksum(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def _pack(entry: TermEntry) -> list[Any]:
    return [
        entry.id,
        entry.source,
        entry.targets,
        entry.forbidden,
        entry.policy,
        entry.part_of_speech,
        entry.domain,
        entry.note,
        entry.origin,
        entry.line,
    ]


def _unpack(fields: list[Any]) -> TermEntry:
    identifier, source, targets, forbidden, policy, *rest = fields
    return TermEntry(identifier, source, tuple(targets), tuple(forbidden), Policy(policy), *rest)
