"""Ctrl+C in the middle of a run over several documents, sent to a real process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

SENTENCE = "Государства рассмотрели вопрос номер {} об информационной безопасности и сетях."
COMMAND = "import sys; from workbench.cli import main; sys.argv[0] = 'workbench'; main()"


def test_what_is_finished_is_kept_and_nothing_is_half_written(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, sentences in (("a", 3), ("b", 3), ("c", 4_000), ("d", 3)):
        text = "\n\n".join(SENTENCE.format(number) for number in range(sentences))
        (tmp_path / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "translate", "--no-glossary", "--threads", "1", "in"],
        cwd=tmp_path,
        env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A background job of a shell ignores Ctrl+C and hands that down; a terminal does not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    out = tmp_path / "aligned"
    started = time.monotonic()
    while not (out / "b.report.json").exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() - started < 60
        time.sleep(0.05)
    time.sleep(1.0)  # in the middle of the long third document
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "stopped; what was finished is kept" in error
    assert "Traceback" not in error
    names = sorted(path.name for path in out.iterdir())
    assert names == [
        f"{name}.{kind}" for name in "ab" for kind in ("en.txt", "report.json", "srx", "tmx")
    ]
    for name in "ab":
        assert json.loads((out / f"{name}.report.json").read_text())["segments"] == 3
