"""Two texts become beads; two sentences become word links.

``align_documents`` aligns two files; ``align_texts`` two texts that are already split;
``align`` any similarity; ``realign`` aligns again between a person's decisions. ``rows_of``,
``write_csv`` and ``report_text`` show the result, and ``check_pairs`` looks over an existing
memory; ``Linker`` links the words of a pair. Names are loaded when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from workbench.alignment.model import Bead

if TYPE_CHECKING:
    from workbench.alignment.aligner import align
    from workbench.alignment.documents import align_documents, realign
    from workbench.alignment.drafting import DraftCache, draft_texts
    from workbench.alignment.embeddings import SentenceEncoder
    from workbench.alignment.lexicon import load_table
    from workbench.alignment.links import Linker
    from workbench.alignment.memory_check import Suspicion, check_pairs
    from workbench.alignment.pairing import Alignment, align_texts
    from workbench.alignment.report import account, report_text, write_csv
    from workbench.alignment.review import Row, rows_of, to_look_at
    from workbench.alignment.similarity import Similarity, lexical_similarity
    from workbench.alignment.texts import Text, read_lines, text_of

__all__ = [
    "Alignment",
    "Bead",
    "DraftCache",
    "Linker",
    "Row",
    "SentenceEncoder",
    "Similarity",
    "Suspicion",
    "Text",
    "account",
    "align",
    "align_documents",
    "align_texts",
    "check_pairs",
    "draft_texts",
    "lexical_similarity",
    "load_table",
    "read_lines",
    "realign",
    "report_text",
    "rows_of",
    "text_of",
    "to_look_at",
    "write_csv",
]
_HOMES = {
    "Alignment": "pairing",
    "DraftCache": "drafting",
    "Linker": "links",
    "Row": "review",
    "SentenceEncoder": "embeddings",
    "Similarity": "similarity",
    "Suspicion": "memory_check",
    "Text": "texts",
    "account": "report",
    "align": "aligner",
    "align_documents": "documents",
    "align_texts": "pairing",
    "check_pairs": "memory_check",
    "draft_texts": "drafting",
    "lexical_similarity": "similarity",
    "load_table": "lexicon",
    "read_lines": "texts",
    "realign": "documents",
    "report_text": "report",
    "rows_of": "review",
    "text_of": "texts",
    "to_look_at": "review",
    "write_csv": "report",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
