"""Who sits before the page, by the way in which this server lets people in."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from typing import Any

import streamlit as st

from workbench.app import state
from workbench.app.binding import SignIn
from workbench.app.gate import SIGN_OUT
from workbench.app.sessions import COOKIE
from workbench.app.wording import plain
from workbench.review.users import MANAGER


def person() -> str:
    """The name that stands on every action of this page."""
    site = state.site()
    if site.sign_in is SignIn.OIDC:
        return str(st.user.get("email") or st.user.get("sub") or "")
    if site.sessions is not None:
        return site.sessions.user(st.context.cookies.get(COOKIE)) or ""
    return _local_name()


def may_delete(created_by: str) -> bool:
    """Whether the person may delete what ``created_by`` made."""
    site = state.site()
    if site.sign_in is SignIn.NONE or created_by in ("", person()):
        return True
    user = site.users.get(person())
    return user is not None and user.role == MANAGER


def require_person() -> None:
    """Show the sign-in instead of the page where nobody is signed in."""
    site = state.site()
    if site.sign_in is SignIn.OIDC:
        _require_oidc(site.settings.server.allow)
    elif site.sessions is not None and not person():
        st.title("Your session has ended")
        st.write("Sign in again to go on; what you confirmed is saved.")
        st.link_button("Sign in", SIGN_OUT, type="primary")
        st.stop()


def signed_in_as() -> None:
    """Say in the sidebar who works here, with the way out, where people sign in."""
    site = state.site()
    if site.sign_in is SignIn.NONE:
        return
    with st.sidebar:
        st.caption(f"Signed in as {plain(person())}")
        if site.sign_in is SignIn.OIDC:
            st.button("Sign out", on_click=st.logout, icon=":material/logout:")
        else:
            st.link_button("Sign out", SIGN_OUT, icon=":material/logout:")


def admitted(claims: Any, allow: Sequence[str]) -> bool:
    """Whether the claims of an OIDC provider name somebody whom ``allow`` lets in.

    ``allow`` holds addresses, domains ("@un.org") and "*" for everybody. An address
    that the provider says it has not verified does not count.
    """
    if "*" in allow:
        return True
    address = str(claims.get("email") or "").casefold()
    if not address or claims.get("email_verified", True) is False:
        return False
    domain = address[address.rfind("@") :]
    return any(entry.casefold() in (address, domain) for entry in allow)


def _require_oidc(allow: Sequence[str]) -> None:
    if not st.user.is_logged_in:
        st.title("Bilingual workbench")
        st.write("Russian to English, United Nations documents.")
        for provider, label in _providers():
            st.button(label, on_click=st.login, args=provider, type="primary")
        st.stop()
    if not admitted(st.user, allow):
        st.title("No access")
        st.write(f"{person()} is not on the list of people who may work here.")
        st.button("Sign in as somebody else", on_click=st.logout)
        st.stop()


def _providers() -> list[tuple[tuple[str, ...], str]]:
    """The arguments of st.login and the label of the button for each provider."""
    section = st.secrets["auth"]
    named = [name for name, value in section.items() if hasattr(value, "keys")]
    if named:
        return [((name,), f"Sign in with {name.title()}") for name in named]
    return [((), "Sign in")]


def _local_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user in the system's list, as in some containers
        return "reviewer"
