"""Align two files."""

from __future__ import annotations

from pathlib import Path

from workbench.alignment.drafting import DraftCache, Drafter, Progress, draft_texts
from workbench.alignment.lexicon import LexicalTable, load_table
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
    progress: Progress | None = None,
) -> Alignment:
    """Align a Russian file and its English translation.

    With ``sentence_per_line`` both are text files that are already split; ``swap`` sets right
    files given the wrong way round. With a ``drafter`` the Russian is drafted for the
    similarity, with ``cache`` only once, and ``progress`` is called with the number of
    sentences just drafted. ``table`` stands in for the shipped lexical table.

    Raises DocumentError, InputError or LanguageError where the files cannot be aligned.
    """
    left, right = read_sides(
        Path(source), Path(target), sentence_per_line=sentence_per_line, swap=swap
    )
    drafts = None
    if drafter is not None:
        drafts = draft_texts(drafter, left.sentences, cache=cache, progress=progress)
    return align_texts(left, right, table=table or load_table(lexicon_folder()), drafts=drafts)


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
