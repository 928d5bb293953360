"""The human-translated parallel text beside the checkout, for looking terms up in it.

The groups and their licences are described in ``../shared/corpus/README.md``. Invented and
machine-translated groups are left out: their Russian proves nothing on usage.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

_CHARTER_BEGINS = "МЫ, НАРОДЫ ОБЪЕДИНЕННЫХ НАЦИЙ"
_ICT_EVERY = 12
_MAX_CHARACTERS = 2_000
NEAR = ("unpc", "instruments")
GROUPS = (*NEAR, "policy", "official", "security", "general", "ict")


class Pair(NamedTuple):
    """A sentence pair of a group: ``unpc`` is the UN Parallel Corpus, ``instruments`` the
    Charter, the Universal Declaration and the Sustainable Development Goals.
    """

    group: str
    ru: str
    en: str


def read_pairs(shared: Path, groups: tuple[str, ...] = GROUPS) -> Iterator[Pair]:
    """All pairs of ``groups``; of the ICT documentation every twelfth line."""
    corpus = shared / "corpus"
    if "unpc" in groups:
        yield from _pairs("unpc", corpus / "eval" / "un-dev.tsv")
    group = "unpc"
    for pair in _pairs("unpc", corpus / "un.tsv.xz"):
        group = "instruments" if pair.ru.startswith(_CHARTER_BEGINS) else group
        if group in groups:
            yield pair._replace(group=group)
    for name in ("policy", "official", "security", "general"):
        if name in groups:
            yield from _pairs(name, corpus / f"{name}.tsv.xz")
    if "ict" in groups:
        lines = _pairs("ict", corpus / "ict-human.tsv.xz")
        yield from (pair for number, pair in zip(count(), lines) if number % _ICT_EVERY == 0)


def _pairs(group: str, path: Path) -> Iterator[Pair]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            ru, tab, en = line.rstrip("\n").partition("\t")
            if tab and "\t" not in en and len(ru) <= _MAX_CHARACTERS:
                yield Pair(group, ru, en)
