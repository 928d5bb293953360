"""Figures on the content of the UN ICT term base."""
