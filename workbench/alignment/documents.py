"""Align two files; align again between the decisions of a person."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from workbench.alignment.drafting import DraftCache, Drafter, Progress, draft_texts
from workbench.alignment.embedded import Encoder
from workbench.alignment.glossary import Glossary
from workbench.alignment.lexicon import LexicalTable, load_table
from workbench.alignment.model import Bead
from workbench.alignment.pairing import Alignment, align_texts, check_sides
from workbench.alignment.texts import Text, read_lines, text_of

LEXICON = "lexicon-ru-en"


def align_documents(
    source: str | Path,
    target: str | Path,
    *,
    sentence_per_line: bool = False,
    swap: bool = False,
    drafter: Drafter | None = None,
    cache: DraftCache | None = None,
    table: LexicalTable | None = None,
    glossary: Glossary | None = None,
    encoder: Encoder | None = None,
    progress: Progress | None = None,
) -> Alignment:
    """Align a Russian file and its English translation.

    With ``sentence_per_line`` both are text files that are already split; ``swap`` sets right
    files given the wrong way round. With a ``drafter`` the Russian is drafted for the
    similarity, with ``cache`` only once, and ``progress`` shows how far it is. ``table``
    stands in for the shipped lexical table. A ``glossary`` (a
    :class:`workbench.terminology.Matcher`) and an ``encoder`` add to the similarity.

    Raises DocumentError, InputError or LanguageError where the files cannot be aligned.
    """
    left, right = read_sides(
        Path(source), Path(target), sentence_per_line=sentence_per_line, swap=swap
    )
    drafts = None
    if drafter is not None:
        drafts = draft_texts(drafter, left.sentences, cache=cache, progress=progress)
    return align_texts(
        left, right, table=table or shipped_table(), drafts=drafts, glossary=glossary,
        encoder=encoder,
    )  # fmt: skip


def realign(
    alignment: Alignment,
    *,
    accepted: Sequence[Bead] = (),
    forbidden: Collection[tuple[int, int]] = (),
    table: LexicalTable | None = None,
    drafts: Sequence[str] | None = None,
    glossary: Glossary | None = None,
    encoder: Encoder | None = None,
) -> Alignment:
    """Align again what lies between the decisions of a person.

    ``accepted`` beads come back unchanged, score included: pairs of any size, also ones
    that cross others (a footnote at another place), and unpaired sentences, each as a bead
    of its own. ``forbidden`` are (source, target) sentence numbers that must not stand in
    one bead. All numbers are indices into ``alignment.source.sentences`` and
    ``alignment.target.sentences``. Everything not accepted may change; with no decisions
    the result is the automatic one. The other arguments are as for
    :func:`workbench.alignment.pairing.align_texts`, the shipped table if none is given.

    Raises InputError, which says which sentence is meant (counted from 1), where decisions
    contradict each other: a sentence in two accepted beads or not in the text, a bead with a
    hole, an accepted bead that holds a forbidden pair.
    """
    return align_texts(
        alignment.source, alignment.target, table=table or shipped_table(), drafts=drafts,
        glossary=glossary, encoder=encoder, accepted=accepted, forbidden=forbidden,
    )  # fmt: skip


def read_sides(
    source: Path, target: Path, *, sentence_per_line: bool = False, swap: bool = False
) -> tuple[Text, Text]:
    """Read two files into their Russian and English sentences (see :func:`align_documents`)."""
    if sentence_per_line:
        return check_sides(read_lines(source), read_lines(target), swap=swap)
    from workbench.documents import read_document

    texts = [
        text_of(read_document(path, language=language))
        for path, language in ((source, "ru"), (target, "en"))
    ]
    return check_sides(texts[0], texts[1], swap=swap)


def lexicon_folder() -> Path:
    """Return the folder of the shipped lexical table."""
    from workbench.translation.folder import models_folder

    return models_folder() / LEXICON


def shipped_table() -> LexicalTable:
    """Return the shipped lexical table."""
    return load_table(lexicon_folder())
