"""A leftmost-longest phrase automaton over characters, with word boundaries.

The automaton of Aho and Corasick (1975) with two changes. A phrase starts only after a
boundary (or the beginning of the text) and counts only once a boundary (or the end)
follows. And matches are exclusive: of overlapping ones the leftmost counts, of those the
longest, so that a nested short term gets no credit inside a long one. A match that must
wait for a longer one is *pending* in the node; the transition that decides it says so
with a *commit*. Running over characters, not pieces, every segmentation counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.translation.constraints.vocabulary import is_boundary

WORD = 0
"""The node inside a word that no phrase begins."""
EDGE = 1
"""The node after a boundary, where a phrase may begin; also the initial node."""
OTHER_WORD = 0
"""The class of word characters that no phrase holds."""
OTHER_EDGE = 1
"""The class of boundary characters that no phrase holds."""

Commits = tuple[int, ...]


@dataclass(frozen=True)
class Automaton:
    """Dense tables over nodes and character classes.

    ``target`` and ``commit`` have shape (nodes, classes): the next node and the index, in
    ``commits``, of the phrases that the step commits. ``final`` (nodes,) is that index at
    the end of the text. ``strings`` holds what each node has read of a phrase;
    ``through`` the phrases that a node is on the way to, itself included.
    """

    phrases: tuple[str, ...]
    classes: dict[str, int]
    target: npt.NDArray[np.int32]
    commit: npt.NDArray[np.int32]
    final: npt.NDArray[np.int32]
    commits: tuple[Commits, ...]
    strings: tuple[str, ...]
    through: tuple[tuple[int, ...], ...]

    @property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.strings)

    def classify(self, char: str) -> int:
        """Return the class of ``char``."""
        return self.classes.get(char, OTHER_EDGE if is_boundary(char) else OTHER_WORD)

    def run(self, text: str, node: int = EDGE) -> tuple[int, list[int]]:
        """Read ``text`` from ``node``; return the node after it and the phrases committed."""
        committed: list[int] = []
        for char in text:
            code = self.classify(char)
            committed += self.commits[self.commit[node, code]]
            node = int(self.target[node, code])
        return node, committed

    def matches(self, text: str) -> list[tuple[int, int, int]]:
        """Return the exclusive matches in ``text`` as (phrase, start, end), in order."""
        found: list[tuple[int, int, int]] = []
        node, consumed = EDGE, 0
        for position in range(len(text) + 1):
            if position < len(text):
                code = self.classify(text[position])
                committed = self.commits[self.commit[node, code]]
                node = int(self.target[node, code])
            else:
                committed = self.commits[self.final[node]]
            for phrase in committed:
                start = _locate(text, self.phrases[phrase], consumed)
                consumed = start + len(self.phrases[phrase])
                found.append((phrase, start, consumed))
        return found


def build_automaton(phrases: Sequence[str]) -> Automaton:
    """Build the automaton of distinct, non-empty ``phrases`` without outer spaces."""
    return _Builder(phrases).build()


def _locate(text: str, phrase: str, start: int) -> int:
    """Find ``phrase`` from ``start`` on, between boundaries; it is known to be there."""
    while True:
        start = text.index(phrase, start)
        end = start + len(phrase)
        opened = start == 0 or is_boundary(text[start - 1])
        closed = end == len(text) or is_boundary(text[end]) or is_boundary(phrase[-1])
        if opened and closed:
            return start
        start += 1


class _Builder:
    def __init__(self, phrases: Sequence[str]) -> None:
        self.phrases = tuple(phrases)
        chars = sorted({char for phrase in phrases for char in phrase} | {" "})
        self.classes = {char: code + 2 for code, char in enumerate(chars)}
        self.edges = np.array([False, True, *(is_boundary(char) for char in chars)])
        self.strings: list[str] = ["", ""]
        self.children: list[dict[int, int]] = [{}, {}]
        self.parent: list[tuple[int, int]] = [(0, 0), (0, 0)]
        self.terminal = [-1, -1]
        self.through: list[list[int]] = [[], []]
        self.commits: list[Commits] = [()]
        self.known: dict[Commits, int] = {(): 0}

    def build(self) -> Automaton:
        for index, phrase in enumerate(self.phrases):
            self._insert(index, phrase)
        size, width = len(self.strings), len(self.edges)
        self.target = np.zeros((size, width), dtype=np.int32)
        self.commit = np.zeros((size, width), dtype=np.int32)
        self.failure: list[tuple[int, Commits]] = [(WORD, ())] * size
        final = np.zeros(size, dtype=np.int32)
        self.target[WORD] = np.where(self.edges, EDGE, WORD)
        self.target[EDGE] = self.target[WORD]
        for code, child in self.children[EDGE].items():
            self.target[EDGE, code] = child
        ends: list[Commits] = [()] * size
        for node in sorted(range(2, size), key=lambda node: len(self.strings[node])):
            self._finish(node)
            state, committed = self.failure[node]
            own = self.terminal[node]
            ends[node] = (own,) if own >= 0 else committed + ends[state]
            final[node] = self._intern(ends[node])
        return Automaton(
            phrases=self.phrases,
            classes=self.classes,
            target=self.target,
            commit=self.commit,
            final=final,
            commits=tuple(self.commits),
            strings=tuple(self.strings),
            through=tuple(tuple(indices) for indices in self.through),
        )

    def _insert(self, index: int, phrase: str) -> None:
        node = EDGE
        for char in phrase:
            code = self.classes[char]
            child = self.children[node].get(code)
            if child is None:
                child = len(self.strings)
                self.children[node][code] = child
                self.strings.append(self.strings[node] + char)
                self.children.append({})
                self.parent.append((node, code))
                self.terminal.append(-1)
                self.through.append([])
            node = child
            self.through[node].append(index)
        self.terminal[node] = index

    def _finish(self, node: int) -> None:
        """Set failure and transitions of ``node``; all shallower nodes are finished."""
        parent, code = self.parent[node]
        own = self.terminal[parent]
        state, committed = self.failure[parent]
        if own >= 0 and (self.edges[code] or is_boundary(self.phrases[own][-1])):
            state, committed = self._after(own), (own,)
        committed += self.commits[self.commit[state, code]]
        self.failure[node] = (int(self.target[state, code]), committed)
        self._fill(node, self.failure[node], slice(None))
        own = self.terminal[node]
        if own >= 0:
            open_ended = is_boundary(self.phrases[own][-1])
            where = np.ones(len(self.edges), dtype=bool) if open_ended else self.edges
            self._fill(node, (self._after(own), (own,)), where)
        for code, child in self.children[node].items():
            self.target[node, code] = child
            self.commit[node, code] = 0

    def _fill(
        self, node: int, base: tuple[int, Commits], where: slice | npt.NDArray[np.bool_]
    ) -> None:
        state, committed = base
        self.target[node, where] = self.target[state, where]
        inherited = self.commit[state, where]
        if committed:
            names = {old: self._intern(committed + self.commits[old]) for old in set(inherited)}
            inherited = np.array([names[old] for old in inherited], dtype=np.int32)
        self.commit[node, where] = inherited

    def _after(self, phrase: int) -> int:
        return EDGE if is_boundary(self.phrases[phrase][-1]) else WORD

    def _intern(self, commits: Commits) -> int:
        index = self.known.get(commits)
        if index is None:
            index = self.known[commits] = len(self.commits)
            self.commits.append(commits)
        return index
