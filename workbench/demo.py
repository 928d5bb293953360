"""``make demo``: the main job on the sample letter, its result and account on the screen."""

from __future__ import annotations

import sys
from pathlib import Path

from workbench import cli

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "letter.ru.txt"
OUTPUT = ROOT / "aligned" / "demo"


def main() -> None:
    """Translate the sample, show the English, and say where the files are."""
    print(f"$ workbench translate samples/{SAMPLE.name} -o aligned/demo\n", flush=True)
    sys.argv = ["workbench", "translate", str(SAMPLE), "-o", str(OUTPUT), "--force"]
    try:
        cli.main()
    except SystemExit as stop:
        if stop.code not in (0, 1):
            raise
    print("\nThe English, paragraph by paragraph:\n")
    print((OUTPUT / "letter.en.txt").read_text(encoding="utf-8"))
    print("Files for CAT tools and programs in aligned/demo/: letter.tmx, letter.srx,")
    print("letter.report.json; the English document: letter.en.txt.")


if __name__ == "__main__":
    main()
