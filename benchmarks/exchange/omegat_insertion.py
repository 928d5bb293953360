"""What share of real pairs OmegaT inserts from our memory, by how it cuts the source.

Each distinct Russian line of the corpus is a paragraph of the source and a unit of the
memory. A line counts as inserted where its paragraph of the target file is the English
side. Needs OmegaT (scripts/install-test-tools).

    python -m benchmarks.exchange.omegat_insertion [ROWS]
"""

from __future__ import annotations

import itertools
import lzma
import sys
import tempfile
from pathlib import Path

from tests.exchange.omegat import translate
from workbench.exchange import TranslationUnit, write_omegat_segmentation, write_tmx

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpus/un.tsv.xz"


def main() -> None:
    if not CORPUS.is_file():
        sys.exit("needs the data folder ../shared, which is not part of the repository")
    pairs = read_pairs(int(sys.argv[1]) if len(sys.argv) > 1 else 4000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        memory, rules = folder / "memory.tmx", folder / "segmentation.conf"
        write_tmx(memory, [TranslationUnit(*pair) for pair in pairs.items()])
        write_omegat_segmentation(rules)
        for label, by_sentence, segmentation in (
            ("paragraphs", False, None),
            ("sentences, OmegaT's rules", True, None),
            ("sentences, our rules", True, rules),
        ):
            found = translate(
                folder / label,
                memory,
                list(pairs),
                by_sentence=by_sentence,
                segmentation=segmentation,
            )
            same = sum(a == b for a, b in zip(found, pairs.values(), strict=True))
            print(f"{label:26} {same:5,} of {len(pairs):,} inserted ({same / len(pairs):.1%})")


def read_pairs(rows: int) -> dict[str, str]:
    """Distinct lines with their translations, their white space as a text file has it."""
    with lzma.open(CORPUS, "rt", encoding="utf-8") as stream:
        lines = (line.rstrip("\n").split("\t")[:2] for line in itertools.islice(stream, rows))
        return {" ".join(source.split()): " ".join(target.split()) for source, target in lines}


if __name__ == "__main__":
    main()
