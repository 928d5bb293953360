"""``python -m workbench``: the command, for machines where it is not on the path."""

from workbench.cli import main

main()
