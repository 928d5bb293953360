"""The form of a term base entry."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from workbench.app.changed_terms import terms_changed
from workbench.app.state import Site
from workbench.app.term_table import POLICY_LABELS
from workbench.app.wording import plain
from workbench.errors import WorkbenchError
from workbench.review.project_terms import new_entry, remove_entry, save_entry
from workbench.review.projects import ProjectView
from workbench.terminology import Policy, TermEntry

_EXPLAINED = (
    "Enforced: a draft always has it. Counted: a draft may differ, the report says so. "
    "Copied: the Russian text stands in the English as it is."
)


def entry_form(site: Site, project: ProjectView, entry: TermEntry | None) -> None:
    """Show ``entry`` to be changed, or an empty form for a new one."""
    st.markdown("**Change the entry**" if entry else "**New entry**")
    with st.form(f"term-{entry.id if entry else 'new'}", clear_on_submit=entry is None):
        source = st.text_input(
            "Russian", value=entry.source if entry else "", help="In its dictionary form."
        )
        english = st.text_input("English", value=entry.preferred if entry else "")
        others = st.text_area(
            "Also right, one a line",
            value="\n".join(entry.targets[1:]) if entry else "",
            height=80,
        )
        forbidden = st.text_area(
            "Never, one a line", value="\n".join(entry.forbidden) if entry else "", height=80
        )
        policies = list(POLICY_LABELS)
        policy = st.segmented_control(
            "Use",
            policies,
            default=entry.policy if entry else Policy.HARD,
            format_func=POLICY_LABELS.__getitem__,
            required=True,
            help=_EXPLAINED,
        )
        note = st.text_input("Note", value=entry.note if entry else "")
        with st.container(horizontal=True):
            save = st.form_submit_button("Save" if entry else "Add", type="primary")
            gone = entry is not None and st.form_submit_button("Delete", icon=":material/delete:")
    if gone and entry is not None:
        _do(site, project, f"{entry.source} is deleted.", remove=entry.id)
    elif save:
        made = entry or new_entry(source, english)
        changed = replace(
            made,
            source=source,
            targets=(english, *others.splitlines()),
            forbidden=tuple(forbidden.splitlines()),
            policy=policy or Policy.HARD,
            note=note,
        )
        _do(site, project, f"{source} is saved.", entry=changed)


def _do(
    site: Site,
    project: ProjectView,
    message: str,
    *,
    entry: TermEntry | None = None,
    remove: str = "",
) -> None:
    default = site.settings.terms.glossary
    try:
        if entry is not None:
            save_entry(site.workspace, project.id, entry, default)
        else:
            remove_entry(site.workspace, project.id, remove, default)
    except WorkbenchError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    terms_changed(site, project.id)
    st.toast(plain(message), icon=":material/check:")
    st.rerun()
