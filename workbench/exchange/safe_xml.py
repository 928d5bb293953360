"""Reading foreign XML without its dangers, and writing only what XML 1.0 allows."""

from __future__ import annotations

import html.entities
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from workbench.errors import ExchangeError

if TYPE_CHECKING:
    from lxml import etree

# The complement of production [2] Char of XML 1.0: not even a character reference
# (&#x0B;) may stand for one of these, and most tools drop the whole file over one.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """Return ``text`` without the characters that XML 1.0 forbids."""
    return _ILLEGAL.sub("", text)


def local_name(element: etree._Element) -> str:
    """The element's name without namespace; "" for comments, instructions, entities."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(element: etree._Element) -> int:
    """The line of the element's start tag, counted from 1; 0 where it is not known."""
    return cast("int | None", element.sourceline) or 0


def entity_name(node: etree._Element) -> str:
    """The name of an unexpanded reference (``nbsp`` for ``&nbsp;``); "" for other nodes."""
    from lxml import etree

    return (node.text or "").strip("&;") if cast("object", node.tag) is etree.Entity else ""


def entity_text(name: str) -> str | None:
    """The character that HTML calls by this name, or None."""
    point = html.entities.name2codepoint.get(name)
    return chr(point) if point else None


def elements(
    path: Path, root: str, *names: str, opener: Callable[[Path], IO[bytes]] | None = None
) -> Iterator[etree._Element]:
    """Yield each finished element of these local names, in flat memory, then the root.

    Entities are not expanded, nothing is fetched, and libxml2's limits on depth and
    node size stay on. A yielded element leaves the tree when the next one comes.
    Raises ExchangeError with line and reason for a file that is not well formed or
    whose root is not ``root``. ``opener`` opens what the XML is to be read from, where
    that is not the file itself but a member of an archive.
    """
    opener = opener or _open
    with explained(path):
        with opener(path) as stream:
            _require_root(stream, path, root)
        with opener(path) as stream:
            done: etree._Element | None = None
            for _, element in _events(stream, ("end",), (*names, root)):
                _drop(done)
                yield element
                done = element


def _events(
    stream: IO[bytes], events: tuple[str, ...], names: tuple[str, ...] = ()
) -> Iterator[tuple[str, etree._Element]]:
    from lxml import etree

    yield from etree.iterparse(
        stream,
        events=events,
        tag=[f"{{*}}{name}" for name in names] or None,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
    )


def _require_root(stream: IO[bytes], path: Path, root: str) -> None:
    _, element = next(_events(stream, ("start",)))
    if local_name(element) != root:
        raise ExchangeError(
            f"the root element is <{local_name(element)}>, not <{root}>",
            file=path,
            place=f"line {line_of(element)}",
            remedy="Choose a file of the right format.",
        )


def _open(path: Path) -> IO[bytes]:
    return path.open("rb")


def _drop(element: etree._Element | None) -> None:
    """Take a finished element out of the tree, so that memory stays flat."""
    if element is not None and (parent := element.getparent()) is not None:
        parent.remove(element)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the errors of reading ``path`` into ExchangeErrors with line and remedy."""
    from lxml import etree

    try:
        yield
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise ExchangeError(
            f"not well-formed XML: {error.msg or 'the file is empty'}",
            file=path,
            place=f"line {line}",
            remedy="Repair that line, or export the file again from the tool that made it.",
        ) from error
    except OSError as error:
        raise ExchangeError(
            f"cannot be read ({error.strerror or error})",
            file=path,
            remedy="Check the name and the rights of the file.",
        ) from error
