"""The pages of the workbench, in the order of the work."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

VIEWS = Path(__file__).with_name("views")
_PAGES = (
    ("projects", "Projects", ":material/folder_open:", "What is in work, and new documents."),
    ("editor", "Editor", ":material/edit_note:", "Drafts are corrected and approved."),
    ("aligner", "Aligner", ":material/join:", "Two texts become pairs."),
    ("terms", "Terms", ":material/menu_book:", "The term base: search, edit, suggestions."),
    ("memory", "Memory", ":material/history:", "Search earlier translations; import and export."),
    ("report", "Report", ":material/monitoring:", "Progress, effort, terms and checks."),
)


def pages() -> list[StreamlitPage]:
    """The pages whose scripts are there; the first is the one to start with."""
    return [
        page(name, title, icon, about)
        for name, title, icon, about in _PAGES
        if script(name).is_file()
    ]


def script(name: str) -> Path:
    """The script of a page."""
    return VIEWS / f"{name}.py"


def page(name: str, title: str, icon: str, about: str) -> StreamlitPage:
    """Streamlit's description of a page."""
    return st.Page(
        script(name),
        title=title,
        icon=icon,
        url_path=name,
        default=name == _PAGES[0][0],
        help=about,
    )


def go(name: str, **query: int | str) -> None:
    """Open another page, with ``query`` in its address."""
    st.switch_page(script(name), query_params={key: str(value) for key, value in query.items()})
