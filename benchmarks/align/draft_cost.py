"""What drafting costs and what aligning adds to it, in CPU seconds, one thread.

Run: ``python -m benchmarks.align.draft_cost [--sentences 400]``
"""

from __future__ import annotations

import argparse
import sys
import time

from benchmarks.align.accuracy import SHARED, gold_documents
from workbench.alignment import Text, align_texts, draft_texts
from workbench.alignment.documents import shipped_table
from workbench.settings import Settings
from workbench.terminology.cache import load_matcher
from workbench.translation import BeamSettings, Translator, open_model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=400)
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit("needs the data folder ../shared beside the checkout")
    drafter = Translator(open_model(), settings=BeamSettings(beam=1, threads=1))
    drafter.draft(["Да."])
    table = shipped_table()
    path = Settings().terms.glossary
    glossary = load_matcher(path) if path else None
    for gold in gold_documents():
        source, target = (
            Text(tuple(side[: options.sentences]), (0,) * len(side[: options.sentences]))
            for side in (gold.source, gold.target)
        )
        start = time.process_time()
        drafts = draft_texts(drafter, source.sentences)
        drafted = time.process_time()
        align_texts(source, target, table=table, drafts=drafts, glossary=glossary)
        cost, more = drafted - start, time.process_time() - drafted
        print(
            f"{gold.name:24} {len(source.sentences)} sentences: drafts {cost:.2f} s, "
            f"aligning {more:.2f} s ({more / cost:+.1%})",
            flush=True,
        )


if __name__ == "__main__":
    main()
