"""What one server process holds: its settings, its workspace, its jobs, how people sign in."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.app.binding import SignIn
from workbench.settings import Settings, load_settings

if TYPE_CHECKING:
    from workbench.app.sessions import Sessions
    from workbench.app.tickets import Tickets
    from workbench.app.workers import Translators
    from workbench.review.desk import Desk
    from workbench.review.jobs import Jobs
    from workbench.review.memory import TranslationMemory
    from workbench.review.users import Users
    from workbench.review.workspace import Workspace


@dataclass(frozen=True)
class Site:
    """The parts that pages and routes share. ``sessions`` only where passwords are asked."""

    settings: Settings
    workspace: Workspace
    users: Users
    desk: Desk
    memory: TranslationMemory
    translators: Translators
    jobs: Jobs
    tickets: Tickets
    sign_in: SignIn = SignIn.NONE
    sessions: Sessions | None = None


_lock = threading.Lock()
_site: Site | None = None


def use(site: Site | None) -> None:
    """Make ``site`` the one of this process."""
    global _site
    with _lock:
        _site = site


def site() -> Site:
    """Return the site of this process; opened from the settings where nobody gave one."""
    global _site
    with _lock:
        if _site is None:
            from workbench.app.opening import open_site

            _site = open_site(load_settings())
        return _site
