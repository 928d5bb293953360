"""The package's public names, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys

import pytest

import workbench.documents as documents


@pytest.mark.parametrize("name", documents.__all__)
def test_public_names(name: str) -> None:
    assert getattr(documents, name) is not None


def test_unknown_name() -> None:
    with pytest.raises(AttributeError, match="no attribute"):
        _ = documents.nothing


def test_import_loads_no_large_library() -> None:
    code = (
        "import sys, workbench.documents as d\n"
        "[getattr(d, name) for name in d.__all__]\n"
        "large = {'docx', 'pypdfium2', 'pymorphy3', 'lxml', 'razdel', 'charset_normalizer'}\n"
        "assert not large & set(sys.modules), large & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
