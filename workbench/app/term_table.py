"""The entries of a term base: searched, shown, opened."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from workbench.app.wording import count
from workbench.terminology import Policy, TermBase, TermEntry

MOST_SHOWN = 500
POLICY_LABELS = {
    Policy.HARD: "Enforced",
    Policy.SOFT: "Counted",
    Policy.DO_NOT_TRANSLATE: "Copied",
}


def found_entries(base: TermBase, text: str, policy: Policy | None) -> list[TermEntry]:
    """Return the entries that hold all words of ``text`` on either side, best ones first."""
    words = text.casefold().split()
    found = [
        entry
        for entry in base.entries
        if (policy is None or entry.policy is policy)
        and all(word in _all_texts(entry) for word in words)
    ]
    wanted = text.casefold().strip()
    return sorted(found, key=lambda entry: _rank(entry, wanted)) if wanted else found


def entry_search(base: TermBase) -> TermEntry | None:
    """Show the search over ``base`` with what it finds, and return the entry chosen there."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Search", placeholder="Russian or English", icon=":material/search:", key="terms_search"
        )
        policy = st.segmented_control(
            "Use", list(POLICY_LABELS), format_func=POLICY_LABELS.__getitem__, key="terms_use"
        )
    found = found_entries(base, text, policy)
    entry = entry_table(found, key="terms_table")
    more = f"; the first {MOST_SHOWN} are shown" if len(found) > MOST_SHOWN else ""
    st.caption(f"{count(len(found), 'entry', 'entries')} of {len(base):,}{more}")
    return entry


def entry_table(entries: Sequence[TermEntry], *, key: str) -> TermEntry | None:
    """Show entries as a table and return the one whose row is chosen."""
    shown = entries[:MOST_SHOWN]
    table = {
        "Russian": [entry.source for entry in shown],
        "English": [entry.preferred for entry in shown],
        "Also": [", ".join(entry.targets[1:]) for entry in shown],
        "Not": [", ".join(entry.forbidden) for entry in shown],
        "Use": [POLICY_LABELS[entry.policy] for entry in shown],
    }
    state = st.dataframe(
        table,
        hide_index=True,
        height=460,
        on_select="rerun",
        selection_mode="single-row",
        key=key,
        column_config={
            "Russian": st.column_config.TextColumn(width="medium"),
            "English": st.column_config.TextColumn(width="medium"),
            "Use": st.column_config.TextColumn(width="small"),
        },
        alt="Entries of the term base",
    )
    rows = state["selection"]["rows"]
    return shown[rows[0]] if rows and rows[0] < len(shown) else None


def _all_texts(entry: TermEntry) -> str:
    return " ".join((entry.source, *entry.targets, *entry.forbidden)).casefold()


def _rank(entry: TermEntry, wanted: str) -> tuple[int, int]:
    """Whole terms before beginnings before the rest; short before long."""
    sides = [side.casefold() for side in (entry.source, *entry.targets)]
    exact = wanted in sides
    begins = any(side.startswith(wanted) for side in sides)
    return (0 if exact else 1 if begins else 2, len(entry.source))
