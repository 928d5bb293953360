"""The drop zone: one Russian file to draft, or a Russian and an English one to align."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from workbench.app.people import person
from workbench.app.state import Site
from workbench.app.wording import plain, size
from workbench.errors import InputError, WorkbenchError
from workbench.review.intake import language_of
from workbench.review.projects import (
    ALIGN,
    DRAFT,
    ProjectView,
    add_document,
    create_project,
    stem,
)
from workbench.review.uploads import SUFFIXES, Upload

_NEW = 0
"""Stands among the ids of projects for one that is yet to be made."""
_LANGUAGES = {"ru": "Russian", "en": "English"}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be made of the uploaded files: ``english`` is None for a draft."""

    russian: Upload
    english: Upload | None = None

    @property
    def kind(self) -> str:
        """The kind of document, and of the job that makes it."""
        return DRAFT if self.english is None else ALIGN


def order_of(files: Sequence[Upload]) -> Order:
    """Tell by their languages what the files are for, whatever order they came in.

    Raises InputError or LanguageError, in words for the person, where nothing can be
    made of them.
    """
    if len(files) > 2:
        raise InputError(
            f"{len(files)} files are too many at once",
            remedy="Give one Russian file, or a Russian one and its English translation.",
        )
    languages = [_language(file.name, file.data) for file in files]
    for file, language in zip(files, languages, strict=True):
        if language not in _LANGUAGES:
            raise InputError(
                "looks neither Russian nor English",
                file=file.label,
                remedy="Give a Russian file, and its English translation where there is one.",
            )
    if languages == ["ru"]:
        return Order(files[0])
    if languages == ["en"]:
        raise InputError(
            "is an English document, and drafts are made from Russian",
            file=files[0].label,
            remedy="Give the Russian file; add this one to it to align the two.",
        )
    if set(languages) == {"ru", "en"}:
        russian = languages.index("ru")
        return Order(files[russian], files[1 - russian])
    raise InputError(
        f"both files are {_LANGUAGES[languages[0]]}",
        remedy="Give a Russian file and its English translation.",
    )


@st.cache_data(show_spinner=False, max_entries=20)
def _language(name: str, data: bytes) -> str:
    """The language of a file; kept, since the page runs again with every widget."""
    return language_of(Upload(name, data))


def start(site: Site, order: Order, *, project: int | None, project_name: str) -> int:
    """Put the files into a project (a new one without ``project``) and start the job."""
    by = person()
    if project is None:
        project = create_project(site.workspace, project_name or stem(order.russian.label), by=by)
    document = add_document(site.workspace, project, order.russian, by=by, english=order.english)
    site.jobs.enqueue(document, order.kind)
    return document


def drop_zone(site: Site, projects: Sequence[ProjectView]) -> None:
    """Show the drop zone, and below it what will be made of the files in it."""
    turn = st.session_state.setdefault("upload_turn", 0)
    files = st.file_uploader(
        "One Russian file to draft, or a Russian file and its English translation to align",
        type=[suffix.removeprefix(".") for suffix in SUFFIXES],
        accept_multiple_files=True,
        key=f"upload-{turn}",
        help="Text, Word, PDF with text in it, or HTML. Which file is which is found out.",
    )
    if not files:
        return
    try:
        order = order_of([Upload(file.name, file.getvalue()) for file in files])
    except WorkbenchError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    _offer(site, order, projects)


def _offer(site: Site, order: Order, projects: Sequence[ProjectView]) -> None:
    st.caption(" · ".join(_described(order)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choice = st.selectbox(
            "Project",
            [_NEW, *(project.id for project in projects)],
            format_func=lambda one: _project_label(one, projects),
            width=280,
            key="upload_project",
        )
        name = ""
        if choice == _NEW:
            name = st.text_input(
                "Name of the project",
                value=stem(order.russian.label),
                max_chars=200,
                width=320,
                key=f"upload_name-{order.russian.label}",
            )
        label = "Draft in English" if order.english is None else "Align the two"
        if st.button(label, type="primary", icon=":material/play_arrow:"):
            try:
                start(site, order, project=choice or None, project_name=name)
            except WorkbenchError as error:
                st.error(plain(str(error)), icon=":material/error:")
                return
            st.session_state["upload_turn"] += 1  # a fresh, empty drop zone
            st.rerun()


def _described(order: Order) -> list[str]:
    files = [("Russian", order.russian)]
    if order.english is not None:
        files.append(("English", order.english))
    return [f"{language}: {plain(file.label)}, {size(len(file.data))}" for language, file in files]


def _project_label(choice: int, projects: Sequence[ProjectView]) -> str:
    names = {project.id: project.name for project in projects}
    return "A new project" if choice == _NEW else names.get(choice, "–")
