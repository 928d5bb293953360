"""Figures of ``workbench.documents``: paragraph repair and sentence splitting."""
