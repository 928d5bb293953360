"""Memory: concordance in both languages, and the memories with import and export."""

import streamlit as st

from workbench.app import state
from workbench.app.imports import Imports
from workbench.app.memory_list import first_steps, import_form, memory_list
from workbench.app.memory_search import concordance

site = state.site()


@st.cache_resource
def all_imports(url: str) -> Imports:
    """The imports of this server, seen by everybody."""
    exchange = site.settings.exchange
    return Imports(site.memory, exchange.source_language, exchange.target_language)


st.title("Memory", anchor=False)
concordance(site)
st.subheader("Memories", anchor=False)
imports = all_imports(str(site.workspace.engine.url))
filled = memory_list(site)
if not filled:
    first_steps(imports)
with st.expander("Import a memory", icon=":material/upload_file:", expanded=not filled):
    import_form(imports)
