"""Who is signed in: a signed cookie, and the brake on guessing passwords."""

from __future__ import annotations

import base64
import hashlib
import hmac
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

COOKIE = "workbench_session"
FREE_TRIES = 5
"""Wrong passwords in a row before a name, or an address, has to wait."""
LONGEST_WAIT = 900.0
"""Seconds; the wait doubles with every further wrong password up to this."""
MOST_REMEMBERED = 10_000


@dataclass(frozen=True)
class Sessions:
    """Makes and reads session cookies: name, expiry, and what ties them to the password.

    ``mark`` returns a text that changes with the user's password (its stored hash), or
    None where there is no such user: a changed password or a removed user ends all their
    sessions. The signature is HMAC-SHA-256 under ``secret`` (RFC 2104).
    """

    secret: bytes
    mark: Callable[[str], str | None]
    seconds: float
    clock: Callable[[], float] = time.time

    def issue(self, user: str) -> str:
        """Return the cookie of a fresh session; ValueError for a user that is not there."""
        mark = self.mark(user)
        if mark is None:
            raise ValueError(f"no user {user!r}")
        expiry = int(self.clock() + self.seconds)
        name = base64.urlsafe_b64encode(user.encode()).decode().rstrip("=")
        return f"{name}.{expiry}.{self._sign(user, expiry, mark)}"

    def user(self, cookie: str | None) -> str | None:
        """Return the user whose unexpired session ``cookie`` is, or None."""
        try:
            name, written, signature = (cookie or "").split(".")
            expiry = int(written)
            user = base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode()
        except ValueError:
            return None
        mark = self.mark(user)
        if mark is None or expiry < self.clock():
            return None
        right = hmac.compare_digest(signature.encode(), self._sign(user, expiry, mark).encode())
        return user if right else None

    def _sign(self, user: str, expiry: int, mark: str) -> str:
        tied = hashlib.sha256(mark.encode()).hexdigest()
        text = f"session\n{user}\n{expiry}\n{tied}"
        return hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()


@dataclass
class Brake:
    """Counts wrong passwords by key (a name, an address) and says how long to wait."""

    clock: Callable[[], float] = time.monotonic
    _failures: dict[str, tuple[int, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, *keys: str) -> float:
        """Return the seconds until any of ``keys`` may be tried again; 0 for now."""
        now = self.clock()
        with self._lock:
            return max(0.0, *(self._until(key) - now for key in keys))

    def failed(self, *keys: str) -> None:
        """Note a wrong password for each of ``keys``."""
        now = self.clock()
        with self._lock:
            if len(self._failures) > MOST_REMEMBERED:
                self._forget(now)
            for key in keys:
                self._failures[key] = (self._failures.get(key, (0, now))[0] + 1, now)

    def passed(self, *keys: str) -> None:
        """Forget the wrong passwords of ``keys``."""
        with self._lock:
            for key in keys:
                self._failures.pop(key, None)

    def _until(self, key: str) -> float:
        count, last = self._failures.get(key, (0, 0.0))
        if count < FREE_TRIES:
            return 0.0
        return last + float(min(LONGEST_WAIT, 2.0 ** min(count - FREE_TRIES + 1, 20)))

    def _forget(self, now: float) -> None:
        old = [key for key, (_, last) in self._failures.items() if now - last > LONGEST_WAIT]
        for key in old:
            del self._failures[key]
