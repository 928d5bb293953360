"""The charts of the report: quiet, labelled, and readable in light and dark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from workbench.review.statistics.summary import CheckCount, Pace
from workbench.review.status import Status

# Middle tones: at least 3:1 against the white and the dark page (WCAG 2.2, 1.4.11).
STATUS_COLOURS = {
    Status.APPROVED: "#2f8f5b",
    Status.REVIEWED: "#3b82c8",
    Status.EDITED: "#b3771d",
    Status.DRAFT: "#7d8896",
    Status.EMPTY: "#8f98a6",
    Status.REJECTED: "#cc5a54",
}
TERM_COLOURS = {"right": "#2f8f5b", "missing": "#b3771d", "forbidden": "#cc5a54"}
_STEP = 34
_ROOM = alt.Scale(paddingInner=0.35, paddingOuter=0.2)


def status_chart(counts: Mapping[str, Counter[Status]]) -> alt.Chart:
    """Segments by status, a bar for each document."""
    order = list(STATUS_COLOURS)
    values = [
        {"document": name, "status": status.value, "segments": number, "order": order.index(status)}
        for name, by_status in counts.items()
        for status, number in by_status.items()
    ]
    colours = [STATUS_COLOURS[status] for status in order]
    chart: alt.Chart = (
        alt.Chart(_data(values), height=_height(len(counts), legend=True))
        .mark_bar()
        .encode(
            x=alt.X("segments:Q", title="Segments", axis=alt.Axis(tickMinStep=1, grid=False)),
            y=alt.Y("document:N", title=None, sort=list(counts), axis=_names(), scale=_ROOM),
            color=alt.Color(
                "status:N",
                title=None,
                scale=alt.Scale(domain=[status.value for status in order], range=colours),
                legend=alt.Legend(orient="top"),
            ),
            order="order:Q",
            tooltip=["document:N", "status:N", "segments:Q"],
        )
    )
    return chart


def term_chart(counts: Counter[str]) -> alt.Chart:
    """Term occurrences by their state."""
    values = [{"state": state, "terms": counts.get(state, 0)} for state in TERM_COLOURS]
    chart: alt.Chart = (
        alt.Chart(_data(values), height=_height(len(values)))
        .mark_bar()
        .encode(
            x=alt.X("terms:Q", title="Occurrences", axis=alt.Axis(tickMinStep=1, grid=False)),
            y=alt.Y("state:N", title=None, sort=list(TERM_COLOURS), axis=_names(), scale=_ROOM),
            color=alt.Color(
                "state:N",
                legend=None,
                scale=alt.Scale(domain=list(TERM_COLOURS), range=list(TERM_COLOURS.values())),
            ),
            tooltip=["state:N", "terms:Q"],
        )
    )
    return chart


def check_chart(counts: Sequence[CheckCount]) -> alt.Chart:
    """Findings by check: open and ignored."""
    values = [
        {"check": one.check, "state": state, "findings": number}
        for one in counts
        for state, number in (("open", one.open), ("ignored", one.ignored))
        if number
    ]
    chart: alt.Chart = (
        alt.Chart(_data(values), height=_height(len(counts), legend=True))
        .mark_bar()
        .encode(
            x=alt.X("findings:Q", title="Findings", axis=alt.Axis(tickMinStep=1, grid=False)),
            y=alt.Y(
                "check:N",
                title=None,
                sort=[one.check for one in counts],
                axis=_names(),
                scale=_ROOM,
            ),
            color=alt.Color(
                "state:N",
                title=None,
                scale=alt.Scale(domain=["open", "ignored"], range=["#b3771d", "#7d8896"]),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=["check:N", "state:N", "findings:Q"],
        )
    )
    return chart


def pace_chart(paces: Sequence[Pace]) -> alt.Chart:
    """Words an hour by person."""
    values = [
        {"person": pace.user, "words an hour": pace.words_an_hour, "words": pace.words}
        for pace in paces
        if pace.words_an_hour is not None
    ]
    chart: alt.Chart = (
        alt.Chart(_data(values), height=_height(len(values)))
        .mark_bar(color="#3b82c8")
        .encode(
            x=alt.X("words an hour:Q", title="Words an hour", axis=alt.Axis(grid=False)),
            y=alt.Y("person:N", title=None, sort="-x", axis=_names(), scale=_ROOM),
            tooltip=["person:N", "words an hour:Q", "words:Q"],
        )
    )
    return chart


def _names() -> alt.Axis:
    return alt.Axis(labelLimit=240, ticks=False, domain=False)


def _data(values: list[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=values)  # type: ignore[no-untyped-call]


def _height(bars: int, *, legend: bool = False) -> int:
    """Pixels for so many bars: the axis below, and a legend above, take their share."""
    return (150 if legend else 70) + _STEP * max(1, bars)
