"""Short documents give little evidence; that must not turn them away."""

from __future__ import annotations

import pytest

from workbench.documents import detect_language


@pytest.mark.parametrize(
    "text",
    [
        "ПИСЬМО\nПервое. Второе; третье!\n1) Да.\nНет: да.",
        "Приложение",
        "за мир",
        "Повестка дня на 2024 год",
    ],
)
def test_short_russian_is_russian(text: str) -> None:
    assert detect_language(text) == "ru"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Перша сесія", "uk"),
        ("Това е доклад на комитета, който се отнася до сигурността на мрежата и ще бъде", "bg"),
    ],
)
def test_neighbours_are_still_told(text: str, language: str) -> None:
    assert detect_language(text) == language
