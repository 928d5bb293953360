"""Document symbols (A/RES/73/27, E/CN.7/2020/5) must come over letter by letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from workbench.quality.cyrillic import LOOK_ALIKES
from workbench.quality.model import Finding

NAME = "symbols"

# United Nations Editorial Manual, "Document symbols": capitals, then parts after strokes.
SYMBOL = re.compile(
    r"(?<![\w/])[A-ZА-Я]{1,10}(?:\.\d+)?(?:/[A-ZА-Я0-9]+(?:[.-][A-ZА-Я0-9]+)*(?:\([A-Z]+\))?)+"
    r"(?![\w/])"
)


def symbols(text: str) -> list[str]:
    """The document symbols in a text, with Latin letters for those that look so."""
    found = (match[0].translate(LOOK_ALIKES) for match in SYMBOL.finditer(text))
    return [symbol for symbol in found if re.search(r"\d", symbol)]


def check(source: str, target: str) -> Iterator[Finding]:
    """Find symbols of the source that the target lacks, and such as it has of its own."""
    wanted, found = Counter(symbols(source)), Counter(symbols(target))
    for symbol in wanted - found:
        yield Finding(NAME, f"document symbol {symbol} is missing", len(target), len(target))
    strange = found.keys() - wanted.keys()
    for match in SYMBOL.finditer(target):
        if (symbol := match[0].translate(LOOK_ALIKES)) in strange:
            message = f"document symbol {symbol} is not in the source"
            yield Finding(NAME, message, match.start(), match.end())
