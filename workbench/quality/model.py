"""What a check says, and what a check is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at in ``target[start:end]``; an empty span is a place.

    ``fix`` is what should stand there instead, None where only a person can know.
    """

    check: str
    message: str
    start: int
    end: int
    fix: str | None = None

    def apply(self, target: str) -> str:
        """The target with the fix in place; ValueError where there is none."""
        if self.fix is None:
            raise ValueError(f"the finding of {self.check!r} has no fix")
        return target[: self.start] + self.fix + target[self.end :]


# Source and target sentence in, findings about the target out.
Check = Callable[[str, str], Iterator[Finding]]
