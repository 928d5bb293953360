"""Figures on the checks of translations."""
