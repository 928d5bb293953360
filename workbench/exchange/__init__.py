"""Exchange formats: one module a format, with readers and writers that stream."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from workbench.exchange.model import TranslationUnit

if TYPE_CHECKING:
    from workbench.exchange.bilingual_docx import read_bilingual_docx, write_bilingual_docx
    from workbench.exchange.reports import Problem, Severity, Skipped, Written
    from workbench.exchange.srx import write_omegat_segmentation, write_srx
    from workbench.exchange.tmx import read_tmx, write_tmx
    from workbench.exchange.tmx_check import check_tmx
    from workbench.exchange.tsv import read_tsv, write_tsv
    from workbench.exchange.xliff import read_xliff, write_xliff

# Where each public name lives. A format's library loads when the format is first used.
_HOMES = {
    "Problem": "reports",
    "Severity": "reports",
    "Skipped": "reports",
    "Written": "reports",
    "check_tmx": "tmx_check",
    "read_bilingual_docx": "bilingual_docx",
    "read_tmx": "tmx",
    "read_tsv": "tsv",
    "read_xliff": "xliff",
    "write_bilingual_docx": "bilingual_docx",
    "write_omegat_segmentation": "srx",
    "write_srx": "srx",
    "write_tmx": "tmx",
    "write_tsv": "tsv",
    "write_xliff": "xliff",
}

__all__ = [
    "Problem",
    "Severity",
    "Skipped",
    "TranslationUnit",
    "Written",
    "check_tmx",
    "read_bilingual_docx",
    "read_tmx",
    "read_tsv",
    "read_xliff",
    "write_bilingual_docx",
    "write_omegat_segmentation",
    "write_srx",
    "write_tmx",
    "write_tsv",
    "write_xliff",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
