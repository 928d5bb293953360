"""How often each check speaks on published human translations, and how often it should.

Human pairs have few mistakes, so that findings there are mostly false alarms; the
first figure is the share of pairs with a finding. For the second, one mistake is put
into each target (a number changed, a final stop lost, a word doubled, ...): the share
that the check then finds, of the pairs on which it was silent before.

    python -m benchmarks.quality.false_alarms [ROWS]
"""

from __future__ import annotations

import itertools
import re
import sys
from collections.abc import Callable
from pathlib import Path

from workbench.quality import CHECKS

SHARED = Path(__file__).resolve().parents[3] / "shared"
FILES = ("corpus/eval/un-dev.tsv", "corpus/eval/flores-dev.tsv")


def change_number(text: str) -> str:
    return re.sub(r"\d", lambda match: str((int(match[0]) + 1) % 10), text, count=1)


def double_word(text: str) -> str:
    return re.sub(r"\b([a-z]{4,}) ", r"\1 \1 ", text, count=1)


MISTAKES: dict[str, Callable[[str], str]] = {
    "untranslated": lambda text: "",
    "symbols": lambda text: re.sub(r"(?<=[A-Z]/)\d|(?<=[A-Z]/\d)\d", "0", text, count=1),
    "dates": lambda text: re.sub(r"(January|March|May|July)", "June", text, count=1),
    "times": lambda text: re.sub(r"\d(?=( [ap]|\.\d\d [ap])\.m\.)", "7", text, count=1),
    "numbers": change_number,
    "cyrillic": lambda text: text.replace("a", "а", 1),
    "punctuation": lambda text: text.rstrip(".?!:;"),
    "brackets": lambda text: text.replace(")", "", 1),
    "repetition": double_word,
    "spacing": lambda text: text.replace(", ", " , ", 1),
    "spelling": lambda text: re.sub(r"iz(?=e|ation|ing)", "is", text, count=1),
    "length": lambda text: text[: len(text) // 4],
}


def main() -> None:
    if not SHARED.is_dir():
        sys.exit("needs the data folder ../shared, which is not part of the repository")
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for name in FILES:
        pairs = read_pairs(SHARED / name, rows)
        print(f"{name}: {len(pairs):,} pairs")
        for check in CHECKS:
            report(check, pairs)


def read_pairs(path: Path, rows: int) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8") as stream:
        lines = (line.rstrip("\n").split("\t") for line in itertools.islice(stream, rows))
        return [(line[0], line[1]) for line in lines]


def report(check: str, pairs: list[tuple[str, str]]) -> None:
    silent = [pair for pair in pairs if not list(CHECKS[check](*pair))]
    broken = [(source, MISTAKES[check](target), target) for source, target in silent]
    changed = [(source, target) for source, target, before in broken if target != before]
    found = sum(bool(list(CHECKS[check](*pair))) for pair in changed)
    share = f"{found / len(changed):7.1%}" if changed else "      -"
    alarms = 1 - len(silent) / len(pairs)
    print(f"  {check:13} alarms {alarms:6.2%}   mistakes found {share} of {len(changed):,}")


if __name__ == "__main__":
    main()
