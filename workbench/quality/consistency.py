"""One source sentence, one translation: a check over a whole document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from workbench.quality.model import Finding

NAME = "consistency"


def check_consistency(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[int, Finding]]:
    """Yield (index of the pair, finding) where a source is translated in two ways.

    The fix is the translation that most have, the first of them where it is a draw.
    White space does not count, and pairs without a translation do not take part.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, (source, target) in enumerate(pairs):
        if source.strip() and target.strip():
            places[" ".join(source.split())].append(index)
    for indices in places.values():
        targets = Counter(" ".join(pairs[index][1].split()) for index in indices)
        usual, _ = targets.most_common(1)[0]
        for index in indices:
            target = pairs[index][1]
            if " ".join(target.split()) != usual:
                message = f"the same source is elsewhere translated as {usual!r}"
                yield index, Finding(NAME, message, 0, len(target), usual)
