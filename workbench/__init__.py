"""Russian-to-English translation and alignment workbench for UN documents on ICT."""

__version__ = "0.1.0"
