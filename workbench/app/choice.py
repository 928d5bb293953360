"""Which project a page is about: chosen once, kept over the pages."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.review.projects import ProjectView

_KEY = "chosen_project"


def choose_project(projects: Sequence[ProjectView], *, label: str = "Project") -> ProjectView:
    """Show the choice of a project and return the chosen one; ``projects`` is not empty."""
    by_id = {project.id: project for project in projects}
    before = st.session_state.get(_KEY)
    order = list(by_id)
    chosen = st.selectbox(
        label,
        order,
        index=order.index(before) if before in by_id else 0,
        format_func=lambda one: by_id[one].name,
        width=320,
    )
    st.session_state[_KEY] = chosen
    return by_id[chosen]
