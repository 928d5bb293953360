"""What reviewers' corrections suggest for the term base; one click adds it."""

from __future__ import annotations

import streamlit as st

from workbench.app.changed_terms import terms_changed
from workbench.app.state import Site
from workbench.app.wording import count, plain
from workbench.errors import WorkbenchError
from workbench.review.project_terms import new_entry, save_entry
from workbench.review.projects import ProjectView
from workbench.review.statistics.rows import figure_rows
from workbench.review.statistics.suggestions import LEAST_ROWS, Suggestion, suggestions
from workbench.terminology import TermBase

MOST_SHOWN = 50


def suggestion_list(site: Site, project: ProjectView, base: TermBase) -> None:
    """Show the suggestions for a project, each with its button."""
    documents = [document.id for document in project.documents]
    found = suggestions(site.workspace, figure_rows(site.workspace, documents), base)
    if not found:
        st.write(
            "Nothing yet. When reviewers correct the same words of a draft in the same way in "
            f"{LEAST_ROWS} segments, the pair is suggested here."
        )
        return
    st.caption("A click adds the pair to this project's term base; new drafts will hold it.")
    for number, suggestion in enumerate(found[:MOST_SHOWN]):
        _suggestion(site, project, suggestion, number)


def _suggestion(site: Site, project: ProjectView, suggestion: Suggestion, number: int) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        rows = count(len(suggestion.rows), "segment")
        st.markdown(
            f"**{plain(suggestion.source)}** → **{plain(suggestion.target)}**  \n"
            f":gray[instead of “{plain(suggestion.before)}”, in {rows}]"
        )
        st.button(
            "Add",
            key=f"suggestion-{number}-{suggestion.source}",
            icon=":material/add:",
            on_click=_add,
            args=(site, project, suggestion),
            help=f"Add {suggestion.source} to the term base",
        )


def _add(site: Site, project: ProjectView, suggestion: Suggestion) -> None:
    note = f"from corrections in {len(suggestion.rows)} segments"
    entry = new_entry(suggestion.source, suggestion.target, note=note)
    try:
        save_entry(site.workspace, project.id, entry, site.settings.terms.glossary)
    except WorkbenchError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    terms_changed(site, project.id)
    st.toast(plain(f"{suggestion.source} is in the term base."), icon=":material/check:")
