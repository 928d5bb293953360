"""Concordance: where a phrase stands in earlier translations, in either language."""

from __future__ import annotations

import re
from typing import Literal

import streamlit as st

from workbench.app.state import Site
from workbench.app.wording import ago, count, lit, plain
from workbench.review.matches import said
from workbench.review.memory import Concordance

LIMIT = 50
_CYRILLIC = re.compile("[а-яё]", re.I)


def concordance(site: Site) -> None:
    """Show the search and what it finds, the phrase lit on the side it was looked for."""
    text = st.text_input(
        "Search both languages",
        placeholder="A word or a phrase, Russian or English",
        icon=":material/search:",
        key="memory_search",
    )
    if not text.strip():
        return
    language: Literal["ru", "en"] = "ru" if _CYRILLIC.search(text) else "en"
    found = site.memory.concordance(text, language=language, limit=LIMIT)
    if not found:
        st.write("Nothing is found. Only approved and imported pairs are searched.")
        return
    most = " or more" if len(found) == LIMIT else ""
    st.caption(f"{count(len(found), 'pair')}{most}")
    for hit in found:
        _hit(hit, language)


def _hit(hit: Concordance, language: str) -> None:
    russian = lit(hit.source, hit.spans if language == "ru" else ())
    english = lit(hit.target, hit.spans if language == "en" else ())
    with st.container(border=True, gap="small"):
        left, right = st.columns(2, gap="medium")
        with left:
            st.markdown(russian)
        with right:
            st.markdown(english)
        when = f" · {ago(hit.origin.created)}" if hit.origin.created else ""
        st.caption(f"{plain(said(hit.origin))}{when}")
