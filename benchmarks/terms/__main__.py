"""``python -m benchmarks.terms``: every figure on enforced terms; ``--help`` for parts."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Callable

os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.terms.comparisons import ablation, number, peer
from benchmarks.terms.runs import Bench
from benchmarks.terms.tables import Row, show


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.terms", description=__doc__)
    names = ["terms", "seen", "product", "random", "number", "ablation", "peer"]
    parser.add_argument("parts", nargs="*", default=names, metavar="PART", help=", ".join(names))
    parser.add_argument("--limit", type=int, help="first sentences of each set only")
    parser.add_argument("--small", type=int, default=200, help="sentences of the ablation")
    parser.add_argument("--peer", type=int, default=100, help="sentences of the peer's run")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    bench = Bench(limit=options.limit)
    runs: dict[str, Callable[[], list[Row]]] = {
        "terms": bench.terms,
        "seen": bench.seen,
        "product": bench.product,
        "random": bench.random,
        "number": lambda: number(bench, options.small),
        "ablation": lambda: ablation(bench, options.small),
        "peer": lambda: peer(bench, options.peer),
    }
    unknown = [part for part in options.parts if part not in runs]
    if unknown:
        parser.error(f"no part {unknown[0]}; there are {', '.join(names)}")
    for part in options.parts:
        rows = runs[part]()
        print(json.dumps({part: rows}) if options.json else show(part, rows), flush=True)


if __name__ == "__main__":
    main()
