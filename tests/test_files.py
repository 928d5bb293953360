from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import OutputError
from workbench.files import replacing, write_text


def test_text_is_utf8_with_plain_line_ends(tmp_path: Path) -> None:
    write_text(tmp_path / "new" / "folder" / "a.txt", "да\r\nнет\n")
    assert (tmp_path / "new" / "folder" / "a.txt").read_bytes() == "да\r\nнет\n".encode()


def test_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    with replacing(tmp_path / "a.bin", binary=True) as stream:
        stream.write(b"\x00\n\xff")
    assert (tmp_path / "a.bin").read_bytes() == b"\x00\n\xff"


def test_the_file_has_the_usual_rights(tmp_path: Path) -> None:
    (tmp_path / "usual").write_text("")
    write_text(tmp_path / "ours", "")
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_what_was_there_stays_when_writing_breaks_off(
    tmp_path: Path, error: type[BaseException]
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before")
    with pytest.raises(error), replacing(path) as stream:
        stream.write("half")
        stream.flush()
        assert path.read_text() == "before"
        raise error
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_the_longest_name_that_the_system_takes_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("ы" * 124 + ".en.txt")  # 255 bytes
    write_text(path, "да")
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("place", ["file/a.txt", "folder", "x" * 300, "/proc/nothing/a.txt"])
def test_a_place_that_cannot_be_written_is_explained(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("a regular file")
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    with pytest.raises(OutputError) as caught:
        write_text(tmp_path / place, "да")
    assert caught.value.file == str(tmp_path / place)
    assert "cannot be written" in str(caught.value)
    assert "-o" in (caught.value.remedy or "")
    assert sorted(item.name for item in tmp_path.iterdir()) == ["file", "folder"]
