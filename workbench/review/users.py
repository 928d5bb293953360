"""The people who may sign in, with passwords kept as scrypt hashes (RFC 7914)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from workbench.errors import InputError
from workbench.review.tables import UserRecord
from workbench.review.workspace import Workspace

REVIEWER, MANAGER = "reviewer", "manager"
ROLES = (REVIEWER, MANAGER)
"""A manager may also delete what others made."""
SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 1_000
LONGEST_NAME = 100
# OWASP, Password Storage Cheat Sheet: N = 2^16, r = 8, p = 2 (64 MiB).
_COST, _BLOCK, _PARALLEL = 2**16, 8, 2


@dataclass(frozen=True, slots=True)
class User:
    """A person: ``name`` is what they type and what stands on their actions."""

    name: str
    display: str
    role: str
    created: datetime


def hash_password(password: str) -> str:
    """Return ``scrypt$N$r$p$salt$hash`` for a password."""
    salt = secrets.token_bytes(16)
    key = _scrypt(password, salt, _COST, _BLOCK, _PARALLEL)
    return f"scrypt${_COST}${_BLOCK}${_PARALLEL}${_encode(salt)}${_encode(key)}"


def is_right(password: str, stored: str) -> bool:
    """Whether ``password`` is the one of a stored hash; an empty hash has none."""
    try:
        name, cost, block, parallel, salt, key = stored.split("$")
    except ValueError:
        return False
    if name != "scrypt" or len(password) > LONGEST_PASSWORD:
        return False
    found = _scrypt(password, _decode(salt), int(cost), int(block), int(parallel))
    return hmac.compare_digest(found, _decode(key))


@dataclass(frozen=True)
class Users:
    """The users of a workspace."""

    workspace: Workspace

    def add(self, name: str, password: str, *, role: str = REVIEWER, display: str = "") -> None:
        """Add a person, or give one another password and role.

        Raises InputError for a name, password or role that cannot be taken.
        """
        _require(name, password, role)
        with self.workspace.writing() as session:
            record = session.get(UserRecord, name) or UserRecord(name=name)
            record.password_hash = hash_password(password)
            record.role = role
            record.display = display or record.display or name
            session.add(record)

    def remove(self, name: str) -> None:
        """Take a person off the list; their actions keep the name. InputError where unknown."""
        with self.workspace.writing() as session:
            if session.get(UserRecord, name) is None:
                raise InputError(f"there is no user {name!r}", remedy="`workbench users list`.")
            session.execute(delete(UserRecord).where(UserRecord.name == name))

    def all(self) -> Sequence[User]:
        """Everybody, by name."""
        with self.workspace.reading() as session:
            records = session.scalars(select(UserRecord).order_by(UserRecord.name))
            return [_user(record) for record in records]

    def get(self, name: str) -> User | None:
        """The person of this name."""
        with self.workspace.reading() as session:
            record = session.get(UserRecord, name)
            return _user(record) if record else None

    def with_password(self) -> int:
        """How many can sign in with a password."""
        query = select(func.count()).where(UserRecord.password_hash != "")
        with self.workspace.reading() as session:
            return session.scalar(query) or 0

    def check(self, name: str, password: str) -> bool:
        """Whether this is the password of this person; as slow for an unknown name."""
        mark = self.mark(name)
        right = is_right(password, mark or _NOBODY)
        return right and mark is not None

    def mark(self, name: str) -> str | None:
        """What changes with the person's password; None for somebody who cannot sign in."""
        with self.workspace.reading() as session:
            record = session.get(UserRecord, name)
            return (record.password_hash or None) if record else None


# A hash of a password that nobody knows, so that an unknown name takes as long as a known one.
_NOBODY = f"scrypt${_COST}${_BLOCK}${_PARALLEL}${'A' * 22}==${'A' * 43}="


def _require(name: str, password: str, role: str) -> None:
    if not name or name != name.strip() or not name.isprintable() or len(name) > LONGEST_NAME:
        raise InputError(
            f"the name {name!r} cannot be taken",
            remedy=f"Use 1 to {LONGEST_NAME} letters or figures without spaces around them.",
        )
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise InputError(
            f"the password has {len(password)} characters",
            remedy=f"Use at least {SHORTEST_PASSWORD}; a few words are easy to remember.",
        )
    if role not in ROLES:
        raise InputError(f"there is no role {role!r}", remedy=f"Use {' or '.join(ROLES)}.")


def _scrypt(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    return hashlib.scrypt(
        password.encode(),
        salt=salt,
        n=cost,
        r=block,
        p=parallel,
        maxmem=2 * 128 * cost * block,
        dklen=32,
    )


def _user(record: UserRecord) -> User:
    return User(record.name, record.display or record.name, record.role, record.created)


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _decode(text: str) -> bytes:
    return base64.b64decode(text)
