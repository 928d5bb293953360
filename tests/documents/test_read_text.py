"""Plain text: encodings, wrapped and unwrapped, and what is no text."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from workbench.documents import Limits, ParagraphKind, read_document, split_segments
from workbench.documents.encoding import detect_encoding
from workbench.errors import DocumentError

RUSSIAN = "Генеральная Ассамблея приняла резолюцию об информационной безопасности.\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r", "cp866"],
)
def test_cyrillic_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(RUSSIAN.encode(encoding))
    assert read_document(path).paragraphs[0].text == RUSSIAN.strip()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("СОВЕТ БЕЗОПАСНОСТИ", "cp1251"),
        ("СОВЕТ БЕЗОПАСНОСТИ", "koi8-r"),
        ("СОВЕТ БЕЗОПАСНОСТИ", "iso8859-5"),
        ("«Да», — сказал он.", "cp1251"),
        ("«Да», — сказал он.", "mac-cyrillic"),
        ("Пункт 5", "cp1251"),
        ("Пункт 5", "koi8-r"),
        ("Пункт 5", "cp866"),
        ("Naïve café", "cp1252"),
    ],
)
def test_short_texts_in_one_byte_encodings(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert data.decode(detect_encoding(data) or "ascii") == text


def test_unknown_encoding_is_named_in_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(RUSSIAN.encode("koi8-r"))
    assert "koi8-r" in read_document(path).warnings[0]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b" \n\t\n ", "empty"),
        (bytes(range(256)) * 40, "not a text file"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "PNG"),
        (b"{\\rtf1 text}", "RTF"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "old binary Office format"),
        (b"PK\x03\x04 not an archive", "damaged"),
        (b"--- *** ---\n", "no text"),
        ("Текст".encode() + b"\xd0", r"damaged|not a text"),
    ],
)
def test_what_is_no_document(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "file.txt"
    path.write_bytes(content)
    with pytest.raises(DocumentError, match=message) as caught:
        read_document(path)
    assert caught.value.file == str(path)
    assert caught.value.remedy


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="does not exist"):
        read_document(tmp_path / "none.txt")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="is a folder"):
        read_document(tmp_path)


def test_no_right_to_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(RUSSIAN, encoding="utf-8")

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    # The superuser may read all files, so that the system's refusal is played.
    if os.geteuid() == 0:
        monkeypatch.setattr(Path, "read_bytes", refuse)
    else:
        path.chmod(0)
    with pytest.raises(DocumentError, match="Permission denied"):
        read_document(path)


def test_limits(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(RUSSIAN * 10, encoding="utf-8")
    with pytest.raises(DocumentError, match="bytes; the limit"):
        read_document(path, limits=Limits(file_bytes=100))
    with pytest.raises(DocumentError, match="characters; the limit"):
        read_document(path, limits=Limits(characters=100))


def test_one_paragraph_a_line_stays(tmp_path: Path) -> None:
    lines = [
        "Всеобщее собрание",
        "принимая во внимание, что права человека охраняются законом; и",
        "принимая во внимание, что необходимо содействовать дружбе народов,",
        "Собрание провозглашает настоящую декларацию как задачу, к выполнению которой должны "
        "стремиться все народы и все государства без изъятия и при любых обстоятельствах.",
    ]
    for separator in ("\n", "\n\n", "\r\n"):
        path = tmp_path / "plain.txt"
        path.write_bytes(separator.join(lines).encode())
        assert [p.text for p in read_document(path).paragraphs] == lines


def test_list_of_terms_is_not_taken_for_wrapped_text(tmp_path: Path) -> None:
    terms = ["вредоносное ПО", "кибератака", "критически важная инфраструктура", "мера доверия"]
    path = tmp_path / "terms.txt"
    path.write_text("\n".join(terms), encoding="utf-8")
    assert [p.text for p in read_document(path).paragraphs] == terms


def test_wrapped_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "verse.txt"
    path.write_text("Первая строка\nвторая строка\n", encoding="utf-8")
    assert len(read_document(path, wrapped=False).paragraphs) == 2
    assert len(read_document(path, wrapped=True).paragraphs) == 1


def test_the_real_letter(shared: Path) -> None:
    """All paragraphs were read by eye once; the sum keeps them as they were."""
    document = read_document(shared / "documents" / "un-letter-2020-12-22.ru.txt")
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert len(texts) == 25
    total = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    assert total == "82fe84bbe891d6576127236e7ad779300d5027b4e567b0621207b8dd514e7fe7"
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    assert kinds.count(ParagraphKind.HEADING) == 7
    assert kinds[7:9] == [ParagraphKind.SIGNATURE] * 2
    assert len(split_segments(document)) == 32


def test_real_plain_texts_are_not_damaged(shared: Path) -> None:
    for language in ("ru", "en"):
        path = shared / "documents" / f"udhr.{language}.txt"
        # U+2010 is the ordinary hyphen, typeset otherwise.
        text = path.read_text(encoding="utf-8").replace("\u2010", "-")
        lines = [line for line in text.splitlines() if line.strip()]
        document = read_document(path, language=language)
        assert [p.text for p in document.paragraphs] == [" ".join(line.split()) for line in lines]
