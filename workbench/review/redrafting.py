"""A new draft of a row under the reviewer's conditions."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from workbench.errors import WorkbenchError
from workbench.review.detail import Detail, Link
from workbench.review.providers import Drafter
from workbench.review.terms import Terms
from workbench.translation.constraints.model import ConstrainedResult, Outcome

ORIGIN = "redraft"
NO_MODEL = (
    "No translation model is set up, so there is no new draft. `workbench models` lists them."
)


class LazyDrafter:
    """A drafter that is opened at its first use, for many threads, one at a time."""

    def __init__(self, open_: Callable[[], Drafter]) -> None:
        self._open = open_
        self._drafter: Drafter | None = None
        self._lock = threading.Lock()

    @property
    def pieces(self) -> Any:
        """The pieces of the opened drafter."""
        return self._drafter.pieces if self._drafter is not None else None

    def redraft(
        self,
        text: str,
        *,
        keep: Sequence[str] = (),
        avoid: Sequence[str] = (),
        prefix: str = "",
    ) -> ConstrainedResult:
        """As :meth:`workbench.translation.constraints.ConstrainedDecoder.redraft`."""
        with self._lock:
            if self._drafter is None:
                self._drafter = self._open()
            return self._drafter.redraft(text, keep=keep, avoid=avoid, prefix=prefix)


def redraft(
    drafter: Drafter | None,
    terms: Terms | None,
    source: str,
    *,
    keep: Sequence[str],
    avoid: Sequence[str],
    prefix: str,
) -> dict[str, Any]:
    """A draft that obeys: ``text``, its ``detail``, and a ``message`` on what it could not do.

    The binding terms that the first attempt leaves out are asked for in a second one. The
    text is empty where there is no draft at all; the message says why.
    """
    if drafter is None:
        return _nothing(NO_MODEL)
    if not source.strip():
        return _nothing("This row has no Russian text to draft from.")
    keep = [phrase for phrase in map(str.strip, keep) if phrase]
    avoid = [phrase for phrase in map(str.strip, avoid) if phrase]
    try:
        result = drafter.redraft(source, keep=keep, avoid=avoid, prefix=prefix)
        missing = _missing_terms(terms, source, result.text)
        if missing:
            again = drafter.redraft(source, keep=[*keep, *missing], avoid=avoid, prefix=prefix)
            if len(_missing_terms(terms, source, again.text)) < len(missing):
                result = again
    except WorkbenchError as error:
        return _nothing(str(error))
    detail = Detail(links=_links(drafter, source, result), origin=ORIGIN)
    text = result.text.strip()
    return {"text": text, "detail": detail.as_dict(), "message": _message(keep, result)}


def _nothing(message: str) -> dict[str, Any]:
    return {"text": "", "detail": {}, "message": message}


def _missing_terms(terms: Terms | None, source: str, target: str) -> list[str]:
    views = terms.views(source, target) if terms else []
    return [v["preferred"] for v in views if v["binding"] and v["status"] != "right"]


def _message(keep: Sequence[str], result: ConstrainedResult) -> str:
    """What was asked and is not so; empty where all is."""
    said = [
        f"“{phrase}” could not be kept ({report.reason or 'no way leads there'})."
        for phrase, report in zip(keep, result.reports, strict=False)
        if report.outcome is not Outcome.SATISFIED
    ]
    said += [f"“{phrase}” could not be avoided." for phrase in result.violated]
    return " ".join(said)


def _links(drafter: Drafter, source: str, result: ConstrainedResult) -> list[Link]:
    """Word links by attention, in offsets of the row's own text."""
    from workbench.translation.links import word_links
    from workbench.translation.normalise import normalise

    if drafter.pieces is None:
        return []
    plain = normalise(source)
    text, spans = drafter.pieces.decode_spans(result.pieces)
    shift = len(result.text) - len(result.text.lstrip())
    if text != result.text:
        return []
    links = word_links(
        plain.text, drafter.pieces.encode(plain.text), text, spans, result.attention.tolist()
    )
    return [
        (
            *plain.original(link.source_start, link.source_end),
            max(link.target_start - shift, 0),
            max(link.target_end - shift, 0),
            link.weight,
        )
        for link in links
    ]
