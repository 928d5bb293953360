"""The command line run in this process, and small Russian documents for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from workbench.cli import main

RUSSIAN = "Генеральная Ассамблея приняла резолюцию A/RES/73/27.\n\nИКТ важны для государств.\n"


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``workbench`` with these arguments in ``tmp_path``, one thread."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKBENCH_TRANSLATION__THREADS", "1")

    def call(*arguments: str | Path) -> Result:
        monkeypatch.setattr("sys.argv", ["workbench", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        code = ended.value.code
        return Result(code if isinstance(code, int) else 0, captured.out, captured.err)

    return call


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.ru.txt"
    path.write_text(RUSSIAN, encoding="utf-8")
    return path
