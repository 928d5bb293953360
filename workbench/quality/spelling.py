"""United Nations spelling: British, with -ize (Editorial Manual, "Spelling")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workbench.quality.model import Finding

NAME = "spelling"

# Verbs in -ize, without the ending. A named list, since "advise" and "revise" are right.
_IZE = (
    "actual apolog author capital categor central character civil commercial computer criminal "
    "critic crystall custom decentral democrat destabil digit econom emphas equal familiar final "
    "formal general global harmon human immun industrial initial institutional international "
    "jeopard legal liberal local marginal material maxim mechan memor minim mobil modern monet "
    "monopol national neutral normal operational optim organ reorgan penal personal polar popular "
    "priorit privat professional public radical rational real recogn regional regular revital "
    "scrutin sens sensit social special stabil standard steril stigmat subsid summar symbol "
    "synchron synthes theor tokeni traumat union urban util victim visual weapon"
).split()
# American forms, and what they are here.
_AMERICAN = {
    "analyz": "analys", "catalyz": "catalys", "paralyz": "paralys", "behavior": "behaviour",
    "color": "colour", "endeavor": "endeavour", "favor": "favour", "harbor": "harbour",
    "honor": "honour", "labor": "labour", "neighbor": "neighbour", "rumor": "rumour",
    "center": "centre", "theater": "theatre", "defense": "defence", "offense": "offence",
    "aluminum": "aluminium", "skeptic": "sceptic", "fulfill": "fulfil", "enroll": "enrol",
    "labeled": "labelled", "labeling": "labelling", "modeled": "modelled",
    "modeling": "modelling", "canceled": "cancelled", "canceling": "cancelling",
    "signaled": "signalled", "signaling": "signalling", "traveled": "travelled",
    "traveling": "travelling", "counseling": "counselling", "fueled": "fuelled",
    "judgment": "judgement", 
}  # fmt: skip
# These double their letter again, or stand for themselves only.
_WHOLE = frozenset({"fulfill", "enroll", "judgment", "center", "theater"})

# Not "laboratory" or "honorary", which keep their o.
_ENDINGS = "e|ed|er|ers|es|ing|s|able|ably|al|ally|ful|fully|hood|hoods|ism|ite|ites|less|ly"

_ISE = re.compile(
    rf"\b((?:{'|'.join(sorted(_IZE, key=len, reverse=True))})i)s"
    r"(e|ed|es|ing|ation|ations|er|ers|ational|able)\b",
    re.IGNORECASE,
)
_STEMS = sorted(_AMERICAN, key=len, reverse=True)
_US = re.compile(
    rf"\b(?:({'|'.join(s for s in _STEMS if s in _WHOLE)})(s?)"
    rf"|({'|'.join(s for s in _STEMS if s not in _WHOLE)})((?:{_ENDINGS})?))\b",
    re.IGNORECASE,
)


def check(source: str, target: str) -> Iterator[Finding]:
    """Find spellings that are not the United Nations' own; each has its fix.

    A word with a capital inside a sentence is taken for part of a name, which keeps
    its spelling (Organisation for Economic Co-operation and Development).
    """
    for match in _ISE.finditer(target):
        yield from _finding(target, match, f"{match[1]}z{match[2]}")
    for match in _US.finditer(target):
        stem, ending = (match[1], match[2]) if match[1] else (match[3], match[4])
        british = _AMERICAN[stem.lower()]
        yield from _finding(target, match, stem[0] + british[1:] + ending)


def _finding(target: str, match: re.Match[str], fix: str) -> Iterator[Finding]:
    if match[0][0].isupper() and re.search(r"\w", target[: match.start()]):
        return
    message = f"United Nations spelling is {fix!r}"
    yield Finding(NAME, message, match.start(), match.end(), fix)
