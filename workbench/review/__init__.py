"""The project database, and what reviewers do with it."""
