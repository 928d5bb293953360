from __future__ import annotations

import subprocess
import sys

import workbench.exchange


def test_every_public_name_is_there() -> None:
    assert all(getattr(workbench.exchange, name) for name in workbench.exchange.__all__)


def test_import_loads_no_library() -> None:
    code = (
        "import sys, workbench.exchange\n"
        "print(sorted({'lxml', 'docx', 'sqlite3', 'csv'} & sys.modules.keys()))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
