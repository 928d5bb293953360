"""Opening a site: the workspace of the settings, its jobs, its way to sign in."""

from __future__ import annotations

from workbench.app.binding import SignIn, sign_in_for
from workbench.app.sessions import Sessions
from workbench.app.state import Site
from workbench.app.tickets import Tickets
from workbench.app.workers import Translators, workers
from workbench.review.desk import Desk
from workbench.review.jobs import Jobs
from workbench.review.matches import DeskMemory
from workbench.review.memory import TranslationMemory
from workbench.review.providers import Drafter
from workbench.review.redrafting import LazyDrafter
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
    memory = TranslationMemory(workspace.engine)
    answers = DeskMemory(memory)
    desk = Desk(
        workspace,
        glossary=settings.terms.glossary,
        drafter=LazyDrafter(lambda: _redrafter(settings)),
        memory=answers,
    )
    translators = Translators(settings, desk.book)
    jobs = Jobs(workspace, workers(settings, desk.book, translators, answers))
    return Site(
        settings, workspace, people, desk, memory, translators, jobs, tickets, sign_in, sessions
    )


def _redrafter(settings: Settings) -> Drafter:
    """What drafts one segment again under conditions."""
    from workbench.translation import open_model
    from workbench.translation.constraints import ConstrainedDecoder, SearchSettings

    options = settings.translation
    return ConstrainedDecoder(
        open_model(options.model),
        settings=SearchSettings(beam=options.beam, length_penalty=options.length_penalty),
        threads=options.threads,
    )


def oidc_configured() -> bool:
    """Whether Streamlit finds an [auth] section in its secrets."""
    import streamlit as st

    return bool(st.secrets.load_if_toml_exists()) and "auth" in st.secrets
