"""Bad input ends with a message that names the file and the way out, never a traceback."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

from tests.cli.conftest import Run
from workbench.translation import open_model


def pdf_with_image_only() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.rect(20, 20, 100, 100, style="F")
    return bytes(pdf.output())


def encrypted_pdf() -> bytes:
    pdf = FPDF()
    pdf.set_encryption(owner_password="owner", user_password="user")
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.cell(text="Secret text")
    return bytes(pdf.output())


def word(**parts: bytes) -> bytes:
    """A .docx with one Russian paragraph; ``parts`` replace or add files in it."""
    plain, packed = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Генеральная Ассамблея приняла решение.")
    document.save(plain)
    new = {"word/document.xml": parts["document"]} if "document" in parts else {}
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name in old.namelist():
            out.writestr(name, new.get(name, old.read(name)))
        if "media" in parts:
            out.writestr("word/media/image1.bin", parts["media"])
    return packed.getvalue()


ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
)

BAD = {
    "empty.txt": (b"", "is empty"),
    "blank.txt": (b" \n\n\t\n", "is empty"),
    "signs.txt": ("— * —\n\n…".encode(), "has no text"),
    "binary.txt": (bytes(range(256)) * 20, "text"),
    "image.txt": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "is a PNG image"),
    "english.txt": (
        b"The General Assembly of the United Nations adopted the resolution on security.",
        "looks like an English document",
    ),
    "encrypted.pdf": (encrypted_pdf(), "password"),
    "scan.pdf": (pdf_with_image_only(), "text"),
    "broken.pdf": (b"%PDF-1.7\nnothing more", "PDF"),
    "bomb.docx": (word(media=b"\0" * 300_000_000), "is not safe to open"),
    "entities.docx": (word(document=ENTITY), "document type declaration"),
    "broken.docx": (word()[:2000], "is damaged"),
    "old.doc.docx": (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, ".doc"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_document_is_explained(run: Run, tmp_path: Path, name: str) -> None:
    data, message = BAD[name]
    (tmp_path / name).write_bytes(data)
    result = run("translate", "--no-glossary", tmp_path / name)
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("workbench: ")
    assert name in result.err
    assert message in result.err
    assert len(result.err.strip().splitlines()) == 1
    assert "hostname" not in result.err
    assert not Path("aligned").exists()


def test_a_missing_file_is_explained(run: Run) -> None:
    result = run("translate", "absent.txt")
    assert result.code == 2
    assert "absent.txt: there is no such file or folder" in result.err


@pytest.mark.parametrize("arguments", [["translate"], ["translate", "--bogus"], ["nothing"]])
def test_wrong_usage_is_exit_code_2(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert "Traceback" not in result.err
    assert result.err


def test_a_wrong_setting_is_named(run: Run, letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "translation.beam" in run("translate", "--beam", "0", letter).err
    monkeypatch.setenv("WORKBENCH_TRANSLATION__BEAM", "many")
    result = run("translate", letter)
    assert result.code == 2
    assert "translation.beam" in result.err
    assert "'many'" in result.err


def test_a_missing_term_base_is_explained(run: Run, letter: Path) -> None:
    result = run("translate", "--glossary", "absent.csv", letter)
    assert result.code == 2
    assert "absent.csv" in result.err


def test_a_missing_model_is_explained(run: Run, letter: Path) -> None:
    result = run("translate", "--no-glossary", "--model", "no/such", letter)
    assert result.code == 2
    assert "no/such: there is no such model folder" in result.err
    assert "workbench models get" in result.err


def test_a_damaged_model_stops_the_run(run: Run, letter: Path, tmp_path: Path) -> None:
    model = shutil.copytree(open_model().path, tmp_path / "model")
    weights = model / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:100_000])
    shutil.copy(letter, tmp_path / "second.txt")
    result = run("translate", "--no-glossary", "--model", model, letter, tmp_path / "second.txt")
    assert result.code == 2
    assert result.err.count("the weights cannot be read") == 1
    assert "model.safetensors" in result.err
    assert not Path("aligned").exists()


@pytest.mark.parametrize("output", ["file/out", "/proc/nothing"])
def test_an_output_folder_that_cannot_be_written_stops_the_run(
    run: Run, letter: Path, tmp_path: Path, output: str
) -> None:
    (tmp_path / "file").write_text("")
    shutil.copy(letter, tmp_path / "second.txt")
    result = run("translate", "--no-glossary", "-o", output, letter, tmp_path / "second.txt")
    assert result.code == 2
    assert result.err.count("cannot be written") == 1
    assert "-o" in result.err


def test_a_damaged_report_of_an_earlier_run_is_done_again(run: Run, letter: Path) -> None:
    for content in ("", "[]", "null", '{"fingerprint": 1}', "\udcff"):
        report = Path("aligned/letter.report.json")
        report.parent.mkdir(exist_ok=True)
        report.write_bytes(content.encode("utf-8", "surrogateescape"))
        assert run("translate", "--no-glossary", letter).code == 0
        assert json.loads(report.read_text(encoding="utf-8"))["segments"] == 2
