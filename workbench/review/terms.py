"""The terms of a row: which occur in its source, and what became of them in its target."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from workbench.terminology.model import TermMatch

if TYPE_CHECKING:
    from workbench.terminology import Matcher

_KEPT = 20_000
K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """A map of the last results, safe for many threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of ``key``, made where it is not kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = make()
        with self._lock:
            self._values[key] = value
            if len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


class Terms:
    """One term base at work; safe for many threads."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self._lock = threading.Lock()
        self._matches: Kept[str, list[TermMatch]] = Kept(_KEPT)
        self._views: Kept[tuple[str, str], list[dict[str, Any]]] = Kept(_KEPT)

    def matches(self, source: str) -> list[TermMatch]:
        """The occurrences of terms in a Russian text."""
        return self._matches.get(source, lambda: self._match(source))

    def views(self, source: str, target: str) -> list[dict[str, Any]]:
        """Each term of ``source`` with its state in ``target``, as the pages show it.

        ``start`` and ``end`` are offsets in the source, ``target_start`` and ``target_end``
        in the target (-1 for a missing one); ``status`` is "right", "missing" or "forbidden".
        """
        return self._views.get((source, target), lambda: self._view(source, target))

    def missing(self, source: str, target: str) -> int:
        """How many binding terms of ``source`` are missing or have a forbidden form."""
        return sum(
            view["status"] == "forbidden" or (view["status"] == "missing" and view["binding"])
            for view in self.views(source, target)
        )

    def _match(self, source: str) -> list[TermMatch]:
        with self._lock:
            return self.matcher.match(source)

    def _view(self, source: str, target: str) -> list[dict[str, Any]]:
        from workbench.terminology.accounting import due, settle
        from workbench.terminology.variants import find_forbidden

        found = due(target, self.matches(source))
        forbidden = {id(match): span for match, span in find_forbidden(target, found)}
        views = []
        for match, span in settle(target, found):
            bad = forbidden.get(id(match))
            state = "right" if span else "forbidden" if bad else "missing"
            start, end = span or bad or (-1, -1)
            views.append(
                {
                    "start": match.start,
                    "end": match.end,
                    "surface": match.surface,
                    "preferred": match.entry.preferred,
                    "forms": list(match.entry.targets),
                    "policy": str(match.entry.policy),
                    "binding": match.entry.binding,
                    "status": state,
                    "target_start": start,
                    "target_end": end,
                }
            )
        return views


class TermBook:
    """The term bases of the projects, each loaded at its first use and again when it changes.

    ``default`` is the term base of projects whose settings name none; None for no terms.
    """

    def __init__(self, default: Path | None = None) -> None:
        self._default = default
        self._loaded: dict[Path, tuple[tuple[int, int], Terms]] = {}
        self._lock = threading.Lock()

    def of(self, settings: dict[str, Any]) -> Terms | None:
        """The terms of a project with these settings (``glossary``: a path, or "" for none).

        Raises TermBaseError where the file cannot be read.
        """
        name = settings.get("glossary")
        path = self._default if name is None else Path(name) if name else None
        if path is None:
            return None
        from workbench.terminology.cache import load_matcher

        with self._lock:
            stamp = _stamp(path)
            kept = self._loaded.get(path)
            if kept is None or kept[0] != stamp:
                kept = self._loaded[path] = stamp, Terms(load_matcher(path))
            return kept[1]


def _stamp(path: Path) -> tuple[int, int]:
    """What changes when the file does; load_matcher says what is wrong with a missing one."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
