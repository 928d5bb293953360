"""One segment's constraints made ready: phrases, bits, ways to write them, least costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workbench.translation.constraints.automaton import OTHER_WORD, WORD, Automaton, build_automaton
from workbench.translation.constraints.model import ConstrainedSegment, Constraint, Reason
from workbench.translation.constraints.vocabulary import Context, Vocabulary

MAX_BITS = 62
_SMALL_WORDS = frozenset("a an and as at by for from in of on or the to with".split())


@dataclass(frozen=True, slots=True)
class Start:
    """A piece that begins a term: for which bits, and in which context it fits."""

    piece: int
    bits: int
    context: Context


@dataclass(frozen=True)
class Plan:
    """What the search needs of one segment.

    Bit ``b`` of a mask stands for constraint ``order[b]``; hard ones come first, then
    those with the fewest forms, because a match is credited to the lowest free bit.
    ``bits`` gives, for each phrase of the automaton, the bits it may satisfy (0 for a
    forbidden one). ``cost`` is the least number of pieces for each bit, separator
    included; ``room`` is how many the output may have. ``entries`` lists for each node
    (pieces to finish a phrase, its bits); ``blocked`` nodes cannot be followed by a
    boundary without a forbidden phrase.
    ``continuations`` and ``completions`` are the pieces that go on from a node, by
    SentencePiece's segmentation and by the shortest tiling; ``progress`` counts the
    pieces of a term read so far. ``refused`` says why a constraint takes no part.
    """

    automaton: Automaton
    order: tuple[int, ...]
    hard: int
    bits: tuple[int, ...]
    cost: tuple[int, ...]
    entries: tuple[tuple[tuple[int, int], ...], ...]
    blocked: tuple[bool, ...]
    continuations: tuple[tuple[int, ...], ...]
    completions: tuple[tuple[int, ...], ...]
    progress: tuple[int, ...]
    starts: tuple[Start, ...]
    openings: tuple[int, ...]
    separator: int
    families: tuple[int, ...]
    spans: tuple[tuple[int, int] | None, ...]
    refused: dict[int, Reason]
    room: int

    @property
    def full(self) -> int:
        """Pieces that surely suffice to satisfy every hard constraint, ``</s>`` apart."""
        return sum(cost for bit, cost in enumerate(self.cost) if self.hard >> bit & 1)


def case_variants(form: str, *, upper: bool = False) -> tuple[str, ...]:
    """Return ``form`` and its capitalised, title-case and upper-case writings.

    An abbreviation stays as it is; with ``upper`` the upper-case writing comes first.
    """
    if form == form.upper():
        return (form,)
    words = form.split(" ")
    title = " ".join(
        word if word in _SMALL_WORDS and index else word[:1].upper() + word[1:]
        for index, word in enumerate(words)
    )
    variants = [form, form[:1].upper() + form[1:], title, form.upper()]
    if upper:
        variants.insert(0, variants.pop())
    return tuple(dict.fromkeys(variants))


def make_plan(segment: ConstrainedSegment, vocabulary: Vocabulary, *, room: int) -> Plan:
    """Compile the constraints of ``segment``; those that cannot take part are ``refused``.

    ``room`` is how many pieces the output may have, ``</s>`` and what is given apart.
    """
    return _Planner(segment, vocabulary, room).plan()


class _Planner:
    def __init__(self, segment: ConstrainedSegment, vocabulary: Vocabulary, room: int) -> None:
        self.room = room
        self.segment = segment
        self.vocabulary = vocabulary
        self.refused: dict[int, Reason] = {}
        self.forbidden = {
            variant for form in segment.forbidden for variant in self._variants((form,), False)
        }

    def plan(self) -> Plan:
        admitted = self._admit()
        order = sorted(
            admitted, key=lambda i: (not self.segment.constraints[i].hard, len(admitted[i]), i)
        )
        for index in order[MAX_BITS:]:
            self.refused[index] = Reason.TOO_MANY
        order = self._fitting(order[:MAX_BITS], admitted)
        bits: dict[str, int] = defaultdict(int)
        for bit, index in enumerate(order):
            for phrase in admitted[index]:
                bits[phrase] |= 1 << bit
        for phrase in self.forbidden:
            bits.setdefault(phrase, 0)
        automaton = build_automaton(tuple(bits))
        masks = tuple(bits.values())
        separator = self.vocabulary.separator({char for phrase in bits for char in phrase})
        cost, openings = self._costs(automaton, masks, len(order))
        continuations, progress, starts = self._ways(automaton, masks, order)
        entries, blocked, completions = self._needs(automaton, masks)
        families, spans = self._families(order)
        return Plan(
            automaton=automaton,
            order=tuple(order),
            hard=sum(1 << b for b, i in enumerate(order) if self.segment.constraints[i].hard),
            bits=masks,
            cost=cost,
            entries=entries,
            blocked=blocked,
            continuations=continuations,
            completions=completions,
            progress=progress,
            starts=starts,
            openings=openings,
            separator=-1 if separator is None else separator,
            families=families,
            spans=spans,
            refused=self.refused,
            room=self.room,
        )

    def _variants(self, forms: Iterable[str], upper: bool) -> list[str]:
        plain = [self.vocabulary.normalize(form) for form in forms]
        return list(
            dict.fromkeys(v for form in plain if form for v in case_variants(form, upper=upper))
        )

    def _admit(self) -> dict[int, list[str]]:
        """Return the phrases of each constraint that can be written and are not forbidden."""
        admitted = {}
        for index, constraint in enumerate(self.segment.constraints):
            variants = self._variants(constraint.forms, self._is_upper(constraint))
            allowed = [variant for variant in variants if variant not in self.forbidden]
            writable = [v for v in allowed if self.vocabulary.opening(v)[0] > 0]
            if writable:
                admitted[index] = writable
            else:
                self.refused[index] = (
                    Reason.UNKNOWN_PIECE if allowed or not variants else Reason.CONFLICT
                )
        return admitted

    def _fitting(self, order: Sequence[int], admitted: dict[int, list[str]]) -> list[int]:
        """Leave out hard constraints that do not fit into the length with those before."""
        room, kept = self.room, []
        for index in order:
            least = min(self.vocabulary.opening(form)[0] for form in admitted[index]) + 1
            if self.segment.constraints[index].hard and least > room:
                self.refused[index] = Reason.LENGTH
                continue
            room -= least
            kept.append(index)
        return kept

    def _is_upper(self, constraint: Constraint) -> bool:
        if constraint.span is None:
            return False
        surface = self.segment.source[slice(*constraint.span)]
        return " " in surface and surface == surface.upper() != surface.lower()

    def _costs(
        self, automaton: Automaton, masks: Sequence[int], count: int
    ) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Return the least cost of each bit, and the first pieces of the cheapest phrases."""
        cost = [0] * count
        opening = [-1] * count
        for phrase, mask in zip(automaton.phrases, masks, strict=True):
            if not mask:
                continue
            pieces, first = self.vocabulary.opening(phrase)
            for bit in range(count):
                # One more for the separator before it.
                if mask >> bit & 1 and pieces > 0 and (not cost[bit] or pieces + 1 < cost[bit]):
                    cost[bit] = pieces + 1
                    opening[bit] = first
        return tuple(cost), tuple(opening)

    def _ways(
        self, automaton: Automaton, masks: Sequence[int], order: Sequence[int]
    ) -> tuple[tuple[tuple[int, ...], ...], tuple[int, ...], tuple[Start, ...]]:
        """Lay SentencePiece's segmentations of every phrase over the automaton."""
        following: list[dict[int, None]] = [{} for _ in range(automaton.size)]
        progress = [0] * automaton.size
        starts: dict[tuple[int, Context], int] = defaultdict(int)
        mask_of = dict(zip(automaton.phrases, masks, strict=True))
        for bit, index in enumerate(order):
            constraint = self.segment.constraints[index]
            for way, context in self._writings(constraint):
                text = "".join(self.vocabulary.strings[piece] for piece in way).strip()
                if not mask_of.get(text, 0) >> bit & 1:
                    continue
                starts[way[0], context] |= 1 << bit
                node = WORD if context is Context.INSIDE else 1
                for done, piece in enumerate(way[:-1], start=1):
                    node = automaton.run(self.vocabulary.strings[piece], node)[0]
                    following[node][way[done]] = None
                    progress[node] = max(progress[node], done)
        return (
            tuple(tuple(pieces) for pieces in following),
            tuple(progress),
            tuple(Start(piece, bits, context) for (piece, context), bits in starts.items()),
        )

    def _writings(self, constraint: Constraint) -> list[tuple[list[int], Context]]:
        """Return the segmentations of a constraint's forms, each with where it fits."""
        upper = self._is_upper(constraint)
        found = []
        for form in constraint.forms:
            plain = self.vocabulary.normalize(form)
            if not plain:
                continue
            shown = plain.upper() if upper else plain
            initial = shown[:1].upper() + shown[1:]
            for text, context, before in (
                (" " + shown, Context.INSIDE, "x"),
                (shown, Context.OPEN, "("),
                (initial, Context.START, ""),
            ):
                ways = self.vocabulary.segmentations(text, before=before)
                found += [(way, context) for way in ways]
        return found

    def _needs(
        self, automaton: Automaton, masks: Sequence[int]
    ) -> tuple[
        tuple[tuple[tuple[int, int], ...], ...], tuple[bool, ...], tuple[tuple[int, ...], ...]
    ]:
        """Return, for each node, the ways to finish and the pieces that begin them."""
        barred = [mask == 0 for mask in masks]
        blocked = tuple(
            any(barred[phrase] for phrase in automaton.commits[index]) for index in automaton.final
        )
        entries, completions = [], []
        for node in range(automaton.size):
            best: dict[int, tuple[int, int]] = {}
            depth = len(automaton.strings[node])
            for phrase in automaton.through[node]:
                if barred[phrase]:
                    continue
                text = automaton.phrases[phrase]
                left = int(self.vocabulary.tilings(text)[depth])
                if left < 0:
                    continue
                piece = self.vocabulary.next_piece(text, depth)
                if masks[phrase] not in best or left < best[masks[phrase]][0]:
                    best[masks[phrase]] = (left, piece)
            if blocked[node]:
                escape = self._escape(automaton, node, barred, blocked)
                if escape >= 0:
                    best[0] = (1, escape)
            entries.append(tuple((left, mask) for mask, (left, _) in best.items()))
            completions.append(tuple(piece for left, piece in best.values() if left))
        return tuple(entries), blocked, tuple(completions)

    def _escape(
        self, automaton: Automaton, node: int, barred: Sequence[bool], blocked: Sequence[bool]
    ) -> int:
        """Return a piece that leads out of a blocked node inside the word; -1 where none does."""
        sealed = automaton.commits[automaton.commit[node, OTHER_WORD]]
        if any(barred[phrase] for phrase in sealed):
            return -1  # a forbidden phrase is behind us already
        for piece in self.vocabulary.word_pieces:
            after, committed = automaton.run(self.vocabulary.strings[piece], node)
            if not blocked[after] and not any(barred[phrase] for phrase in committed):
                return int(piece)
        return -1

    def _families(
        self, order: Sequence[int]
    ) -> tuple[tuple[int, ...], tuple[tuple[int, int] | None, ...]]:
        """Number constraints of the same forms alike: their spans share their attention."""
        numbers: dict[tuple[str, ...], int] = {}
        families = tuple(
            numbers.setdefault(self.segment.constraints[index].forms, len(numbers))
            for index in order
        )
        return families, tuple(self.segment.constraints[index].span for index in order)
