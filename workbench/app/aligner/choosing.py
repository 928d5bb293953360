"""Which document the aligner shows, and what stands there while there is none to show."""

from __future__ import annotations

import streamlit as st

from workbench.app import navigation
from workbench.app.project_list import progress_text
from workbench.app.wording import count, plain
from workbench.errors import InputError
from workbench.review.jobs import ACTIVE, Jobs, JobState
from workbench.review.projects import ALIGN, DocumentView, get_document, list_projects
from workbench.review.workspace import Workspace

REFRESH_SECONDS = 1.0
_DIGITS = 18
"""Of a document's number at most; more would not go into the database."""


def chosen_document(workspace: Workspace) -> DocumentView | None:
    """The document of the page's address, else the one that was open last in this session.

    None where there is none, or where it is not there any more. The last one counts only
    where it is one to align.
    """
    number = st.query_params.get("document", "")
    try:
        if number.isascii() and number.isdigit() and len(number) <= _DIGITS:
            return get_document(workspace, int(number))
        last = st.session_state.get("document")
        view = get_document(workspace, last) if last else None
    except InputError:
        return None
    return view if view is not None and view.kind == ALIGN else None


def show_without(workspace: Workspace) -> None:
    """Offer the documents that can be aligned, or say where they come from."""
    st.title("Aligner", anchor=False)
    pairs = [one for project in list_projects(workspace) for one in project.documents]
    pairs = [one for one in pairs if one.kind == ALIGN]
    if not pairs:
        st.write(
            "Here a Russian text and its English translation become pairs of sentences. "
            "Upload the two files in Projects; the pairs are made while you watch."
        )
        if st.button("Projects", icon=":material/folder_open:", type="primary"):
            navigation.go("projects")
        return
    st.write("Choose a document: its sentences stand side by side, and you put the pairs right.")
    for view in pairs:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(view.name)}** · {count(view.rows, 'row')}", width="stretch")
            if st.button("Open", key=f"align-{view.id}", type="primary"):
                navigation.go("aligner", document=view.id)


def show_waiting(jobs: Jobs, view: DocumentView) -> None:
    """Show how far the aligning of a document is, until its rows are there."""
    st.title(plain(view.name), anchor=False)
    job = jobs.views([view.id]).get(view.id)
    active = job is not None and job.state in ACTIVE
    st.fragment(_follow, run_every=REFRESH_SECONDS if active else None)(jobs, view.id, active)


def _follow(jobs: Jobs, document: int, was_active: bool) -> None:
    job = jobs.views([document]).get(document)
    if was_active and (job is None or job.state not in ACTIVE):
        st.rerun()  # the rows are there, or the reason why they are not
    if job is not None and job.state in ACTIVE:
        st.progress(job.share, text=progress_text(job))
        st.caption("You may close this page; the work goes on.")
        return
    if job is not None and job.state is JobState.FAILED:
        st.error(plain(job.message), icon=":material/error:")
    else:
        st.write("This document has no rows yet.")
    if st.button("Projects", icon=":material/folder_open:", type="primary"):
        navigation.go("projects")
