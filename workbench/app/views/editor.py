"""The page where drafts are corrected and approved."""

import streamlit as st

from workbench.app import navigation, state
from workbench.app.dialogs import download_document
from workbench.app.element import mount
from workbench.app.people import person
from workbench.errors import InputError
from workbench.review.projects import get_document

site = state.site()


def _number(name: str) -> int | None:
    value = st.query_params.get(name, "")
    return int(value) if value.isascii() and value.isdigit() else None


def _latest() -> int | None:
    """The document this person had open last in this session."""
    return st.session_state.get("document")


document = _number("document") or _latest()
try:
    view = get_document(site.workspace, document) if document else None
except InputError:
    view = None

if view is None:
    st.title("Editor")
    st.write("Choose a document in Projects: its drafts are corrected and approved here.")
    if st.button("Projects", icon=":material/folder_open:", type="primary"):
        navigation.go("projects")
elif not view.rows:
    st.title(view.name)
    st.write("This document has no segments yet. Its progress is shown in Projects.")
    if st.button("Projects", icon=":material/folder_open:", type="primary"):
        navigation.go("projects")
else:
    st.session_state["document"] = view.id
    wants_export = mount(
        "editor",
        document=view.id,
        user=person(),
        tickets=site.tickets,
        row=_number("row"),
        title=view.name,
    )
    if wants_export:
        download_document(view)
