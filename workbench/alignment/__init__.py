"""Two texts become beads; two sentences become word links."""
