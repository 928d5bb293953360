"""Opening a site: the workspace of the settings, its jobs, its way to sign in."""

from __future__ import annotations

from workbench.app.binding import SignIn, sign_in_for
from workbench.app.sessions import Sessions
from workbench.app.state import Site
from workbench.app.tickets import Tickets
from workbench.app.workers import Translators, workers
from workbench.review.desk import Desk
from workbench.review.jobs import Jobs
from workbench.review.users import Users
from workbench.review.workspace import Workspace
from workbench.settings import Settings


def open_site(settings: Settings, *, users: bool | None = None) -> Site:
    """Open the workspace that ``settings`` name; ``users`` is the flag of ``workbench serve``.

    Raises InputError where the database cannot be opened, SettingsError where the
    address needs a sign-in that is not set up.
    """
    workspace = Workspace.open(settings.review.database or None)
    people = Users(workspace)
    sign_in = sign_in_for(
        settings.server.host,
        users=people.with_password(),
        oidc=oidc_configured(),
        allowed=len(settings.server.allow),
        wanted=users,
    )
    tickets = Tickets.open(workspace.folder)
    sessions = None
    if sign_in is SignIn.PASSWORD:
        sessions = Sessions(tickets.secret, people.mark, settings.server.session_hours * 3600)
    desk = Desk(workspace, glossary=settings.terms.glossary)
    translators = Translators(settings, desk.book)
    jobs = Jobs(workspace, workers(desk.book, translators))
    return Site(settings, workspace, people, desk, translators, jobs, tickets, sign_in, sessions)


def oidc_configured() -> bool:
    """Whether Streamlit finds an [auth] section in its secrets."""
    import streamlit as st

    return bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets
