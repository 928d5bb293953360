"""A file becomes paragraphs and sentences, and can be written back."""
