"""The page where two texts become pairs."""

import streamlit as st

from workbench.app import navigation, state
from workbench.app.aligner.choosing import chosen_document, show_waiting, show_without
from workbench.app.dialogs import download_document
from workbench.app.element import mount
from workbench.app.people import person
from workbench.review.projects import ALIGN

site = state.site()
view = chosen_document(site.workspace)

if view is None:
    show_without(site.workspace)
elif view.kind != ALIGN:
    st.title(view.name, anchor=False)
    st.write("This document is drafted, not aligned: its text is corrected in the editor.")
    if st.button("Open in the editor", icon=":material/edit_note:", type="primary"):
        navigation.go("editor", document=view.id)
elif not view.rows:
    show_waiting(site.jobs, view)
else:
    st.session_state["document"] = view.id
    row = st.query_params.get("row", "")
    asked = mount(
        "aligner",
        document=view.id,
        user=person(),
        tickets=site.tickets,
        row=int(row) if row.isascii() and row.isdigit() else None,
        title=view.name,
        editor=f"editor?document={view.id}",
    )
    if asked:
        download_document(view)
