"""Does a text write a number in words or in Roman figures? Russian and English, to 100."""

from __future__ import annotations

import re
from decimal import Decimal

# English cardinal and ordinal; stems of the Russian cardinal and ordinal.
_UNITS = {
    1: ("one|first", "один|одн|перв"),
    2: ("two|twice|both|second", "дв[аеу]|втор|об[аеои]"),
    3: ("three|third", "тр[иеё]|трет"),
    4: ("four|fourth", "четыр|четв[её]р"),
    5: ("five|fifth", "пят"),
    6: ("six|sixth", "шест"),
    7: ("seven|seventh", "сем|седьм"),
    8: ("eight|eighth", "вос[еь]м"),
    9: ("nine|ninth", "девят"),
    10: ("ten|tenth", "десят"),
    11: ("eleven|eleventh", "одиннадцат"),
    12: ("twelve|twelfth|dozen", "двенадцат"),
    13: ("thirteen|thirteenth", "тринадцат"),
    14: ("fourteen|fourteenth", "четырнадцат"),
    15: ("fifteen|fifteenth", "пятнадцат"),
    16: ("sixteen|sixteenth", "шестнадцат"),
    17: ("seventeen|seventeenth", "семнадцат"),
    18: ("eighteen|eighteenth", "восемнадцат"),
    19: ("nineteen|nineteenth", "девятнадцат"),
}
_TENS = {
    20: ("twenty|twentieth", "двадцат"),
    30: ("thirty|thirtieth", "тридцат"),
    40: ("forty|fortieth", "сорок"),
    50: ("fifty|fiftieth", "пят(?:ь|и)десят"),
    60: ("sixty|sixtieth", "шест(?:ь|и)десят"),
    70: ("seventy|seventieth", "сем(?:ь|и)десят"),
    80: ("eighty|eightieth", "вос(?:емь|ьми)десят"),
    90: ("ninety|ninetieth", "девяност"),
    100: ("hundred|hundredth", "сто|сот"),
}
_ROMAN = (("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1))
_ROMAN_LIMIT = 39


def in_words(value: Decimal, text: str, *, russian: bool) -> bool:
    """Whether the text has the value as a word (to 100) or in Roman figures (to 39)."""
    if value != value.to_integral_value() or not 1 <= value <= 100:
        return False
    number = int(value)
    if number <= _ROMAN_LIMIT and re.search(rf"\b{_roman(number)}\b", text):
        return True
    return re.search(_pattern(number, russian), text, re.IGNORECASE) is not None


def _pattern(number: int, russian: bool) -> str:
    words = {value: pair[russian] for value, pair in (_UNITS | _TENS).items()}
    end = "" if russian else r"\b"
    if number in words:
        return rf"\b(?:{words[number]}){end}"
    tens, units = number - number % 10, number % 10
    return rf"\b(?:{words[tens]})\w*[\s-](?:{words[units]}){end}"


def _roman(number: int) -> str:
    letters = ""
    for sign, worth in _ROMAN:
        count, number = divmod(number, worth)
        letters += sign * count
    return letters
