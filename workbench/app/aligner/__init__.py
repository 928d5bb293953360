"""The aligner's element: two columns of sentences and the ribbons that join them."""

from workbench.app.aligner.element import aligner

__all__ = ["aligner"]
