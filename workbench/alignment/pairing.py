"""Align two texts: check the sides, draft, paragraphs first, then sentences."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workbench.alignment.aligner import MOST_SENTENCES, align
from workbench.alignment.embedded import Encoder, with_embeddings
from workbench.alignment.glossary import Glossary
from workbench.alignment.layout import Layout, joined_texts, layout_of, paragraph_starts
from workbench.alignment.lexicon import LexicalTable
from workbench.alignment.model import Bead
from workbench.alignment.similarity import Similarity, lexical_similarity
from workbench.alignment.texts import Text
from workbench.alignment.tokens import share_of_cyrillic
from workbench.errors import InputError, LanguageError

SAMPLE = 2_000
"""Sentences that are looked at to tell the language of a side."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts and the beads that pair them; ``notes`` say what a person should know."""

    source: Text
    target: Text
    beads: tuple[Bead, ...]
    method: str
    notes: tuple[str, ...] = ()


def check_sides(source: Text, target: Text, *, swap: bool = False) -> tuple[Text, Text]:
    """Return the Russian and the English text, in this order.

    With ``swap`` texts that come the wrong way round are exchanged. Raises InputError for an
    empty side, the same text twice and texts too long; LanguageError for sides that are not
    Russian and English.
    """
    for text in (source, target):
        if not any(sentence for sentence in text.sentences):
            raise InputError(
                "no text in it", file=text.name, remedy="Give a file that holds sentences."
            )
    if source.sentences == target.sentences:
        raise InputError(
            "both files hold the same text",
            file=source.name,
            remedy="Give the Russian file first and its English translation second.",
        )
    total = len(source.sentences) + len(target.sentences)
    if total > MOST_SENTENCES:
        raise InputError(
            f"{total:,} sentences are too many for one run",
            file=source.name,
            remedy=f"Split both files at a chapter into parts of up to {MOST_SENTENCES // 2:,} "
            "sentences and align the parts.",
        )
    left, right = (share_of_cyrillic(text.sentences[:SAMPLE]) for text in (source, target))
    if left < 0.5 < right:
        if swap:
            return target, source
        raise LanguageError(
            "the first file is English and the second Russian",
            file=source.name,
            remedy="Give them the other way round, or add --swap.",
        )
    if left < 0.5 or right >= 0.5:
        wrong = source if left < 0.5 else target
        raise LanguageError(
            f"the text is not {'Russian' if left < 0.5 else 'English'}",
            file=wrong.name,
            remedy="Give the Russian file first and its English translation second.",
        )
    return source, target


def align_texts(
    source: Text,
    target: Text,
    *,
    table: LexicalTable | None,
    drafts: Sequence[str] | None = None,
    glossary: Glossary | None = None,
    encoder: Encoder | None = None,
    accepted: Sequence[Bead] = (),
    forbidden: Collection[tuple[int, int]] = (),
) -> Alignment:
    """Align paragraphs, then sentences inside and across paragraphs.

    ``drafts`` are rough translations of the source sentences, one for each; ``glossary``
    finds terms and ``encoder`` makes sentence vectors. For ``accepted`` and ``forbidden``
    see :func:`workbench.alignment.aligner.align`.
    """
    similarity: Similarity = lexical_similarity(
        source.sentences, target.sentences, table=table, drafts=drafts, glossary=glossary
    )
    method = [similarity.kind]
    if glossary is not None:
        method.append("glossary")
    if encoder is not None:
        similarity = with_embeddings(similarity, source.sentences, target.sentences, encoder)
        method.append("embeddings")
    beads = align(
        similarity,
        accepted=accepted,
        forbidden=forbidden,
        layout=_layout(source, target, table=table, drafts=drafts),
    )
    return Alignment(source, target, tuple(beads), ", ".join(method), _notes(beads))


def _layout(
    source: Text, target: Text, *, table: LexicalTable | None, drafts: Sequence[str] | None
) -> Layout | None:
    """Align the paragraphs; None where a side is one paragraph."""
    left, right = paragraph_starts(source.paragraphs), paragraph_starts(target.paragraphs)
    if left.sum() < 2 or right.sum() < 2:
        return None
    similarity = lexical_similarity(
        joined_texts(source.sentences, left),
        joined_texts(target.sentences, right),
        table=table,
        drafts=joined_texts(tuple(drafts), left) if drafts is not None else None,
    )
    return layout_of(left, right, align(similarity))


def _notes(beads: Sequence[Bead]) -> tuple[str, ...]:
    notes = []
    paired = [bead for bead in beads if bead.source and bead.target]
    if len(paired) < len(beads) / 2 or (
        paired and sum(bead.score for bead in paired) / len(paired) < 0.6
    ):
        notes.append("Little of one text is found in the other: are these the right two files?")
    return tuple(notes)
