"""May the server listen on this address? Only with a sign-in, unless it is loopback."""

from __future__ import annotations

import errno
import ipaddress
import socket
from enum import StrEnum
from importlib.util import find_spec

from workbench.errors import SettingsError

PORTS_TRIED = 50


class SignIn(StrEnum):
    """How a person says who they are."""

    NONE = "none"
    PASSWORD = "password"
    OIDC = "oidc"


def sign_in_for(
    host: str, *, users: int, oidc: bool, allowed: int, wanted: bool | None = None
) -> SignIn:
    """Return how people sign in to a server that listens on ``host``.

    ``users`` counts those with a password, ``oidc`` says whether secrets.toml has an
    [auth] section, ``allowed`` counts the entries of server.allow, ``wanted`` is the
    flag --users/--no-users. Raises SettingsError where the address is not loopback and
    nobody could sign in.
    """
    loopback = is_loopback(host)
    if wanted and not users:
        raise SettingsError(
            "there are no users yet",
            place="--users",
            remedy="Add one with `workbench users add NAME`.",
        )
    if not loopback and wanted is False:
        raise SettingsError(
            f"{host} can be reached by others, so people must sign in",
            place="--no-users",
            remedy="Leave the flag out, or listen on 127.0.0.1.",
        )
    if wanted:
        return SignIn.PASSWORD
    if oidc and wanted is None:
        return _oidc(allowed)
    if loopback:
        return SignIn.NONE
    if users:
        return SignIn.PASSWORD
    raise SettingsError(
        f"{host} can be reached by others, and nobody could be asked to sign in",
        place="server.host",
        remedy="Add users with `workbench users add NAME`, or an [auth] section (OIDC) in "
        ".streamlit/secrets.toml, or listen on 127.0.0.1.",
    )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach ``host``; a name other than localhost is not."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def free_port(host: str, port: int, *, exact: bool) -> int:
    """Return ``port``, or the next free one where the port is only the usual one.

    Port 0 stands for any free one. Raises SettingsError where an exact port is taken or the
    address is not of this machine.
    """
    for candidate in range(port, port + (1 if exact or not port else PORTS_TRIED)):
        found, problem = _try(host, candidate)
        if problem is None:
            return found
        if problem not in (errno.EADDRINUSE, errno.EACCES):
            raise SettingsError(
                f"cannot listen on {host}",
                place="server.host",
                remedy="Give an address of this machine, such as 127.0.0.1.",
            )
    raise SettingsError(
        f"port {port} is taken or not free for us",
        place="server.port",
        remedy="Choose another with --port.",
    )


def _oidc(allowed: int) -> SignIn:
    if find_spec("authlib") is None:
        raise SettingsError(
            "an [auth] section is there, but Authlib is not installed",
            file="secrets.toml",
            remedy="Install it with `pip install 'streamlit[auth]'`.",
        )
    if not allowed:
        raise SettingsError(
            "nobody is named who may sign in with OIDC",
            place="server.allow",
            remedy='List addresses or domains, as in allow = ["@un.org"]; ["*"] lets in '
            "everybody whom the provider knows.",
        )
    return SignIn.OIDC


def _try(host: str, port: int) -> tuple[int, int | None]:
    """Listen for a moment: the port that was found free, or the number of the error."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host.strip("[]"), port))
            # On Linux two sockets may both bind with SO_REUSEADDR; only one may listen.
            probe.listen(1)
            return int(probe.getsockname()[1]), None
    except OSError as error:
        return port, error.errno or errno.EINVAL
