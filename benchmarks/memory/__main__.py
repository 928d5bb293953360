"""The translation memory at a million units: building, asking, recall, size, memory.

    python -m benchmarks.memory --units 1000000

Each step is a process of its own. Times are those of the processor in this process
("cpu") beside those of the clock ("wall"): on a machine that others use too, only the
first says what one core would do.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.memory import data
from benchmarks.memory.brute_force import BruteForce, percentile

AT_LEAST = 70
STEPS = ("import", "search", "concordance", "recall")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=1_000_000)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--recall-queries", type=int, default=100)
    parser.add_argument("--folder", type=Path, help="keep the database here, and use it again")
    parser.add_argument("--database", help="another database than SQLite, by its URL")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    data.require_shared()
    if options.step:
        {
            "import": import_step,
            "search": search_step,
            "concordance": concordance_step,
            "recall": recall_step,
        }[options.step](options)
        return
    os.environ["OMP_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        steps = STEPS[1:] if (folder / "workbench.sqlite3").exists() else STEPS
        for step in steps:
            rest = [*sys.argv[1:], "--folder", str(folder), "--step", step]
            subprocess.run([sys.executable, "-m", "benchmarks.memory", *rest], check=True)


def import_step(options: argparse.Namespace) -> None:
    from workbench.exchange import read_tmx

    path = options.folder / "units.tmx"
    data.write_tmx(path, options.units)
    cpu = time.process_time()
    read = sum(1 for _ in read_tmx(path))
    cpu = time.process_time() - cpu
    print(f"reading the TMX alone: {read:,} units, {read / cpu:,.0f} units/s (cpu)")
    memory = opened(options)
    peak = [anonymous()]
    before = peak[0]
    wall, cpu = time.perf_counter(), time.process_time()
    report = memory.import_file(path, advance=lambda count: peak.append(anonymous()))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    skipped = sum(reason.count for reason in report.skipped.values())
    print(
        f"import with index: {report.units:,} units ({skipped:,} repeated), "
        f"{read / cpu:,.0f} units/s (cpu), {read / wall:,.0f} units/s (wall)\n"
        f"memory of the process: {before} MiB before, {max(peak)} MiB at most"
    )
    for quarter in range(4):
        part = peak[1:][quarter * len(peak) // 4 : (quarter + 1) * len(peak) // 4]
        print(f"  quarter {quarter + 1}: {max(part)} MiB")
    if not options.database:
        size = (options.folder / "workbench.sqlite3").stat().st_size
        print(f"on disk: {size / 2**20:,.0f} MiB ({path.stat().st_size / 2**20:,.0f} MiB as TMX)")
    path.unlink()


def search_step(options: argparse.Namespace) -> None:
    memory = opened(options)
    count = options.queries
    kinds = {
        "stored texts, changed": data.near(some_sources(memory), count),
        "held-out sentences": data.held_out(count),
    }
    for name, texts in kinds.items():
        report(f"{name}, first time", texts, lambda text: memory.search(text, at_least=AT_LEAST))
        report(f"{name}, again", texts, lambda text: memory.search(text, at_least=AT_LEAST))
    print(f"memory of the process: {anonymous()} MiB")


def concordance_step(options: argparse.Namespace) -> None:
    memory = opened(options)
    memory.concordance("слово", language="ru")  # opens the morphology
    count = options.queries // 5
    for language, side in (("ru", 0), ("en", 1)):
        pairs = [(u.source, u.target) for u in sample(memory, count)]
        words = [max(pair[side].split(), key=len) for pair in pairs]
        phrases = [" ".join(pair[side].split()[:2]) for pair in pairs]
        parts = [word[2:-2] if len(word) > 8 else word for word in words]
        for name, texts in (("words", words), ("parts of words", parts), ("two words", phrases)):
            report(
                f"concordance {language}, {name}",
                texts,
                lambda text, language=language: memory.concordance(text, language=language),
            )


def recall_step(options: argparse.Namespace) -> None:
    memory = opened(options)
    sources = [unit.source for unit in memory.units()]
    brute = BruteForce(sources)
    half = options.recall_queries // 2
    for name, texts in (
        ("stored texts, changed", data.near(sources, half)),
        ("held-out sentences", data.held_out(half)),
    ):
        wanted = found = 0
        for text in texts:
            best = brute.best(text, AT_LEAST)
            matches = memory.search(text, at_least=AT_LEAST)
            mine = matches[0].score if matches else 0
            assert mine <= best, text
            wanted += best > 0
            found += best > 0 and mine == best
        print(f"recall, {name}: the best match found for {found} of {wanted} texts that have one")


def report(name: str, texts: Sequence[str], ask: Callable[[str], Sequence[object]]) -> None:
    walls, cpus, hits = [], [], 0
    for text in texts:
        wall, cpu = time.perf_counter(), time.process_time()
        hits += bool(ask(text))
        cpus.append((time.process_time() - cpu) * 1000)
        walls.append((time.perf_counter() - wall) * 1000)
    shown = "   ".join(
        f"{label} p50 {percentile(values, 0.5):.0f} p95 {percentile(values, 0.95):.0f} "
        f"max {max(values):.0f} ms"
        for label, values in (("cpu", cpus), ("wall", walls))
    )
    print(f"{name}: {len(texts)} texts, {hits} with an answer\n    {shown}")


def opened(options: argparse.Namespace):  # type: ignore[no-untyped-def]
    from workbench.review.memory import TranslationMemory
    from workbench.review.workspace import Workspace

    workspace = Workspace.open(options.database, folder=options.folder)
    return TranslationMemory(workspace.engine)


def some_sources(memory) -> list[str]:  # type: ignore[no-untyped-def]
    return [unit.source for unit in sample(memory, 20_000)]


def sample(memory, count: int):  # type: ignore[no-untyped-def]
    total = sum(item.units for item in memory.memories())
    step = max(total // count, 1)
    return [unit for at, unit in enumerate(memory.units()) if at % step == 0][:count]


def anonymous() -> int:
    """The memory of this process in MiB, without files that are only mapped."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("RssAnon:")[1].split()[0]) // 1024


if __name__ == "__main__":
    main()
