"""Checks of a translation: one small module each, in one registry."""

from workbench.quality.consistency import check_consistency
from workbench.quality.model import Check, Finding
from workbench.quality.registry import CHECKS, run_checks

__all__ = ["CHECKS", "Check", "Finding", "check_consistency", "run_checks"]
