"""Accuracy and calibration on the gold documents, with baselines.

Run from the repository: ``python -m benchmarks.align.accuracy [--no-drafts]``
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.align.gale_church import gale_church
from workbench.alignment import Bead, Text, align, lexical_similarity, rows_of
from workbench.alignment.documents import shipped_table
from workbench.alignment.drafting import draft_texts
from workbench.alignment.pairing import Alignment
from workbench.alignment.scoring import Pairing, read_beads, strict_and_lax
from workbench.alignment.synthetic import synthesise
from workbench.settings import Settings
from workbench.terminology.cache import load_matcher

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = ("ntrex128", "tico19")
FURTHER = ("un-dev", "wmt21", "flores-dev", "ict")


@dataclass(frozen=True, slots=True)
class Gold:
    name: str
    source: list[str]
    target: list[str]
    beads: list[Pairing]


def gold_documents() -> list[Gold]:
    """The two gold documents, and four made in their manner from pairs held out."""
    documents = []
    for name in GOLD:
        sides = [
            (SHARED / "gold" / f"{name}.{language}.txt").read_text("utf-8").splitlines()
            for language in ("ru", "en")
        ]
        beads = read_beads((SHARED / "gold" / f"{name}.gold").read_text("utf-8"))
        documents.append(Gold(name, *sides, beads))
    for name in FURTHER:
        lines = (SHARED / "corpus" / "eval" / f"{name}.tsv").read_text("utf-8").splitlines()
        pairs = [(line.split("\t")[0], line.split("\t")[1]) for line in lines]
        made = synthesise(pairs, seed=7)
        documents.append(Gold(f"{name} (synthetic)", made.source, made.target, made.beads))
    return documents


def show(method: str, gold: Gold, found: Sequence[Pairing]) -> None:
    strict, lax = strict_and_lax(found, gold.beads)
    print(
        f"{gold.name:24} {method:18} strict {strict.f1:.3f} "
        f"(P {strict.precision:.3f} R {strict.recall:.3f})  lax {lax.f1:.4f}"
    )


def show_calibration(gold: Gold, beads: Sequence[Bead]) -> None:
    """Of the beads scored >= .9, the share that is right; what the list to look at finds."""
    right = set(gold.beads)
    correct = [(bead.source, bead.target) in right for bead in beads]
    sure = [ok for ok, bead in zip(correct, beads, strict=True) if bead.score >= 0.9]
    text = Text(tuple(gold.source), (0,) * len(gold.source))
    other = Text(tuple(gold.target), (0,) * len(gold.target))
    rows = rows_of(Alignment(text, other, tuple(beads), ""))
    listed = [bool(row.reasons) for row in rows]
    wrong = correct.count(False)
    caught = sum(flag and not ok for flag, ok in zip(listed, correct, strict=True))
    print(
        f"{'':24} {'':18} scored >= .9: {len(sure) / len(beads):.1%}, right "
        f"{sum(sure) / max(len(sure), 1):.2%}; look at {sum(listed) / len(beads):.1%} of the rows, "
        f"which hold {caught} of {wrong} wrong beads"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-drafts", action="store_true")
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit("needs the data folder ../shared beside the checkout")
    if not shutil.which("hunalign"):
        print("hunalign: its binary is not at hand, so it is left out here\n")
    table = shipped_table()
    path = Settings().terms.glossary
    glossary = load_matcher(path) if path else None
    drafter = None
    if not options.no_drafts:
        from workbench.translation import BeamSettings, Translator, open_model

        drafter = Translator(open_model(), settings=BeamSettings(beam=1))
    for gold in gold_documents():
        show("Gale-Church", gold, gale_church(gold.source, gold.target))
        drafts = draft_texts(drafter, gold.source) if drafter else None
        ways: dict[str, dict[str, Any]] = {
            "cognates": {},
            "table": {"table": table},
            "table, glossary": {"table": table, "glossary": glossary},
        }
        if drafts:
            both = {"table": table, "drafts": drafts}
            ways["drafts"] = {"drafts": drafts}
            ways["table and drafts"] = both
            ways["both, glossary"] = both | {"glossary": glossary}
        for name, evidence in ways.items():
            similarity = lexical_similarity(gold.source, gold.target, **evidence)
            beads = align(similarity)
            show(name, gold, [(bead.source, bead.target) for bead in beads])
            if "table" in evidence:
                show_calibration(gold, beads)
        print()


if __name__ == "__main__":
    main()
