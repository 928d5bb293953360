"""The list of projects: how far each document is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from workbench.app import navigation
from workbench.app.dialogs import Ask, ask
from workbench.app.people import may_delete
from workbench.app.state import Site
from workbench.app.wording import ago, count, duration, plain
from workbench.review.jobs import ACTIVE, JobState, JobView
from workbench.review.projects import ALIGN, DRAFT, DocumentView, ProjectView, list_projects
from workbench.review.remarking import TERMS

REFRESH_SECONDS = 1.0
_VERBS = {DRAFT: "Drafting", ALIGN: "Aligning", TERMS: "Checking terms"}


def project_list(site: Site) -> None:
    """Show the projects; while jobs run, the list follows them without blocking the page."""
    working = any(job.state in ACTIVE for job in site.jobs.views().values())
    st.fragment(_followed, run_every=REFRESH_SECONDS if working else None)(site, working)


def _followed(site: Site, was_working: bool) -> None:
    jobs = site.jobs.views()
    if was_working and not any(job.state in ACTIVE for job in jobs.values()):
        st.rerun()  # ends the following
    for project in list_projects(site.workspace):
        with st.container(border=True, key=f"project-{project.id}"):
            _project(site, project, jobs)


def _project(site: Site, project: ProjectView, jobs: Mapping[int, JobView]) -> None:
    head, menu = st.columns([6, 1], vertical_alignment="center")
    with head, st.container(gap=None):
        st.subheader(plain(project.name), anchor=False)
        by = f" by {plain(project.created_by)}" if project.created_by else ""
        st.caption(
            f"{count(len(project.documents), 'document')} · made {ago(project.created_at)}{by}"
        )
    with menu, st.container(horizontal_alignment="right"):
        _project_menu(project)
    for document in project.documents:
        _document(site, document, jobs.get(document.id))


def _project_menu(project: ProjectView) -> None:
    actions = {"Download everything": Ask.DOWNLOAD_PROJECT, "Rename": Ask.RENAME_PROJECT}
    if may_delete(project.created_by):
        actions["Delete project"] = Ask.DELETE_PROJECT
    key = f"project-menu-{project.id}"
    chosen = st.menu_button(
        "Project", list(actions), key=key, icon=":material/more_horiz:", help="More"
    )
    if chosen:
        ask(actions[chosen], project.id)


def _document(site: Site, document: DocumentView, job: JobView | None) -> None:
    with st.container(key=f"document-{document.id}"):
        name, state, buttons = st.columns([4, 4, 4], vertical_alignment="center")
        with name, st.container(gap=None):
            st.markdown(f"**{plain(document.name)}**")
            kind = "Russian and English, aligned" if document.kind == ALIGN else "ru → en, draft"
            rows = f" · {count(document.rows, 'segment')}" if document.rows else ""
            st.caption(f"{kind}{rows}")
            if document.note:
                st.caption(f":material/info: {plain(document.note)}")
        with state:
            _state(document, job)
        with buttons:
            _buttons(site, document, job)


def _state(document: DocumentView, job: JobView | None) -> None:
    if job is None or job.state is JobState.DONE:
        share = document.approved / document.rows if document.rows else 0.0
        st.progress(share, text=f"{document.approved:,} of {document.rows:,} approved")
        return
    if job.state is JobState.FAILED:
        st.error(plain(job.message), icon=":material/error:")
        return
    st.progress(job.share, text=progress_text(job))


def progress_text(job: JobView) -> str:
    """What stands over the bar of a job: what is done, how fast, how long it will take."""
    verb = _VERBS.get(job.kind, job.kind)
    if job.state is JobState.QUEUED:
        return f"{verb}: waiting for its turn"
    if not job.total:
        return f"{verb}: reading the file"
    parts = [f"{verb}: {job.done:,} of {job.total:,}"]
    if job.state is JobState.PAUSED:
        parts.append("paused")
    elif job.message:
        parts.append(plain(job.message))
    elif job.done == job.total:
        parts.append("finishing")
    elif job.pace and job.left is not None:
        parts += [f"{job.pace:.1f} a second", f"{duration(job.left)} left"]
    return " · ".join(parts)


def _buttons(site: Site, document: DocumentView, job: JobView | None) -> None:
    with st.container(horizontal=True, horizontal_alignment="right"):
        if job is not None and job.state in ACTIVE:
            st.button(
                "Pause",
                key=f"pause-{document.id}",
                icon=":material/pause:",
                on_click=site.jobs.pause,
                args=(job.id,),
            )
        elif job is not None and job.state is not JobState.DONE:
            label = "Try again" if job.state is JobState.FAILED else "Resume"
            if st.button(label, key=f"resume-{document.id}", icon=":material/play_arrow:"):
                site.jobs.resume(job.id)
                st.rerun()  # begins the following
        _open_button(document)
        _document_menu(document)


def _open_button(document: DocumentView) -> None:
    pages = [name for name in pages_for(document) if navigation.script(name).is_file()]
    if not pages or not document.rows:
        return
    if st.button("Open", key=f"open-{document.id}", icon=":material/edit_note:"):
        navigation.go(pages[0], document=document.id)


def pages_for(document: DocumentView) -> Sequence[str]:
    """The pages that show a document, the best one first."""
    return ("aligner", "editor") if document.kind == ALIGN else ("editor",)


def _document_menu(document: DocumentView) -> None:
    actions = {"Download": Ask.DOWNLOAD_DOCUMENT} if document.rows else {}
    if may_delete(document.created_by):
        actions["Delete"] = Ask.DELETE_DOCUMENT
    if not actions:
        return
    key = f"document-menu-{document.id}"
    chosen = st.menu_button(
        "", list(actions), key=key, icon=":material/more_horiz:", help=f"More for {document.name}"
    )
    if chosen:
        ask(actions[chosen], document.id)
