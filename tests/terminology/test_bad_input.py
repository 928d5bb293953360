"""Files that cannot be used: the error names line and column, and nothing is half read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from workbench.errors import TermBaseError
from workbench.terminology import assembly, load_term_base

Load = Callable[[str, str | bytes], TermBaseError]


@pytest.fixture
def refused(tmp_path: Path) -> Load:
    def load(name: str, content: str | bytes) -> TermBaseError:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        with pytest.raises(TermBaseError) as caught:
            load_term_base(path)
        assert caught.value.file == str(path)
        assert caught.value.remedy
        return caught.value

    return load


def test_csv_without_header(refused: Load) -> None:
    error = refused("a.csv", "сеть,network\n")
    assert error.place == "line 1"
    assert "no column ru and no column en" in error.message


def test_csv_with_an_open_quotation_mark(refused: Load) -> None:
    error = refused("a.csv", 'ru,en\nсеть,network\n"узел,node\n')
    assert error.place == "line 3"
    assert "quotation marks" in error.message


def test_empty_cells_are_all_named_with_line_and_column(refused: Load) -> None:
    error = refused("a.csv", "ru,en\nсеть,\n,node\nузел,node\n")
    assert error.place == "line 2, column en"
    assert error.message == (
        "no English form is given; line 3, column ru: the Russian term is empty"
    )


def test_many_problems_are_counted_not_listed(refused: Load) -> None:
    error = refused("a.csv", "ru,en\n" + "сеть,\n" * 25)
    assert error.message.endswith("and 15 more")


def test_unknown_policy(refused: Load) -> None:
    error = refused("a.tsv", "ru\ten\tpolicy\nсеть\tnetwork\tsometimes\n")
    assert error.place == "line 2, column policy"
    assert "hard, soft, do-not-translate" in error.message


def test_column_twice(refused: Load) -> None:
    error = refused("a.csv", "ru,en,en\nсеть,network,net\n")
    assert error.place == "line 1, column 3"


def test_not_utf_8(refused: Load) -> None:
    error = refused("a.csv", "ru,en\nсеть,network\n".encode("cp1251"))
    assert error.place == "line 2, byte 1"


def test_binary(refused: Load) -> None:
    assert refused("a.csv", b"ru,en\n\x00\x01").place == "line 2"


@pytest.mark.parametrize("content", ["", "ru,en\n", "\n\n"])
def test_nothing_inside(refused: Load, content: str) -> None:
    refused("a.csv", content)


def test_omegat_row_without_second_column(refused: Load) -> None:
    error = refused("a.txt", "сеть\tnetwork\nузел\n")
    assert error.place == "line 2, column 2"


def test_missing_file(tmp_path: Path) -> None:
    for name in ("none.tbx", "none.csv"):
        with pytest.raises(TermBaseError, match="cannot be read"):
            load_term_base(tmp_path / name)


def test_malformed_tbx_names_line_and_column(refused: Load) -> None:
    error = refused("a.tbx", "<tbx>\n<text><body>\n  <conceptEntry></body></text></tbx>\n")
    assert error.place is not None
    assert error.place.startswith("line 3, column ")


@pytest.mark.parametrize("content", ["", "no xml at all", "\x00"])
def test_not_xml(refused: Load, content: str) -> None:
    assert "line 1" in str(refused("a.tbx", content).place)


def test_other_xml(refused: Load) -> None:
    assert "<html>" in refused("a.tbx", "<html/>").message


def test_truncated_tbx(refused: Load) -> None:
    concept = (
        "<conceptEntry id='1'><langSec xml:lang='ru'><termSec><term>сеть</term></termSec>"
        "</langSec><langSec xml:lang='en'><termSec><term>network</term></termSec></langSec>"
        "</conceptEntry>"
    )
    refused("a.tbx", f"<tbx><text><body>{concept}")


def test_entities_are_neither_expanded_nor_fetched(refused: Load, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    content = (
        f'<!DOCTYPE tbx [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        "<tbx><text><body><conceptEntry><langSec xml:lang='ru'><termSec><term>a&x;</term>"
        "</termSec></langSec></conceptEntry></body></text></tbx>"
    )
    error = refused("a.tbx", content)
    assert "&x;" in error.message
    assert "secret" not in error.message


def test_entity_bomb_is_refused(refused: Load) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    content = (
        f'<!DOCTYPE tbx [<!ENTITY e0 "boom">{levels}]><tbx><text><body><conceptEntry><note>&e11;'
        "</note></conceptEntry></body></text></tbx>"
    )
    refused("a.tbx", content)


def test_more_entries_than_memory_allows(refused: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assembly, "MAX_ENTRIES", 2)
    error = refused("a.csv", "ru,en\nа,a\nб,b\nв,v\n")
    assert error.place == "line 4"
    assert "more than 2 entries" in error.message
