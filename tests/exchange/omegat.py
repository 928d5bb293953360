"""Drive the real OmegaT without a window: a project, a memory, a text, and what comes out."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

_JARS = (Path("/usr/share/omegat/OmegaT.jar"), Path("/opt/omegat/OmegaT.jar"))

_PROJECT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat>
  <project version="1.0">
    <source_dir>__DEFAULT__</source_dir>
    <target_dir>__DEFAULT__</target_dir>
    <tm_dir>__DEFAULT__</tm_dir>
    <glossary_dir>__DEFAULT__</glossary_dir>
    <dictionary_dir>__DEFAULT__</dictionary_dir>
    <source_lang>RU-RU</source_lang>
    <target_lang>EN-GB</target_lang>
    <source_tok>org.omegat.tokenizer.LuceneRussianTokenizer</source_tok>
    <target_tok>org.omegat.tokenizer.LuceneEnglishTokenizer</target_tok>
    <sentence_seg>{sentence_seg}</sentence_seg>
    <support_default_translations>true</support_default_translations>
    <remove_tags>false</remove_tags>
  </project>
</omegat>
"""


def jar() -> Path:
    """The OmegaT that is installed; skips the test where there is none."""
    found = next((path for path in _JARS if path.is_file()), None)
    if found is None or shutil.which("java") is None:
        pytest.skip("OmegaT is not installed: scripts/install-test-tools omegat")
    return found


def translate(
    project: Path,
    memory: Path,
    lines: Sequence[str],
    *,
    by_sentence: bool = False,
    segmentation: Path | None = None,
) -> list[str]:
    """Translate ``lines`` by the memory alone and return the lines of the target file.

    A memory in ``tm/auto`` is inserted where it matches exactly; all else stays as it
    is. OmegaT's exit code says nothing: it is 0 even when the memory did not load.
    """
    for name in ("source", "target", "tm/auto", "glossary", "dictionary", "omegat"):
        (project / name).mkdir(parents=True)
    settings = _PROJECT.format(sentence_seg=str(by_sentence).lower())
    (project / "omegat.project").write_text(settings, "utf-8")
    shutil.copy(memory, project / "tm/auto/memory.tmx")
    if segmentation is not None:
        shutil.copy(segmentation, project / "omegat" / segmentation.name)
    # A text file's paragraphs end at empty lines.
    (project / "source/text.utf8").write_text("\n\n".join(lines), "utf-8")
    _run(project)
    return (project / "target/text.utf8").read_text("utf-8").strip().split("\n\n")


def _run(project: Path) -> None:
    home = project.parent / "home"
    home.mkdir(exist_ok=True)
    subprocess.run(
        [
            "java",
            "-Djava.awt.headless=true",
            f"-Duser.home={home}",
            "-jar",
            str(jar()),
            str(project.resolve()),
            "--mode=console-translate",
            f"--config-dir={home.resolve()}",
            "--disable-project-locking",
            "--no-team",
        ],
        check=True,
        capture_output=True,
        timeout=120,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
