"""Figures on exchange: agreement of the SRX rules, scale of TMX."""
