"""Read an SRX file and run its rules, as SRX 2.0 says: the judge of the files we write."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

_NAMESPACE = {"srx": "http://www.lisa.org/srx20"}
_WINDOW = 400  # characters that a pattern may look back


class Segmenter:
    """The rules of an SRX file for one language."""

    def __init__(self, path: Path, language: str) -> None:
        root = etree.parse(path).getroot()
        maps = root.findall(".//srx:languagemap", _NAMESPACE)
        name = next(
            entry.get("languagerulename")
            for entry in maps
            if re.fullmatch(entry.get("languagepattern", ""), language)
        )
        query = f".//srx:languagerule[@languagerulename='{name}']/srx:rule"
        self.rules = [
            (
                rule.get("break") == "yes",
                re.compile(f"(?:{rule.findtext('srx:beforebreak', '', _NAMESPACE)})\\Z"),
                re.compile(rule.findtext("srx:afterbreak", "", _NAMESPACE)),
            )
            for rule in root.iterfind(query, _NAMESPACE)
        ]

    def segments(self, text: str) -> list[str]:
        """The sentences of a paragraph, without the white space around them."""
        # Every rule of ours asks for white space after the place.
        places = [match.start() for match in re.finditer(r"(?<=\S)\s", text)]
        ends = [place for place in places if self._breaks(text, place)]
        pairs = zip([0, *ends], [*ends, len(text)], strict=True)
        return [part for start, end in pairs if (part := text[start:end].strip())]

    def _breaks(self, text: str, place: int) -> bool:
        before = text[max(0, place - _WINDOW) : place]
        for breaks, pattern, after in self.rules:
            if after.match(text, place) and pattern.search(before):
                return breaks
        return False
