"""The cache of compiled term bases: faster, and never trusted more than the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from workbench.errors import TermBaseError
from workbench.terminology import Matcher, cache
from workbench.terminology.cache import load_matcher

TEXT = "термин 7 сети, о термине 12 сети и сетью"


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    path = tmp_path / "big.tsv"
    rows = "".join(f"термин {n} сети\tterm {n} of the network\n" for n in range(600))
    path.write_text(f"ru\ten\tpolicy\nсеть\tnetwork\tsoft\n…\tnothing\thard\n{rows}", "utf-8")
    return path


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.json"))


def test_second_load_gives_the_same_without_compiling(
    terms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load_matcher(terms, cache_folder=tmp_path / "cache")
    assert len(kept(tmp_path / "cache")) == 1
    monkeypatch.setattr(cache, "load_term_base", lambda path: pytest.fail("read again"))
    second = load_matcher(terms, cache_folder=tmp_path / "cache")
    assert second.term_base == first.term_base
    assert second.term_base.version == first.term_base.version
    assert second.silent == first.silent != ()
    assert second.match(TEXT) == first.match(TEXT) != []


def test_changed_file_is_read_anew(terms: Path, tmp_path: Path) -> None:
    load_matcher(terms, cache_folder=tmp_path / "cache")
    terms.write_text(terms.read_text("utf-8").replace("\tnetwork", "\tgrid"), "utf-8")
    matcher = load_matcher(terms, cache_folder=tmp_path / "cache")
    assert matcher.match("сеть")[0].entry.preferred == "grid"


@pytest.mark.parametrize("damage", ["", "{}", "garbage", "truncated", "other", "[]\n[]"])
def test_damaged_cache_is_made_anew(terms: Path, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "cache"
    expected = load_matcher(terms, cache_folder=folder).match(TEXT)
    (file,) = kept(folder)
    good = file.read_text("utf-8")
    bad = {"truncated": good[:-100], "other": good.replace("network", "grid")}.get(damage, damage)
    file.write_text(bad, "utf-8")
    assert load_matcher(terms, cache_folder=folder).match(TEXT) == expected
    assert file.read_text("utf-8") == good


def test_cache_of_another_format_is_made_anew(
    terms: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "cache"
    load_matcher(terms, cache_folder=folder)
    (file,) = kept(folder)
    header, _, body = file.read_text("utf-8").partition("\n")
    changed = {**json.loads(header), "format": cache.FORMAT + 1}
    file.write_text(json.dumps(changed) + "\n" + body, "utf-8")
    assert load_matcher(terms, cache_folder=folder).match("сеть")
    monkeypatch.setattr(cache, "FORMAT", cache.FORMAT + 1)
    load_matcher(terms, cache_folder=folder)
    assert len(kept(folder)) == 2


def test_cache_folder_that_cannot_be_written_costs_nothing(terms: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    assert isinstance(load_matcher(terms, cache_folder=blocked / "cache"), Matcher)


def test_small_term_base_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_text("ru,en\nсеть,network\n", "utf-8")
    assert load_matcher(path, cache_folder=tmp_path / "cache").match("сети")
    assert kept(tmp_path / "cache") == []


def test_errors_are_those_of_the_reader(tmp_path: Path) -> None:
    with pytest.raises(TermBaseError, match="cannot be read"):
        load_matcher(tmp_path / "none.csv", cache_folder=tmp_path)
