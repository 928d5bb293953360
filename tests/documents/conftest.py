"""Documents for the tests, made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import matplotlib
import pytest
from fpdf import FPDF

FONT = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@pytest.fixture
def pdf() -> FPDF:
    """An empty PDF with a font that has Cyrillic letters."""
    document = FPDF()
    document.add_font("body", "", FONT)
    document.set_font("body", size=12)
    return document


@pytest.fixture
def rezipped() -> Callable[[bytes, dict[str, bytes]], bytes]:
    """A copy of an archive with some entries replaced or added."""

    def change(data: bytes, entries: dict[str, bytes]) -> bytes:
        out = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(data)) as source,
            zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy,
        ):
            for name in source.namelist():
                if name not in entries:
                    copy.writestr(name, source.read(name))
            for name, content in entries.items():
                copy.writestr(name, content)
        return out.getvalue()

    return change
