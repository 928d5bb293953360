"""Units and questions, from the parallel text beside the checkout."""

from __future__ import annotations

import lzma
import random
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "corpus"
CORPORA = (
    "un-register un policy official security general lexicon "
    "ict-human ict-machine-1 ict-machine-2 ict-machine-3"
).split()
HELD_OUT = ("un-dev", "ict", "flores-dev", "wmt21")
COPIES = 5
"""Every fifth unit is a copy of the one before it with a word or a figure changed."""


def require_shared() -> None:
    """Leave with a word where the data is not there."""
    if not SHARED.is_dir():
        sys.exit("needs the data folder ../shared, which is not part of the repository")


def units(count: int) -> Iterator[tuple[str, str]]:
    """So many pairs: four real ones, then a changed copy of the last, and so on."""
    chance = random.Random(7)
    made = 0
    pool = ["совет"]
    for source, target in _pairs():
        if made >= count:
            return
        yield source, target
        made += 1
        if made % COPIES == COPIES - 1 and made < count:
            yield change(source, pool, chance, 0.1), f"{target} [copy]"
            made += 1
        words = source.split()
        if words:
            pool = [*pool[-500:], chance.choice(words)]


def change(text: str, pool: list[str], chance: random.Random, share: float) -> str:
    """A copy with about ``share`` of its words replaced, dropped or followed by another."""
    words = text.split()
    for _ in range(max(1, round(share * len(words)))):
        at = chance.randrange(len(words)) if words else 0
        kind = chance.random()
        if words and any(c.isdigit() for c in words[at]):
            words[at] = "".join(str(chance.randrange(10)) if c.isdigit() else c for c in words[at])
        elif words and kind < 0.4:
            words[at] = chance.choice(pool)
        elif kind < 0.7 or len(words) < 2:
            words.insert(at, chance.choice(pool))
        else:
            del words[at]
    return " ".join(words)


def near(sources: list[str], count: int) -> list[str]:
    """Stored texts with up to 30 % of their words changed."""
    chance = random.Random(11)
    pool = [word for text in sources[:500] for word in text.split()]
    chosen = chance.choices(sources, k=count)
    return [change(text, pool, chance, chance.uniform(0.0, 0.3)) for text in chosen]


def held_out(count: int) -> list[str]:
    """Real sentences that the units do not have, from four test sets by turns."""
    share = -(-count // len(HELD_OUT))
    found = []
    for name in HELD_OUT:
        with (SHARED / "eval" / f"{name}.tsv").open(encoding="utf-8") as stream:
            found += [line.split("\t")[0] for line in islice(stream, share)]
    return found[:count]


def write_tmx(path: Path, count: int) -> None:
    """The units as a TMX file, one line each, with who and when."""
    from xml.sax.saxutils import escape

    with path.open("w", encoding="utf-8") as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n')
        stream.write('<header srclang="ru-RU" segtype="sentence"/>\n<body>\n')
        for source, target in units(count):
            stream.write(
                '<tu creationdate="20260102T030405Z" creationid="benchmark">'
                f'<tuv xml:lang="ru-RU"><seg>{escape(source)}</seg></tuv>'
                f'<tuv xml:lang="en-GB"><seg>{escape(target)}</seg></tuv></tu>\n'
            )
        stream.write("</body>\n</tmx>\n")


def _pairs() -> Iterator[tuple[str, str]]:
    for name in CORPORA:
        with lzma.open(SHARED / f"{name}.tsv.xz", "rt", encoding="utf-8") as stream:
            for line in stream:
                source, target, *_ = line.rstrip("\n").split("\t")
                if source.strip() and target.strip():
                    yield source, target
