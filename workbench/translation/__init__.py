"""A Marian model drafts segments and keeps every promise made about terms."""
