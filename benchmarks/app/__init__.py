"""Figures of the pages in a real browser."""
