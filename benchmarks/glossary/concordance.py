"""What human translators wrote where a term of the term base stands in the Russian.

    python -m benchmarks.glossary.concordance                    # totals and worst hard entries
    python -m benchmarks.glossary.concordance --term "рабочая группа" --examples 20
    python -m benchmarks.glossary.concordance --table counts.tsv # one line an entry

An occurrence counts as *admissible* where the English side holds a preferred or admitted
form with a span of its own (workbench.terminology.variants.account), and as *present* where
the English side holds such a form at all. For hard entries the share of admissible
occurrences in the UN groups is the precision of enforcement: how often a forced form is what
a translator of the United Nations wrote. It is a lower bound: a translator may rightly leave
a repeated term out, or write a pronoun.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.glossary.parallel import GROUPS, NEAR, Pair, read_pairs
from workbench.terminology import Matcher, TermEntry, TermMatch, load_term_base
from workbench.terminology.variants import account, english_forms, find_forms, forbidden_forms

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
GLOSSARY = ROOT / "glossary" / "un-ict.tsv"
_WORD = re.compile(r"[a-z][a-z'-]*")
_MISSES_KEPT = 200


@dataclass
class Count:
    """Occurrences of one entry in one group, and what stood in the English."""

    occurrences: int = 0
    preferred: int = 0
    admissible: int = 0
    present: int = 0
    forbidden: int = 0

    def add(self, other: Count) -> None:
        self.occurrences += other.occurrences
        self.preferred += other.preferred
        self.admissible += other.admissible
        self.present += other.present
        self.forbidden += other.forbidden

    def __str__(self) -> str:
        share = 100 * self.admissible / self.occurrences if self.occurrences else 0.0
        present = 100 * self.present / self.occurrences if self.occurrences else 0.0
        return (
            f"{self.occurrences:7} occurrences  preferred {self.preferred:6}  "
            f"admissible {self.admissible:6} ({share:5.1f} %)  present {self.present:6} "
            f"({present:5.1f} %)  forbidden form {self.forbidden:4}"
        )


@dataclass
class Record:
    """All that was found for one entry; ``misses`` are (match, pair), some of them."""

    entry: TermEntry
    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    misses: list[tuple[TermMatch, Pair]] = field(default_factory=list)
    hits: list[tuple[TermMatch, Pair]] = field(default_factory=list)

    def total(self, groups: Iterable[str]) -> Count:
        total = Count()
        for group in groups:
            total.add(self.counts.get(group, Count()))
        return total


def survey(matcher: Matcher, pairs: Iterable[Pair], *, examples: int) -> dict[str, Record]:
    """Look every entry up in every pair; records by entry id."""
    records = {entry.id: Record(entry) for entry in matcher.term_base.entries}
    for pair in pairs:
        matches = matcher.match(pair.ru)
        for match, span in account(pair.en, matches):
            record = records[match.entry.id]
            count = record.counts[pair.group]
            count.occurrences += 1
            if span is not None:
                count.admissible += 1
                count.present += 1
                written = pair.en[span[0] : span[1]]
                count.preferred += bool(find_forms(written, _preferred(match.entry)))
                if len(record.hits) < examples:
                    record.hits.append((match, pair))
                continue
            count.present += bool(find_forms(pair.en, english_forms(match.entry)))
            count.forbidden += bool(find_forms(pair.en, forbidden_forms(match.entry)))
            if len(record.misses) < _MISSES_KEPT:
                record.misses.append((match, pair))
    return records


def _preferred(entry: TermEntry) -> tuple[str, ...]:
    return english_forms(
        TermEntry(
            id=entry.id,
            source=entry.source,
            targets=entry.targets[:1],
            part_of_speech=entry.part_of_speech,
        )
    )


def alternatives(record: Record, background: Counter[str], size: int) -> list[tuple[str, int]]:
    """Word sequences (1 to 3) that stand out in the English of the misses (log-likelihood)."""
    found: Counter[str] = Counter()
    for _, pair in record.misses:
        found.update(_sequences(pair.en))
    misses = len(record.misses)

    def weight(item: tuple[str, int]) -> float:
        text, seen = item
        return seen * math.log(seen / misses * size / (background[text] + 0.5))

    frequent = [item for item in found.items() if item[1] > 1]
    return sorted(frequent, key=weight, reverse=True)[:6]


def _sequences(text: str) -> set[str]:
    words = _WORD.findall(text.lower())
    return {" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(len(words) - n + 1)}


def _background(shared: Path, wanted: Iterable[Record]) -> tuple[Counter[str], int]:
    texts = {text for record in wanted for _, pair in record.misses for text in _sequences(pair.en)}
    counted: Counter[str] = Counter()
    size = 0
    for pair in read_pairs(shared, (*NEAR, "policy", "official")):
        counted.update(_sequences(pair.en) & texts)
        size += 1
    return counted, size


def print_totals(records: Sequence[Record]) -> None:
    for policy in ("hard", "soft"):
        print(f"{policy} entries")
        chosen = [record for record in records if record.entry.policy.value == policy]
        for group in GROUPS:
            total = Count()
            for record in chosen:
                total.add(record.total((group,)))
            print(f"  {group:12}{total}")
    enforced = Count()
    met = 0
    for record in records:
        if record.entry.policy.value == "hard":
            total = record.total(NEAR)
            enforced.add(total)
            met += total.occurrences > 0
    print(f"precision of enforcement, UN groups, {met} hard entries that occur:\n  {enforced}")


def print_worst(records: Sequence[Record], shared: Path, number: int) -> None:
    def lost(record: Record) -> int:
        total = record.total(NEAR)
        return total.occurrences - total.admissible

    hard = [record for record in records if record.entry.policy.value == "hard" and lost(record)]
    worst = sorted(hard, key=lost, reverse=True)[:number]
    background, size = _background(shared, worst)
    print("\nhard entries with most occurrences without an admissible form in the UN groups")
    for record in worst:
        total, entry = record.total(NEAR), record.entry
        others = ", ".join(f"{text} ({n})" for text, n in alternatives(record, background, size))
        print(
            f"  {total.admissible:4} of {total.occurrences:4}  {entry.source} = {entry.preferred}"
        )
        print(f"                near the misses: {others or '-'}")


def print_entry(record: Record, examples: int) -> None:
    entry = record.entry
    print(f"\n{entry.source} [{entry.policy.value}] = {' | '.join(entry.targets)}")
    for group in GROUPS:
        if group in record.counts:
            print(f"  {group:12}{record.counts[group]}")
    for title, kept in (("admissible", record.hits), ("without", record.misses)):
        for match, pair in kept[:examples]:
            left, right = pair.ru[max(0, match.start - 60) : match.start], pair.ru[match.end :][:60]
            print(f"  {title}: {left}[{match.surface}]{right}\n    {pair.group}: {pair.en[:240]}")


def write_counts(records: Sequence[Record], path: Path) -> None:
    columns = "\t".join(f"{group} n\t{group} admissible" for group in GROUPS)
    lines = [f"ru\tpolicy\ten\t{columns}"]
    for record in records:
        counts = [record.counts.get(group, Count()) for group in GROUPS]
        cells = "\t".join(f"{count.occurrences}\t{count.admissible}" for count in counts)
        entry = record.entry
        lines.append(f"{entry.source}\t{entry.policy.value}\t{entry.preferred}\t{cells}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--glossary", type=Path, default=GLOSSARY)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--term", action="append", default=[], help="show this Russian term")
    parser.add_argument("--examples", type=int, default=5, help="lines shown of each kind")
    parser.add_argument("--worst", type=int, default=30, help="hard entries listed")
    parser.add_argument("--groups", nargs="+", choices=GROUPS, default=list(GROUPS))
    parser.add_argument("--table", type=Path, help="write the counts of all entries here")
    options = parser.parse_args(arguments)
    if not (options.shared / "corpus").is_dir():
        print(f"{options.shared} has no corpus: this needs the data folder beside the checkout")
        return 2
    matcher = Matcher(load_term_base(options.glossary))
    pairs = read_pairs(options.shared, tuple(options.groups))
    records = list(survey(matcher, pairs, examples=options.examples).values())
    if options.table:
        write_counts(records, options.table)
    if options.term:
        for record in records:
            if record.entry.source in options.term:
                print_entry(record, options.examples)
        return 0
    print(f"{len(records)} entries, version {matcher.term_base.version}")
    print_totals(records)
    print_worst(records, options.shared, options.worst)
    return 0


if __name__ == "__main__":
    sys.exit(main())
