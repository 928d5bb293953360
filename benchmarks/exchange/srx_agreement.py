"""How often our SRX rules cut where our splitter cuts, on real text.

Lines of a corpus (`Russian TAB English`) are joined by fives into paragraphs, since
one sentence a line would ask for no break at all. Printed: the share of paragraphs cut
the same; of the places where either cuts, the share where both do (Jaccard).

    python -m benchmarks.exchange.srx_agreement [ROWS]
"""

from __future__ import annotations

import itertools
import lzma
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.exchange.srx_engine import Segmenter
from workbench.documents.sentences import split_sentences
from workbench.exchange import write_srx

SHARED = Path(__file__).resolve().parents[3] / "shared"
FILES = (
    "corpus/un.tsv.xz",
    "corpus/official.tsv.xz",
    "corpus/eval/un-dev.tsv",
    "corpus/eval/ict.tsv",
)


def main() -> None:
    if not SHARED.is_dir():
        sys.exit("needs the data folder ../shared, which is not part of the repository")
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rules.srx"
        write_srx(path)
        for name, (column, language) in itertools.product(FILES, enumerate(("ru", "en"))):
            texts = list(paragraphs(SHARED / name, column, rows))
            report(name, language, texts, Segmenter(path, language))


def paragraphs(path: Path, column: int, rows: int) -> Iterator[str]:
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        lines = (line.rstrip("\n").split("\t")[column].strip() for line in stream)
        taken = itertools.islice(lines, rows)
        while five := list(itertools.islice(taken, 5)):
            yield " ".join(five)


def report(name: str, language: str, texts: list[str], segmenter: Segmenter) -> None:
    same, both, either = 0, 0, 0
    differences: Counter[str] = Counter()
    for text in texts:
        ours = ends([text[start:end] for start, end in split_sentences(text, language)])
        rules = ends(segmenter.segments(text))
        same += ours == rules
        both += len(ours & rules)
        either += len(ours | rules)
        differences.update(["ours only"] * len(ours - rules) + ["rules only"] * len(rules - ours))
    print(
        f"{name:28} {language}  {len(texts):6,} paragraphs  same {same / len(texts):.2%}  "
        f"places {either:6,}  both {both / either:.2%}  {dict(differences)}"
    )


def ends(sentences: list[str]) -> set[int]:
    """The inner ends, in characters other than white space, which the two trim alike."""
    lengths = (len("".join(sentence.split())) for sentence in sentences)
    return set(list(itertools.accumulate(lengths))[:-1])


if __name__ == "__main__":
    main()
