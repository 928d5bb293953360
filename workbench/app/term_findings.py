"""What is wrong with a term base: clashes and entries that cannot work."""

from __future__ import annotations

import streamlit as st

from workbench.app.wording import count
from workbench.terminology import TermBase
from workbench.terminology.checks import Finding, check_term_base


@st.cache_data(show_spinner="Checking the term base …", max_entries=8)
def _findings(version: str, _base: TermBase) -> list[Finding]:
    return check_term_base(_base)


def findings_table(base: TermBase) -> None:
    """Show the findings over ``base``, errors first."""
    found = _findings(base.version, base)
    if not found:
        st.success(
            f"No clash in {count(len(base), 'entry', 'entries')}.", icon=":material/check_circle:"
        )
        return
    errors = sum(finding.is_error for finding in found)
    st.write(f"{count(errors, 'error')}, {count(len(found) - errors, 'warning')}.")
    table = {
        "Kind": [finding.problem.value for finding in found],
        "Russian": [finding.entry.source for finding in found],
        "English": [finding.entry.preferred for finding in found],
        "What": [finding.message for finding in found],
    }
    st.dataframe(
        table,
        hide_index=True,
        column_config={"What": st.column_config.TextColumn(width="large")},
        alt="Problems of the term base",
    )
