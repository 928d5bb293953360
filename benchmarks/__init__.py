"""The figures of the project and the commands that print them again."""
