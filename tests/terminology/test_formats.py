"""Every format gives back what was written; what it cannot hold is said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import TermBaseError
from workbench.terminology import Policy, TermBase, TermEntry, load_term_base, write_term_base
from workbench.terminology.tbx_writing import STYLES, Style, write_tbx

ENTRIES = (
    TermEntry(
        id="c1",
        source="информационная безопасность",
        targets=("information security", "ICT security"),
        forbidden=("cybersecurity", "data | security"),
        part_of_speech="noun phrase",
        domain="security",
        note="Not «кибербезопасность».",
        origin="A/RES/73/27; A/75/816",
    ),
    TermEntry("c2", "Кот-д'Ивуар", ("Côte d'Ivoire",), part_of_speech="proper name"),
    TermEntry("c3", "IPv6", ("IPv6",), policy=Policy.DO_NOT_TRANSLATE, part_of_speech="noun"),
    TermEntry("c4", "по пункту # повестки дня", ("under agenda item #",), policy=Policy.SOFT,
              part_of_speech="phrase"),
    TermEntry("c5", 'проект "Знак & <тег>"', ("project",), note="=SUM(A1)\nsecond line"),
    TermEntry("c6", "-1 вольт", ("-1 volt", "+1 volt"), ("@volt",), note="'=quoted"),
)  # fmt: skip
BASE = TermBase(ENTRIES, name="terms")


def plain(base: TermBase) -> list[TermEntry]:
    return [replace(entry, line=0) for entry in base.entries]


@pytest.mark.parametrize("style", STYLES)
def test_tbx_gives_back_every_field(tmp_path: Path, style: Style) -> None:
    path = tmp_path / "terms.tbx"
    assert write_tbx(BASE, path, style=style) == ()
    again = load_term_base(path)
    assert plain(again) == list(ENTRIES)
    assert again.report == ()
    assert again.version == BASE.version
    assert all(entry.line > 1 for entry in again.entries)


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_tables_give_back_every_field(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"terms{suffix}"
    losses = write_term_base(BASE, path)
    again = load_term_base(path)
    flat = suffix == ".tsv"
    assert losses == (("1 entries: tabs and line breaks became spaces",) if flat else ())
    expected = [replace(e, note=e.note.replace("\n", " ")) if flat else e for e in ENTRIES]
    assert plain(again) == expected
    assert again.version == BASE.version


def test_omegat_glossary_gives_back_targets_and_says_what_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "terms.txt"
    losses = write_term_base(BASE, path)
    assert losses == (
        "2 entries: forbidden forms left out",
        "2 entries: a policy other than hard left out",
        "4 entries: part of speech, domain or source left out",
    )
    again = load_term_base(path)
    assert [(e.source, e.targets) for e in again.entries] == [
        (e.source, e.targets) for e in ENTRIES
    ]


def test_chain_through_all_formats_keeps_the_version(tmp_path: Path) -> None:
    base = TermBase(tuple(replace(e, note=e.note.replace("\n", " ")) for e in ENTRIES))
    for suffix in (".tsv", ".tbx", ".csv", ".xml"):
        path = tmp_path / f"terms{suffix}"
        assert write_term_base(base, path) == ()
        base = load_term_base(path)
    assert base.version == BASE.version


@pytest.mark.parametrize("suffix", [".csv", ".tsv"])
def test_no_cell_can_become_a_formula(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"terms{suffix}"
    write_term_base(BASE, path)
    separator = "," if suffix == ".csv" else "\t"
    cells = [c for line in path.read_text("utf-8").splitlines() for c in line.split(separator)]
    assert not [cell for cell in cells if cell.lstrip('"')[:1] in tuple("=+-@")]


def test_minimal_csv_of_two_columns(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("\ufeffRU;EN\r\nсеть;network\r\n\r\nузел;node\r\n", encoding="utf-8")
    base = load_term_base(path)
    assert [(e.source, e.targets, e.policy, e.line) for e in base.entries] == [
        ("сеть", ("network",), Policy.HARD, 2),
        ("узел", ("node",), Policy.HARD, 4),
    ]


def test_spreadsheet_text_in_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_bytes("ru\ten\nсеть\tnetwork\n".encode("utf-16"))
    assert load_term_base(path).entries[0].source == "сеть"


def test_ids_do_not_depend_on_the_place_in_the_file(tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    one.write_text("ru,en\nсеть,network\n", encoding="utf-8")
    other.write_text("ru,en\nузел,node\nсеть,network\n", encoding="utf-8")
    assert load_term_base(one).entries[0].id == load_term_base(other).entries[1].id


def test_what_is_left_out_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "own.tsv"
    path.write_text(
        "ru\ten\tcolour\nсеть\tnetwork\tred\nсеть\tnetwork\tred\nузел\tnode\tred\textra\n",
        encoding="utf-8",
    )
    base = load_term_base(path)
    assert len(base) == 2
    assert [(item.place, item.reason) for item in base.report] == [
        ("line 1, column 3", "the column 'colour' is not known"),
        ("line 3", "the same as line 2"),
        ("line 4, column 4", "a cell beyond the named columns"),
    ]


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en">
 <martifHeader><fileDesc><sourceDesc><p>Foreign</p></sourceDesc></fileDesc></martifHeader>
 <text><body>
  <termEntry id="x1">
   <descripGrp><descrip type="subjectField">law</descrip></descripGrp>
   <descrip type="definition">A body of rules.</descrip>
   <xref type="externalCrossReference" target="https://un.org/x">A/1</xref>
   <langSet xml:lang="en-GB">
    <ntig><termGrp><term>statute</term>
     <termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termGrp></ntig>
    <ntig><termGrp><term>charter</term>
     <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termGrp></ntig>
    <ntig><termGrp><term>by-law</term>
     <termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termGrp></ntig>
   </langSet>
   <langSet xml:lang="ru"><ntig><termGrp><term>устав</term></termGrp></ntig>
    <tig><term>статут</term></tig></langSet>
   <langSet xml:lang="fr"><tig><term>charte</term></tig></langSet>
  </termEntry>
  <termEntry id="x2"><langSet xml:lang="en"><tig><term>alone</term></tig></langSet></termEntry>
 </body></text>
</martif>
"""


def test_foreign_tbx_version_2(tmp_path: Path) -> None:
    path = tmp_path / "foreign.tbx"
    path.write_text(FOREIGN, encoding="utf-8")
    base = load_term_base(path)
    assert [(e.id, e.source, e.targets, e.forbidden) for e in base.entries] == [
        ("x1", "устав", ("charter", "statute"), ("by-law",)),
        ("x1-2", "статут", ("charter", "statute"), ("by-law",)),
    ]
    assert (base.entries[0].domain, base.entries[0].origin) == ("law", "A/1")
    assert {item.reason for item in base.report} == {
        "the concept x2 has no Russian term",
        "1 × definition has no place in a term base entry",
        "1 × language fr has no place in a term base entry",
    }


def test_unknown_suffix_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TermBaseError, match=r"\.docx names no term base format"):
        load_term_base(tmp_path / "terms.docx")
    with pytest.raises(TermBaseError, match=r"\.docx names no term base format"):
        write_term_base(BASE, tmp_path / "terms.docx")


def test_version_changes_with_what_changes_drafts_only() -> None:
    entry = ENTRIES[0]
    same = TermBase((replace(entry, note="other", line=7, origin="x"),), name="other")
    assert same.version == TermBase((entry,)).version
    for change in (
        {"source": "x"},
        {"targets": ("x",)},
        {"forbidden": ()},
        {"policy": Policy.SOFT},
        {"part_of_speech": "verb"},
    ):
        assert TermBase((replace(entry, **change),)).version != same.version  # type: ignore[arg-type]
