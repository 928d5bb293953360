"""The examples of the README run as they stand."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def test_python_examples_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("samples", "glossary", "aligned"):
        shutil.copytree(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
    assert len(blocks) == 3
    scope: dict[str, object] = {}
    for block in blocks:
        exec(block, scope)
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "Seventy-ninth session"
    assert (tmp_path / "letter.tmx").is_file()
    assert "Семьдесят девятая сессия" in printed


def test_commands_exist() -> None:
    from typer.main import get_command

    from workbench.cli import app

    known = set(get_command(app).commands)  # type: ignore[attr-defined]
    named = re.findall(r"^workbench (\w+)", (ROOT / "README.md").read_text("utf-8"), re.M)
    assert named
    assert set(named) <= known
