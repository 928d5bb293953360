from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import said
from workbench.app import state
from workbench.app.binding import SignIn
from workbench.app.people import admitted
from workbench.app.server import SCRIPT, streamlit_options
from workbench.app.sessions import Sessions
from workbench.app.state import Site


@pytest.mark.parametrize(
    ("claims", "allow", "right"),
    [
        ({"email": "anna@un.org"}, ("@un.org",), True),
        ({"email": "Anna@UN.org"}, ("anna@un.org",), True),
        ({"email": "anna@un.org.evil.example"}, ("@un.org",), False),
        ({"email": "anna@evilun.org"}, ("@un.org",), False),
        ({"email": "anna@evil.example"}, ("anna@un.org", "@un.org"), False),
        ({"email": "anna@un.org", "email_verified": False}, ("@un.org",), False),
        ({"email": "anna@un.org", "email_verified": True}, ("@un.org",), True),
        ({"sub": "1"}, ("@un.org",), False),
        ({"sub": "1"}, ("*",), True),
        ({"email": ""}, ("",), False),
    ],
)
def test_who_may_come_in_with_oidc(
    claims: dict[str, object], allow: tuple[str, ...], right: bool
) -> None:
    assert admitted(claims, allow) is right


def test_with_passwords_a_page_without_a_session_shows_nothing(site: Site) -> None:
    """The door stops such a request before; a session may end while a page is open."""
    sessions = Sessions(b"secret", {"anna": "mark"}.get, 60.0)
    state.use(replace(site, sign_in=SignIn.PASSWORD, sessions=sessions))
    test = AppTest.from_file(str(SCRIPT), default_timeout=60).run()
    assert [title.value for title in test.title] == ["Your session has ended"]
    assert not test.file_uploader
    assert "Projects" not in said(test)


def test_streamlit_takes_the_limits_of_the_settings(site: Site) -> None:
    from streamlit import config

    options = streamlit_options(site, host="127.0.0.1", port=8501)
    assert options["server.maxUploadSize"] == site.settings.server.upload_mb
    assert options["client.disableDataExport"] is True
    assert options["browser.gatherUsageStats"] is False
    assert options.keys() <= config._config_options_template.keys()
