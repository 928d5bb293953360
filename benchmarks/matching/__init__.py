"""Figures of the term matcher: accuracy, speed, loading, and a naive peer."""
