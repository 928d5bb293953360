"""Number of English nouns: regular rules, the irregular words of UN usage, and the head.

The rules are those of the school grammars; the lists hold what the rules get wrong among
words that occur in UN documents. Nothing here needs a dictionary file.
"""

from __future__ import annotations

import re
from functools import lru_cache

_IRREGULAR = {
    "child": ("children",),
    "person": ("persons", "people"),
    "foot": ("feet",),
    "tooth": ("teeth",),
    "mouse": ("mice",),
    "criterion": ("criteria",),
    "phenomenon": ("phenomena",),
    "medium": ("media",),
    "datum": ("data",),
    "addendum": ("addenda",),
    "corrigendum": ("corrigenda",),
    "erratum": ("errata",),
    "memorandum": ("memorandums", "memoranda"),
    "referendum": ("referendums", "referenda"),
    "spectrum": ("spectrums", "spectra"),
    "curriculum": ("curricula",),
    "quantum": ("quanta",),
    "stratum": ("strata",),
    "index": ("indices", "indexes"),
    "appendix": ("appendices", "appendixes"),
    "matrix": ("matrices",),
    "vertex": ("vertices",),
    "nucleus": ("nuclei",),
    "stimulus": ("stimuli",),
    "veto": ("vetoes",),
    "embargo": ("embargoes",),
    "cargo": ("cargoes",),
    "hero": ("heroes",),
    "echo": ("echoes",),
    "life": ("lives",),
    "knife": ("knives",),
    "wife": ("wives",),
    "half": ("halves",),
    "shelf": ("shelves",),
    "leaf": ("leaves",),
    "thief": ("thieves",),
    "self": ("selves",),
    "cache": ("caches",),
    "bus": ("buses",),
    "axis": ("axes",),
    "crisis": ("crises",),
    "basis": ("bases",),
    "thesis": ("theses",),
    "analysis": ("analyses",),
    "emphasis": ("emphases",),
    "diagnosis": ("diagnoses",),
    "hypothesis": ("hypotheses",),
    "synthesis": ("syntheses",),
    "parenthesis": ("parentheses",),
}
_SINGULARS = {plural: word for word, plurals in _IRREGULAR.items() for plural in plurals}
_ONE_NUMBER = frozenset(
    """
    means series species headquarters aircraft spacecraft personnel police staff premises
    information equipment software hardware malware ransomware spyware money security data
    evidence advice research knowledge media news access telecommunications terrorism
    governance connectivity interoperability sovereignty neutrality literacy privacy warfare
    cybersecurity cyberwarfare disinformation misinformation intelligence encryption
    assistance progress building peacebuilding peacekeeping trafficking online offline
    """.split()
)
_SINGULAR_IN_S = re.compile(r"(?:ss|us|is|ics|[ae]s is|lens|gas|bias|canvas|atlas|corps)$")
_NOT_MEN = re.compile(r"(?:hu|ger|ro|otto|talis|sha)man$")
_SOFT_ENDING = re.compile(r"(?:s|x|z|ch|sh)$")
_KEEPS_E = re.compile(r"(?:[^su]s|[aeiou]z|[ao]us|\b(?:ab|exc|ref)?us)es$")

# Words after which an English noun phrase has left its head: «freedom of speech».
_AFTER_HEAD = frozenset(
    """
    of for in to on against with by from at under between within as into not among beyond
    concerning that which without through affecting relating
    """.split()
)
_POSTPOSED = ("-General", "General", "-general", "-designate", "-elect", "-in-Chief")


def is_plural(word: str) -> bool:
    """Whether an English noun is in the plural, by its ending and the lists above."""
    lowered = word.lower()
    if lowered in _SINGULARS or (lowered.endswith("men") and len(lowered) > 3):
        return True
    if lowered in _IRREGULAR or lowered in _ONE_NUMBER:
        return False
    return lowered.endswith("s") and not _SINGULAR_IN_S.search(lowered) and len(word) > 2


@lru_cache(maxsize=16_384)
def other_number(phrase: str) -> tuple[str, ...]:
    """The plural of a singular noun phrase, or the singular of a plural one.

    Only the head changes. Empty where the phrase has one number, as «information security»
    has, and two long where usage wavers (``memorandums``, ``memoranda``).
    """
    before, head, after = split_head(phrase)
    if not head or not head[-1].isalpha():
        return ()
    return tuple(before + form + after for form in _other_number_of_word(head))


def has_plural_head(phrase: str) -> bool:
    """Whether the head of an English noun phrase is in the plural."""
    return is_plural(split_head(phrase)[1])


def split_head(phrase: str) -> tuple[str, str, str]:
    """A noun phrase as (before, head, after); the three put together give the phrase.

    The head is the word before the first preposition, else the last word; of
    ``Secretary-General`` and ``Attorney General`` it is the noun before ``General``.
    """
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", phrase)]
    last = len(words) - 1
    for number, (start, end) in enumerate(words):
        if number and phrase[start:end] in _AFTER_HEAD:
            last = number - 1
            break
    if last < 0:
        return phrase, "", ""
    start, end = words[last]
    for ending in _POSTPOSED:
        if phrase[start:end] == ending and last:
            start, end = words[last - 1]
            break
        if ending.startswith("-") and phrase[start:end].endswith(ending):
            end -= len(ending)
            break
    hyphen = phrase.rfind("-", start, end)
    if hyphen >= 0 and phrase[hyphen + 1 : end].isalpha():
        start = hyphen + 1
    while end > start and phrase[end - 1] in ",;:":
        end -= 1
    return phrase[:start], phrase[start:end], phrase[end:]


def _other_number_of_word(word: str) -> tuple[str, ...]:
    lowered = word.lower()
    if lowered in _ONE_NUMBER or lowered.endswith("ics") or word == "Nations":
        return ()
    if sum(letter.isupper() for letter in word) > 1:
        return _other_number_of_abbreviation(word)
    forms = (_singular(lowered),) if is_plural(word) else _plurals(lowered)
    return tuple(form[0].upper() + form[1:] if word[0].isupper() else form for form in forms)


def _other_number_of_abbreviation(word: str) -> tuple[str, ...]:
    """«ICTs» and «ICT»; abbreviations in S stay («WSIS»)."""
    if word.endswith("S"):
        return ()
    return (word[:-1],) if word.endswith("s") else (word + "s",)


def _plurals(word: str) -> tuple[str, ...]:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("man") and not _NOT_MEN.search(word):
        return (word[:-3] + "men",)
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies",)
    return (word + "es",) if _SOFT_ENDING.search(word) else (word + "s",)


def _singular(word: str) -> str:
    if word in _SINGULARS:
        return _SINGULARS[word]
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("es") and _SOFT_ENDING.search(word[:-2]) and not _KEEPS_E.search(word):
        return word[:-2]
    return word[:-1]
