"""Which language is a document in? Told by script, telltale letters and frequent words."""

from __future__ import annotations

import re

from workbench.documents.model import Document
from workbench.errors import LanguageError

_NAMES = {
    "ru": "a Russian",
    "uk": "a Ukrainian",
    "be": "a Belarusian",
    "bg": "a Bulgarian",
    "en": "an English",
}
_WORDS = {
    "ru": "и в не на что с по как это из для к о от при или его также их был была были которые",
    "uk": "і в не на що з до як це із для та від при або його також їх був була були які й у",
    "be": "і ў не на што з да як гэта для ад пры або яго таксама іх быў была былі якія у",
    "bg": "и в не на че с по като това от за се или който която които са е беше ще ще към",
    "en": "the of and to in a is that for on with as are by be this which from or have has an at",
}
_SETS = {code: frozenset(words.split()) for code, words in _WORDS.items()}
# Letters that one of the languages has and its neighbours have not.
_LETTERS = {"ru": "ыэё", "uk": "їєґі", "be": "ўі", "bg": ""}
_FOREIGN = {"ru": "іїєґўѓќљњџј", "uk": "ыэёъў", "be": "иїєґщъ", "bg": "ыэёіїєґў"}
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 20_000


def detect_language(text: str) -> str:
    """Return "ru", "uk", "be", "bg" or "en", or "other" where it is none of them."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    letters = "".join(words)
    if not letters:
        return "other"
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in letters) / len(letters)
    if cyrillic >= 0.3:
        return _among_cyrillic([w for w in words if "\u0400" <= w[0] <= "\u04ff"])
    ascii_share = sum(c.isascii() for c in letters) / len(letters)
    frequent = sum(word in _SETS["en"] for word in words) / len(words)
    if ascii_share > 0.97 and (frequent > 0.12 or (len(words) < 12 and cyrillic < 0.2)):
        return "en"
    return "other"


def require_language(document: Document, language: str) -> None:
    """Raise LanguageError where the document is clearly in another language."""
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    found = detect_language(text)
    if found == language:
        return
    seems = f"looks like {_NAMES[found]} document" if found in _NAMES else "is in no language known"
    raise LanguageError(
        f"this {seems}, not like {_NAMES.get(language, language)} one",
        file=document.source,
        remedy=f"Give the document in the language that the step needs ({language}).",
    )


def _among_cyrillic(words: list[str]) -> str:
    letters = "".join(words)
    scores = {}
    for code in ("ru", "uk", "be", "bg"):
        frequent = sum(word in _SETS[code] for word in words) / len(words)
        own = sum(letters.count(c) for c in _LETTERS[code]) / len(letters)
        foreign = sum(letters.count(c) for c in _FOREIGN[code]) / len(letters)
        scores[code] = frequent + 4 * own - 8 * foreign
    best = max(scores, key=lambda code: scores[code])
    # Few words prove little without a letter that Russian lacks.
    lead = (scores[best] - scores["ru"]) * len(words)
    if (lead < 1 or len(words) < 10) and not any(c in _FOREIGN["ru"] for c in letters):
        best = "ru"
    # The four alphabets do not cover Serbian, Macedonian, Kazakh and others.
    strange = sum(c not in "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў" for c in letters)
    return "other" if strange > 0.02 * len(letters) else best
