"""Figures of the free pass: speed, quality, invariance, literals, confidence."""
