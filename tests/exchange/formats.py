"""What every exchange format must keep: the base class of the formats' tests."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from workbench.errors import ExchangeError
from workbench.exchange import TranslationUnit

NASTY = {
    "markup": "R&D <b>жирный</b> &amp; &#x0B; ]]> \"прямые\" 'апострофы'",
    "quotes": "«ёлочки» „лапки“ “curly” ‘single’",
    "spaces": "№\u00a06, 10\u202f000, мягкий\u00adперенос, нулевой\u200bпробел",
    "edges": "  два пробела по краям  ",
    "formula": "=1+2",
    "plus": "+7 495",
    "minus": "-5 °C",
    "at": "@user",
    "apostrophe": "'уже в апострофах",
    "emoji": "сеть 🛰️ 👩‍💻",
    "combining": "е\u0301 и\u0306 й",
    "digits": "A/RES/73/27, 1 000 000,50 (31.12.2025)",
    "direction": "\u200fעברית\u200e и العربية",
    "separators": "один; два, три|четыре\\n",
}


class FormatTest:
    """Subclasses say how their format is written and read; all these tests then run."""

    suffix = ""

    def write(self, path: Path, units: Iterable[TranslationUnit]) -> int:
        raise NotImplementedError

    def read(self, path: Path) -> list[TranslationUnit]:
        raise NotImplementedError

    def round_trip(self, folder: Path, *units: TranslationUnit) -> list[TranslationUnit]:
        path = folder / f"memory{self.suffix}"
        assert self.write(path, iter(units)) == len(units)
        return self.read(path)

    @pytest.mark.parametrize("name", NASTY)
    def test_text_comes_back_unchanged(self, name: str, tmp_path: Path) -> None:
        text = NASTY[name]
        (unit,) = self.round_trip(tmp_path, TranslationUnit(text, f"{text} (en)"))
        assert (unit.source, unit.target) == (text, f"{text} (en)")

    def test_order_is_kept(self, tmp_path: Path) -> None:
        texts = [f"Пункт {number}" for number in range(50)]
        units = self.round_trip(
            tmp_path, *(TranslationUnit(text, f"Item {text}") for text in texts)
        )
        assert [unit.source for unit in units] == texts

    def test_forbidden_characters_do_not_break_the_file(self, tmp_path: Path) -> None:
        text = "до\x00\x0b\x0c\x1f\ud800\ufffe\uffffпосле"
        (unit,) = self.round_trip(tmp_path, TranslationUnit(text, text))
        assert unit.source == unit.target == "допосле"

    def test_same_units_give_the_same_bytes(self, tmp_path: Path) -> None:
        units = [TranslationUnit("Да.", "Yes.", id="a"), TranslationUnit("Нет.", "No.", id="b")]
        for name in ("one", "two"):
            self.write(tmp_path / f"{name}{self.suffix}", units)
        one, two = ((tmp_path / f"{name}{self.suffix}").read_bytes() for name in ("one", "two"))
        assert one == two

    def test_failure_keeps_the_old_file(self, tmp_path: Path) -> None:
        path = tmp_path / f"memory{self.suffix}"
        self.write(path, [TranslationUnit("Да.", "Yes.")])
        before = path.read_bytes()

        def failing() -> Iterable[TranslationUnit]:
            yield TranslationUnit("Нет.", "No.")
            raise RuntimeError("the source broke off")

        with pytest.raises(RuntimeError):
            self.write(path, failing())
        assert path.read_bytes() == before
        assert list(tmp_path.iterdir()) == [path]

    def test_missing_file_is_explained(self, tmp_path: Path) -> None:
        path = tmp_path / f"absent{self.suffix}"
        with pytest.raises(ExchangeError) as caught:
            self.read(path)
        assert str(path) in str(caught.value)

    def test_foreign_file_is_explained(self, tmp_path: Path) -> None:
        path = tmp_path / f"foreign{self.suffix}"
        path.write_bytes(b"\x00\xff\xfe\x00 \x80 not of this format")
        with pytest.raises(ExchangeError) as caught:
            self.read(path)
        assert str(path) in str(caught.value)
        assert caught.value.remedy
