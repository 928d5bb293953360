"""A Marian model drafts segments and keeps every promise made about terms.

``open_model`` finds a model, ``Translator`` drafts texts, ``translate_document`` a whole
document.
"""

from __future__ import annotations

from workbench.translation.document import DocumentDraft, translate_document
from workbench.translation.folder import ModelFolder, list_models, open_model
from workbench.translation.free_pass import BeamSettings
from workbench.translation.model import Draft, TermAccount, TermStatus, WordLink
from workbench.translation.translator import Translator

__all__ = [
    "BeamSettings",
    "DocumentDraft",
    "Draft",
    "ModelFolder",
    "TermAccount",
    "TermStatus",
    "Translator",
    "WordLink",
    "list_models",
    "open_model",
    "translate_document",
]
