"""Many documents through the same steps: each done once, none stopping the others."""
