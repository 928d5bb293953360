"""The lexical table: word pairs of two languages with their chances, in a small file."""

from __future__ import annotations

import io
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from workbench.errors import ModelError
from workbench.files import replacing

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

TABLE_NAME = "table.npz"
_STEPS = 254.0
_LOG_RANGE = 7.0


@dataclass(frozen=True, slots=True)
class LexicalTable:
    """Stem pairs; entry k pairs ``source_words[source[k]]`` and ``target_words[target[k]]``.

    ``forward`` is the chance of the target stem given the source stem, ``backward`` the
    reverse; 0 where a direction has none. The words of a side are sorted, after the empty
    word at 0; ``source_rates`` and ``target_rates`` are their shares of running text.
    """

    source_words: list[str]
    target_words: list[str]
    source_rates: Floats
    target_rates: Floats
    source: Ints
    target: Ints
    forward: Floats
    backward: Floats


def save_table(table: LexicalTable, path: Path) -> None:
    """Write a table as a compressed npz without pickled objects, chances in 8 bits (log)."""
    order = np.lexsort((table.target, table.source))
    per_source = np.bincount(table.source, minlength=len(table.source_words))
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        source_words=_packed(table.source_words),
        target_words=_packed(table.target_words),
        source_rates=table.source_rates,
        target_rates=table.target_rates,
        per_source=per_source.astype(np.uint16),
        target=table.target[order].astype(np.uint16),
        forward=_quantised(table.forward[order]),
        backward=_quantised(table.backward[order]),
    )
    with replacing(path, binary=True) as stream:
        stream.write(buffer.getvalue())


@lru_cache(maxsize=2)
def load_table(folder: Path) -> LexicalTable:
    """Read the table of a folder. Raises ModelError where it is missing or damaged."""
    path = Path(folder) / TABLE_NAME
    remedy = "Check out models/lexicon-ru-en again, or align without a table."
    try:
        with np.load(path, allow_pickle=False) as data:
            per_source = data["per_source"].astype(np.int64)
            return LexicalTable(
                source_words=_unpacked(data["source_words"]),
                target_words=_unpacked(data["target_words"]),
                source_rates=data["source_rates"],
                target_rates=data["target_rates"],
                source=np.repeat(np.arange(len(per_source)), per_source).astype(np.int32),
                target=data["target"].astype(np.int32),
                forward=_chances(data["forward"]),
                backward=_chances(data["backward"]),
            )
    except FileNotFoundError as error:
        raise ModelError("no lexical table here", file=path, remedy=remedy) from error
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as error:
        raise ModelError("the lexical table is damaged", file=path, remedy=remedy) from error


def nearest(words: list[str], word: str, *, shortest: int = 4) -> tuple[int, int]:
    """Return the place of the word of a sorted list with the longest common beginning.

    The second figure is the length of that beginning; (0, 0) where it is under
    ``shortest`` letters. ``words[0]`` is not a word.
    """
    place = bisect_left(words, word, lo=1)
    best = (0, 0)
    for candidate in (place - 1, place):
        if 1 <= candidate < len(words):
            common = _common(words[candidate], word)
            if common >= shortest and common > best[1]:
                best = candidate, common
    return best


def _common(one: str, other: str) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def _packed(words: list[str]) -> npt.NDArray[np.uint8]:
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def _unpacked(data: npt.NDArray[np.uint8]) -> list[str]:
    return data.tobytes().decode().split("\n")


def _quantised(chances: Floats) -> npt.NDArray[np.uint8]:
    """Put a chance on a logarithmic scale of 255 steps down to exp(-7); 0 stays 0."""
    log = np.log(np.maximum(chances, np.exp(-_LOG_RANGE)))
    step = np.rint((log / _LOG_RANGE + 1.0) * _STEPS) + 1
    return np.where(chances > 0, step, 0).astype(np.uint8)


def _chances(steps: npt.NDArray[np.uint8]) -> Floats:
    log = ((steps.astype(np.float32) - 1) / _STEPS - 1.0) * _LOG_RANGE
    return np.where(steps > 0, np.exp(log), 0.0).astype(np.float32)
