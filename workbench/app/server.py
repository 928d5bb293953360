"""The server: Streamlit's pages with our routes, our door and our settings."""

from __future__ import annotations

import logging
import threading
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from workbench.app import state
from workbench.app.assets import asset_routes
from workbench.app.binding import SignIn
from workbench.app.gate import Door, Gate
from workbench.app.host_config import QuietHostConfig
from workbench.app.theme import theme_options
from workbench.app.wording import plain
from workbench.errors import WorkbenchError

if TYPE_CHECKING:
    from streamlit.starlette import App

SCRIPT = Path(__file__).with_name("main.py")
log = logging.getLogger("workbench.app")


def make_app(site: state.Site, *, started: threading.Event | None = None) -> App:
    """Return the ASGI application over ``site``: pages, routes, door.

    ``started`` is set when it takes requests.
    """
    import streamlit as st

    state.use(site)

    @asynccontextmanager
    async def lifespan(app: App) -> AsyncIterator[None]:
        site.jobs.start()
        if started:
            started.set()
        try:
            yield
        finally:
            site.jobs.stop()

    return st.App(
        SCRIPT,
        routes=_routes(site),
        middleware=[
            Middleware(Gate, sessions=site.sessions, any_host=site.sign_in is SignIn.OIDC),
            Middleware(QuietHostConfig),
        ],
        lifespan=lifespan,
        on_script_error=show_error,
    )


def serve(site: state.Site, *, host: str, port: int, browser: bool) -> None:
    """Serve ``site`` until the process is told to stop."""
    started = threading.Event()
    url = address(host, port)
    app = make_app(site, started=started)
    threading.Thread(
        target=_announce, args=(started, url, site, browser), name="announce", daemon=True
    ).start()
    app.run(config=streamlit_options(site, host=host, port=port))


def streamlit_options(site: state.Site, *, host: str, port: int) -> dict[str, Any]:
    """Streamlit's own settings for our server, by their dotted names."""
    return {
        **theme_options(),
        "server.address": host,
        "server.port": port,
        "server.headless": True,
        "server.maxUploadSize": site.settings.server.upload_mb,
        "server.fileWatcherType": "none",
        "server.runOnSave": False,
        "browser.gatherUsageStats": False,
        "server.showEmailPrompt": False,
        "client.toolbarMode": "minimal",
        # Its CSV would let a cell become a formula; ours do not.
        "client.disableDataExport": True,
        "client.showErrorDetails": "none",
        "logger.hideWelcomeMessage": True,
    }


def address(host: str, port: int) -> str:
    """The address to open in a browser on this machine."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def show_error(error: Exception) -> bool:
    """Show an error of a page as its sentences; what was not expected goes to the log."""
    import streamlit as st

    if isinstance(error, WorkbenchError):
        st.error(plain(str(error)), icon=":material/error:")
        return True
    log.error("a page failed", exc_info=error)
    st.error(
        "This page met an error that was not expected. Your work is saved. Reload the page; "
        "if it comes again, the server's log says more.",
        icon=":material/error:",
    )
    return True


def _routes(site: state.Site) -> list[BaseRoute]:
    routes = asset_routes()
    if site.sessions:
        door = Door(site.sessions, site.users.check)
        routes += door.routes()
    from workbench.app.routes_editor import editor_routes

    return [*routes, *editor_routes(lambda: site.desk, site.tickets)]


def _announce(started: threading.Event, url: str, site: state.Site, browser: bool) -> None:
    started.wait()
    who = {
        SignIn.NONE: "without sign-in",
        SignIn.PASSWORD: "with names and passwords",
        SignIn.OIDC: "with OIDC sign-in",
    }[site.sign_in]
    print(f"Workbench at {url} ({who}). Ctrl+C ends it; nothing is lost.", flush=True)
    if browser:
        webbrowser.open(url)
