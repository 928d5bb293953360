"""Writing a value in the form that an English text gave another one.

United Nations Editorial Manual: "Numbers, dates and time" (commas between thousands, a
point before decimals; figures from 10 on; day, month, year).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from workbench.review.memory.pieces import Figures, Value
from workbench.translation.literals import english_number
from workbench.translation.number_forms import number_names

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_MONTH = re.compile("|".join(_MONTHS))
_SEPARATOR = re.compile(r"[^\d]")
_ORDINAL_END = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b")
_GROUPED = re.compile("\\d[ \u00a0\u202f\u2009]\\d{3}(?!\\d)")
_FIRST_IN_FIGURES = 10


def in_form(new: Figures, surface: str, old: Figures, english: str) -> str | None:
    """Return ``new`` (written ``surface`` in Russian) as ``english`` writes ``old``.

    None where that form cannot hold the new value.
    """
    if new.kind is not old.kind:
        return None
    if isinstance(new.value, tuple):
        return _date(new.value, english)
    if isinstance(new.value, str):
        return new.value
    if isinstance(new.value, Decimal):
        return _number(new, surface, old, english)
    return _time(new.value, english)


def spelled(old: Value, new: Value, target: str) -> Iterator[tuple[int, int, str]]:
    """Find a whole number that a text has in words; yield span and new words or figures."""
    if not (isinstance(old, Decimal) and isinstance(new, Decimal)):
        return
    names = number_names(old)
    if not names or new != new.to_integral_value():
        return
    found = list(re.finditer(rf"\b(?:{'|'.join(names)})\b", target, re.IGNORECASE))
    if len(found) != 1:
        return
    form = names.index(found[0].group().lower())
    others = number_names(new)
    if others and (new < _FIRST_IN_FIGURES or form):
        text = others[form]
    elif form == 0:
        text = english_number(str(int(new)), grouped=True)
    else:
        return
    text = text.capitalize() if found[0].group()[0].isupper() else text
    yield found[0].start(), found[0].end(), text


def _number(new: Figures, surface: str, old: Figures, english: str) -> str:
    assert isinstance(new.value, Decimal)
    value = new.value / old.scale
    if new.scale == old.scale:  # keeps the decimals as they are written: 1,50 is 1.50
        digits = re.sub(r"[^\d,.]", "", surface).replace(",", ".")
    else:
        digits = f"{value.normalize():f}"
    if "," in english or _GROUPED.search(surface):
        grouped = True
    else:  # a year, or a number below a thousand, of which the new one may be neither
        grouped = len(_SEPARATOR.split(digits)[0]) > 4
    return english_number(digits, grouped=grouped)


def _date(day: tuple[int, int, int], english: str) -> str:
    """The day in the style of another date: 5 May 2020, May 5, 2020, 05.05.2020, 2020-05-05."""
    year, month, number = day
    if _MONTH.search(english):
        text = _ORDINAL_END.sub("", english)
        parts = iter(re.findall(r"\d+", text))
        by_place = {part: (f"{year}" if len(part) == 4 else f"{number}") for part in parts}
        text = re.sub(r"\d+", lambda found: by_place[found[0]], text)
        return _MONTH.sub(_MONTHS[month - 1], text)
    separator = _SEPARATOR.search(english)
    mark = separator[0] if separator else "."
    fields = english.split(mark)
    if len(fields[0]) == 4:
        return mark.join((f"{year}", f"{month:02}", f"{number:02}"))
    two = "02" if len(fields[0]) == len(fields[1]) == 2 else "d"
    return mark.join((f"{number:{two}}", f"{month:{two}}", f"{year}"))


def _time(minutes: int, english: str) -> str | None:
    """The time in the style of another: 3.30 p.m., 3 p.m., 15:30; None for other styles."""
    hour, minute = divmod(minutes, 60)
    half = re.search(r"[ap]\.?m\b\.?", english)
    if half:
        ending = half[0].replace("a", "x").replace("p", "x")
        ending = ending.replace("x", "p" if hour >= 12 else "a")
        mark = ":" if ":" in english else "."
        shown = f"{(hour - 1) % 12 + 1}" + (f"{mark}{minute:02}" if minute else "")
        gap = english[: half.start()]
        return shown + gap[len(gap.rstrip()) :] + ending
    if ":" in english:
        return f"{hour:02}:{minute:02}"
    return None
