"""Projects: what is in work and how far it is, and the drop zone for new documents."""

import streamlit as st

from workbench.app import state
from workbench.app.dialogs import answer_asked
from workbench.app.new_document import drop_zone
from workbench.app.people import person
from workbench.app.project_list import project_list
from workbench.app.sample import make_sample, sample_is_there
from workbench.review.projects import list_projects

site = state.site()
projects = list_projects(site.workspace)
st.title("Projects", anchor=False)

if projects:
    with st.expander("New document", icon=":material/upload_file:", expanded=False):
        drop_zone(site, projects)
    project_list(site)
    answer_asked(projects)
else:
    own, sample = st.columns([3, 2], gap="medium")
    with own.container(border=True, height="stretch"):
        st.subheader("Start with your own document", anchor=False)
        drop_zone(site, projects)
    if sample_is_there():
        with sample.container(border=True, height="stretch"):
            st.subheader("Or look around first", anchor=False)
            st.write(
                "A two-page letter to the Secretary-General is drafted before your eyes, and a "
                "short report is aligned with its translation."
            )
            if st.button("Try it with the sample", type="primary", icon=":material/play_arrow:"):
                make_sample(site, by=person())
                st.rerun()
