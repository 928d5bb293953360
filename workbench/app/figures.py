"""The figures of the report page, computed once as long as nothing has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from sqlalchemy import func, select

from workbench.app.state import Site
from workbench.review.projects import ProjectView
from workbench.review.statistics.corrections import Corrected, most_corrected
from workbench.review.statistics.effort import Effort, effort
from workbench.review.statistics.rows import FigureRow, figure_rows
from workbench.review.statistics.summary import term_counts
from workbench.review.tables import ActionRecord, RowRecord


@dataclass(frozen=True, slots=True)
class Figures:
    """What takes a while to compute."""

    rows: list[FigureRow]
    effort: Effort
    terms: Counter[str]
    corrected: list[Corrected]


def figures(site: Site, project: ProjectView, documents: Sequence[int]) -> Figures:
    """The figures over these documents of a project."""
    state = (*_state(site, documents), str(project.settings.get("glossary")))
    return _figures(tuple(documents), state, site, dict(project.settings))


@st.cache_data(show_spinner="Counting …", max_entries=20)
def _figures(
    documents: tuple[int, ...],
    state: tuple[str, ...],
    _site: Site,
    _settings: dict[str, object],
) -> Figures:
    rows = figure_rows(_site.workspace, documents)
    terms = _site.desk.book.of(dict(_settings))
    return Figures(rows, effort(rows), term_counts(rows, terms), most_corrected(rows))


def _state(site: Site, documents: Sequence[int]) -> tuple[str, ...]:
    """What changes when the figures might: a row's last change, and the last action."""
    row, action = RowRecord, ActionRecord
    rows = select(func.max(row.updated_at), func.count(), func.sum(row.edit_ms))
    actions = select(func.max(action.id)).where(action.document_id.in_(documents))
    with site.workspace.reading() as session:
        found = session.execute(rows.where(row.document_id.in_(documents))).one()
        last = session.scalar(actions)
    return (site.workspace.engine.url.render_as_string(), *map(str, found), str(last))
