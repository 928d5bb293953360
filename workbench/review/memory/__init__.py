"""The translation memory: what was approved or imported answers when it comes again."""

from workbench.review.memory.importing import Imported
from workbench.review.memory.memory import Memory, TranslationMemory
from workbench.review.memory.model import Concordance, Match, Origin
from workbench.review.memory.repair import Fix
from workbench.review.memory.scoring import Difference
from workbench.review.memory.units import forget, remember

__all__ = [
    "Concordance",
    "Difference",
    "Fix",
    "Imported",
    "Match",
    "Memory",
    "Origin",
    "TranslationMemory",
    "forget",
    "remember",
]
