"""The editor's element: a list of rows and the row in work, drawn by our own scripts."""

from workbench.app.editor.element import editor

__all__ = ["editor"]
