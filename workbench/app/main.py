"""The script that Streamlit runs: who is here, which pages there are, the page itself."""

import streamlit as st

from workbench.app import navigation
from workbench.app.people import require_person, signed_in_as

st.set_page_config(
    page_title="Bilingual workbench",
    page_icon=":material/translate:",
    layout="wide",
    initial_sidebar_state="collapsed",
)
require_person()
signed_in_as()
page = st.navigation(navigation.pages(), position="top")
page.run()
