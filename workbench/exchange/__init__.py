"""Readers and writers for exchange formats, one module a format."""
