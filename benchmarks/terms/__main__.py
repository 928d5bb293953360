"""``python -m benchmarks.terms``: every figure on enforced terms; ``--help`` for parts."""

from __future__ import annotations

import argparse
import json
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

from benchmarks.terms.runs import Bench, show


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.terms")
    parser.add_argument("parts", nargs="*", default=["terms", "seen", "random", "ablation", "peer"])
    parser.add_argument("--limit", type=int, help="first sentences of each set only")
    parser.add_argument("--small", type=int, default=200, help="sentences of the ablation")
    parser.add_argument("--peer", type=int, default=100, help="sentences of the peer's run")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    bench = Bench(limit=options.limit, small=options.small, peer=options.peer)
    for part in options.parts:
        rows = getattr(bench, part)()
        print(json.dumps({part: rows}) if options.json else show(part, rows), flush=True)


if __name__ == "__main__":
    main()
