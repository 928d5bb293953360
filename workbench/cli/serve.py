"""``workbench serve``: the pages, on this machine or for a team."""

from __future__ import annotations

from typing import Annotated

import typer


def serve(
    host: Annotated[
        str | None, typer.Option("--host", help="Address to listen on (127.0.0.1).")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", help="Port (8501, or the next free).")
    ] = None,
    database: Annotated[
        str | None, typer.Option("--database", help="Database URL (SQLite in your data folder).")
    ] = None,
    users: Annotated[
        bool | None,
        typer.Option(
            "--users/--no-users", help="Ask for name and password (always, unless on loopback)."
        ),
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the page in a browser.")
    ] = True,
) -> None:
    """Serve the pages: projects, editor, aligner, terms, memory, report.

    On loopback nobody signs in. Any other address needs users with passwords (`workbench
    users add NAME`) or an [auth] section (OIDC) in .streamlit/secrets.toml.
    """
    from workbench.app.binding import free_port
    from workbench.app.opening import open_site
    from workbench.app.server import serve as serve_site
    from workbench.settings import load_settings

    settings = load_settings(server={"host": host, "port": port}, review={"database": database})
    where = settings.server
    site = open_site(settings, users=users)
    usual = type(where).model_fields["port"].default
    chosen = free_port(where.host, where.port, exact=where.port != usual)
    serve_site(site, host=where.host, port=chosen, browser=browser)
