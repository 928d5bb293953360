"""Russian-to-English translation and alignment workbench for UN documents on ICT.

The names below are the public API for people who script; each is loaded when first
used, so that importing the package stays cheap.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from workbench.alignment import align_documents
    from workbench.batch.translate import units as translation_units
    from workbench.documents import read_document, split_segments
    from workbench.exchange import read_tmx, write_tmx
    from workbench.terminology import Matcher, load_term_base, write_term_base
    from workbench.translation import Translator, open_model, translate_document

__version__ = "0.1.0"

__all__ = [
    "Matcher",
    "Translator",
    "align_documents",
    "load_term_base",
    "open_model",
    "read_document",
    "read_tmx",
    "split_segments",
    "translate_document",
    "translation_units",
    "write_term_base",
    "write_tmx",
]
_HOMES = {
    "Matcher": ("terminology", "Matcher"),
    "Translator": ("translation", "Translator"),
    "align_documents": ("alignment", "align_documents"),
    "load_term_base": ("terminology", "load_term_base"),
    "open_model": ("translation", "open_model"),
    "read_document": ("documents", "read_document"),
    "read_tmx": ("exchange", "read_tmx"),
    "split_segments": ("documents", "split_segments"),
    "translate_document": ("translation", "translate_document"),
    "translation_units": ("batch.translate", "units"),
    "write_term_base": ("terminology", "write_term_base"),
    "write_tmx": ("exchange", "write_tmx"),
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, attribute = _HOMES[name]
    return getattr(import_module(f"{__name__}.{module}"), attribute)
