"""What the work on a project tells: progress, effort, terms, checks, corrections."""
