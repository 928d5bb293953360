"""Build ``glossary/un-ict.tbx`` (TBX-Basic) from ``glossary/un-ict.tsv``, and read it back.

    python -m benchmarks.glossary.build

Fails where the two do not hold the same entries in the same order.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from workbench.terminology import TermBase, TermEntry, load_term_base, write_term_base

GLOSSARY = Path(__file__).resolve().parents[2] / "glossary"


def content(base: TermBase) -> list[TermEntry]:
    """The entries without their line numbers, which differ between formats."""
    return [replace(entry, line=0) for entry in base.entries]


def main() -> int:
    source, target = GLOSSARY / "un-ict.tsv", GLOSSARY / "un-ict.tbx"
    base = load_term_base(source)
    for loss in (*(skipped.reason for skipped in base.report), *write_term_base(base, target)):
        print(f"lost: {loss}")
    written = load_term_base(target)
    if content(written) != content(base) or written.version != base.version:
        print(f"{target} does not read back as {source}")
        return 1
    print(f"{len(base)} entries, version {base.version}: {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
