"""Does the TMX module stay linear in time and flat in memory? Ten times the units, measured.

Each step runs in a process of its own, on 20,000 and on 200,000 generated units: the
time for the larger over that for the smaller (10 is linear), and the peak memory of
both over that of a process that only imports.

    python -m benchmarks.exchange.tmx_scale
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

SIZES = (20_000, 200_000)
STEPS = ("import", "write", "read", "check")


def main() -> None:
    if len(sys.argv) > 1:
        step, size, path = sys.argv[1:]
        measure(step, int(size), Path(path))
        return
    with tempfile.TemporaryDirectory() as folder:
        for step in STEPS:
            small, large = (run(step, size, Path(folder) / f"{size}.tmx") for size in SIZES)
            print(
                f"{step:7} time x{large[0] / small[0]:5.1f}   "
                f"memory {small[1]:4.0f} -> {large[1]:4.0f} MiB"
            )


def run(step: str, size: int, path: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.exchange.tmx_scale", step, str(size), str(path)]
    seconds, mebibytes = subprocess.check_output(command, text=True).split()
    return float(seconds), float(mebibytes)


def measure(step: str, size: int, path: Path) -> None:
    import resource
    import time

    import lxml.etree  # noqa: F401  # so that "import" is the floor of the others

    from workbench.exchange import check_tmx, read_tmx, write_tmx

    start = time.process_time()
    if step == "write":
        assert write_tmx(path, units(size)).units == size
    elif step == "read":
        assert sum(1 for _ in read_tmx(path)) == size
    elif step == "check":
        assert check_tmx(path) == []
    seconds = time.process_time() - start
    print(max(seconds, 1e-9), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def units(size: int) -> Iterator:  # type: ignore[type-arg]
    from workbench.exchange import TranslationUnit

    for number in range(size):
        yield TranslationUnit(
            f"Пункт {number}: государства-члены принимают меры «в области ИКТ» & связи.",
            f"Item {number}: Member States take measures “in the field of ICT” & communications.",
            id=f"{number:x}",
            properties=(("confidence", "0.93"), ("signature", "model|beam:6")),
        )


if __name__ == "__main__":
    main()
