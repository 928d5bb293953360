"""Terms: the term base of a project, its clashes, and what corrections suggest to add."""

import streamlit as st

from workbench.app import state
from workbench.app.choice import choose_project
from workbench.app.term_findings import findings_table
from workbench.app.term_form import entry_form
from workbench.app.term_suggestions import suggestion_list
from workbench.app.term_table import entry_search
from workbench.app.wording import plain
from workbench.errors import WorkbenchError
from workbench.review.project_terms import term_base
from workbench.review.projects import ProjectView, list_projects
from workbench.terminology import TermBase, load_term_base

site = state.site()
projects = list_projects(site.workspace)
glossary = site.settings.terms.glossary


@st.cache_data(show_spinner=False, max_entries=4)
def house_base(path: str, stamp: float) -> TermBase:
    """The term base of the house; ``stamp`` is the time of its last change."""
    return load_term_base(path)


st.title("Terms", anchor=False)
chosen: ProjectView | None = None
try:
    if projects:
        chosen = choose_project(projects, label="Term base of")
        base = term_base(site.workspace, chosen.id, glossary)
    elif glossary:
        base = house_base(str(glossary), glossary.stat().st_mtime)
        st.caption("The term base of the house. Entries are changed inside a project.")
    else:
        st.write("No term base is set. Name a file in workbench.toml, section terms: glossary.")
        st.stop()
except WorkbenchError as error:
    st.error(plain(str(error)), icon=":material/error:")
    st.stop()

names = ["Entries", "Clashes"] + (["Suggestions from corrections"] if chosen else [])
tabs = st.tabs(names, on_change="rerun", key="terms_tabs")
if tabs[0].open:
    with tabs[0]:
        if chosen is None:
            entry_search(base)
        else:
            table, form = st.columns([5, 3], gap="medium")
            with table:
                entry = entry_search(base)
            with form:
                entry_form(site, chosen, entry)
if tabs[1].open:
    with tabs[1]:
        findings_table(base)
if chosen is not None and tabs[2].open:
    with tabs[2]:
        suggestion_list(site, chosen, base)
