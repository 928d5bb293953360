"""Lexically constrained decoding: English that must, may not, or already does stand."""

from workbench.translation.constraints.decoder import ConstrainedDecoder
from workbench.translation.constraints.model import (
    ConstrainedResult,
    ConstrainedSegment,
    Constraint,
    ConstraintReport,
    Outcome,
    Reason,
    SearchSettings,
)

__all__ = [
    "ConstrainedDecoder",
    "ConstrainedResult",
    "ConstrainedSegment",
    "Constraint",
    "ConstraintReport",
    "Outcome",
    "Reason",
    "SearchSettings",
]
