"""Exchange formats: one module a format, with readers and writers that stream."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from workbench.exchange.model import TranslationUnit

if TYPE_CHECKING:
    from workbench.exchange.reports import Problem, Severity, Skipped, Written
    from workbench.exchange.srx import write_omegat_segmentation, write_srx
    from workbench.exchange.tmx import read_tmx, write_tmx
    from workbench.exchange.tmx_check import check_tmx

# Where each public name lives. A format's library loads when the format is first used.
_HOMES = {
    "Problem": "reports",
    "Severity": "reports",
    "Skipped": "reports",
    "Written": "reports",
    "check_tmx": "tmx_check",
    "read_tmx": "tmx",
    "write_omegat_segmentation": "srx",
    "write_srx": "srx",
    "write_tmx": "tmx",
}

__all__ = [
    "Problem",
    "Severity",
    "Skipped",
    "TranslationUnit",
    "Written",
    "check_tmx",
    "read_tmx",
    "write_omegat_segmentation",
    "write_srx",
    "write_tmx",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
