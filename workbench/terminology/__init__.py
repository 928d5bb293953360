"""A term base, and which of its entries occur in a Russian sentence."""

from workbench.terminology.base import Skipped, TermBase, load_term_base, write_term_base
from workbench.terminology.matching import Matcher
from workbench.terminology.model import Policy, TermEntry, TermMatch

__all__ = [
    "Matcher",
    "Policy",
    "Skipped",
    "TermBase",
    "TermEntry",
    "TermMatch",
    "load_term_base",
    "write_term_base",
]
