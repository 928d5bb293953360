"""The dialogs of the projects page: download, rename, delete."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NoReturn

import streamlit as st

from workbench.app import state
from workbench.app.wording import count, plain
from workbench.errors import WorkbenchError
from workbench.review.bundles import everything, one_file
from workbench.review.exporting import Kind, Languages, safe_name
from workbench.review.projects import (
    DocumentView,
    ProjectView,
    delete_document,
    delete_project,
)
from workbench.review.projects import (
    rename_project as rename,
)
from workbench.review.status import Status

_ASKED = "asked"
KIND_LABELS = {
    Kind.ENGLISH: "English document",
    Kind.TMX: "TMX (translation memory)",
    Kind.XLIFF: "XLIFF 2.1",
    Kind.DOCX: "Bilingual DOCX",
    Kind.CSV: "CSV table",
}


class Ask(StrEnum):
    """The questions that a menu of the page can put."""

    DOWNLOAD_DOCUMENT = "download document"
    DOWNLOAD_PROJECT = "download project"
    RENAME_PROJECT = "rename project"
    DELETE_DOCUMENT = "delete document"
    DELETE_PROJECT = "delete project"


def ask(question: Ask, subject: int) -> NoReturn:
    """Open a dialog about a project or document (its id) at the next run of the page.

    The list may run again by itself every second while jobs go on, which would close a
    dialog that it had opened; one that the page has opened stays.
    """
    st.session_state[_ASKED] = (question, subject)
    st.rerun()


def answer_asked(projects: Sequence[ProjectView]) -> None:
    """Open the dialog that was asked for, if any."""
    question, subject = st.session_state.pop(_ASKED, (None, 0))
    for project in projects:
        if question in _ABOUT_PROJECTS and project.id == subject:
            _ABOUT_PROJECTS[question](project)
        for document in project.documents:
            if question in _ABOUT_DOCUMENTS and document.id == subject:
                _ABOUT_DOCUMENTS[question](document)


def languages() -> Languages:
    """The language codes and the author that files of this site carry."""
    exchange = state.site().settings.exchange
    return Languages(exchange.source_language, exchange.target_language, exchange.creator)


@st.dialog("Download", icon=":material/download:")
def download_document(document: DocumentView) -> None:
    """Choose a form; say what goes out and what does not; hand it over."""
    kind = st.selectbox("Form", list(KIND_LABELS), format_func=KIND_LABELS.__getitem__)
    all_statuses = _scope([document])
    try:
        bundle = one_file(
            state.site().workspace,
            document.id,
            kind,
            all_statuses=all_statuses,
            languages=languages(),
        )
    except WorkbenchError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    account = bundle.accounts[0][1]
    st.caption(f"In it: {plain(account.sentence())}.")
    if not account.written:
        st.info("Nothing is approved yet. Switch on “Take the others too” to have the drafts.")
    st.download_button(
        f"Download {plain(bundle.name)}",
        bundle.data,
        file_name=bundle.name,
        type="primary",
        on_click="ignore",
        icon=":material/download:",
    )


@st.dialog("Download everything", icon=":material/download:")
def download_project(project: ProjectView) -> None:
    """All documents in all forms, in one archive."""
    if not project.documents:
        st.write("There is no document in this project yet.")
        return
    all_statuses = _scope(project.documents)
    st.caption(
        f"{count(len(project.documents), 'document')}, each as TMX with its SRX, XLIFF, bilingual "
        "DOCX, CSV and the English document. contents.txt in the archive says what each holds."
    )
    st.download_button(
        "Download the archive",
        lambda: (
            everything(
                state.site().workspace,
                project.id,
                all_statuses=all_statuses,
                languages=languages(),
            ).data
        ),
        file_name=f"{safe_name(project.name, 'project')}.zip",
        type="primary",
        on_click="ignore",
        icon=":material/download:",
    )


@st.dialog("Rename the project")
def rename_project(project: ProjectView) -> None:
    """Another name for a project."""
    with st.form("rename", border=False):
        name = st.text_input("Name", value=project.name, max_chars=200, required=True)
        if st.form_submit_button("Rename", type="primary"):
            rename(state.site().workspace, project.id, name)
            st.rerun()


@st.dialog("Delete the project?")
def confirm_delete_project(project: ProjectView) -> None:
    """Ask before a project goes."""
    approved = sum(document.approved for document in project.documents)
    st.write(
        f"**{plain(project.name)}** with {count(len(project.documents), 'document')} and "
        f"{count(approved, 'approved segment')} will be deleted. This cannot be undone."
    )
    if _confirmed():
        delete_project(state.site().workspace, project.id)
        st.rerun()


@st.dialog("Delete the document?")
def confirm_delete_document(document: DocumentView) -> None:
    """Ask before a document goes."""
    st.write(
        f"**{plain(document.name)}** with {count(document.rows, 'segment')}, "
        f"{document.approved:,} of them approved, will be deleted. This cannot be undone."
    )
    if _confirmed():
        delete_document(state.site().workspace, document.id)
        st.rerun()


def _confirmed() -> bool:
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Keep"):
            st.rerun()
        return st.button("Delete", type="primary", icon=":material/delete:")


def _scope(documents: tuple[DocumentView, ...] | list[DocumentView]) -> bool:
    """Ask whether more than the approved goes out, and say what that would be."""
    rows = sum(document.rows for document in documents)
    approved = sum(document.approved for document in documents)
    rejected = sum(document.counts.get(Status.REJECTED, 0) for document in documents)
    st.write(f"{approved:,} of {count(rows, 'segment')} are approved.")
    help_text = "Reviewed, edited and machine drafts too; rejected texts stay out."
    if rejected:
        help_text += f" {count(rejected, 'text')} rejected."
    return st.toggle("Take the others too", help=help_text)


_ABOUT_PROJECTS = {
    Ask.DOWNLOAD_PROJECT: download_project,
    Ask.RENAME_PROJECT: rename_project,
    Ask.DELETE_PROJECT: confirm_delete_project,
}
_ABOUT_DOCUMENTS = {
    Ask.DOWNLOAD_DOCUMENT: download_document,
    Ask.DELETE_DOCUMENT: confirm_delete_document,
}
