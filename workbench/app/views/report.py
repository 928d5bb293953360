"""Report: progress, pace, effort, terms, checks and corrections of a project."""

import streamlit as st

from workbench.app import navigation, state
from workbench.app.charts import check_chart, pace_chart, status_chart, term_chart
from workbench.app.choice import choose_project
from workbench.app.figures import Figures, figures
from workbench.app.wording import count, duration, plain
from workbench.errors import WorkbenchError
from workbench.review.projects import list_projects
from workbench.review.statistics.summary import check_counts, paces, status_counts
from workbench.review.statistics.table import table
from workbench.review.status import Status

site = state.site()
projects = [project for project in list_projects(site.workspace) if project.documents]
st.title("Report", anchor=False)
if not projects:
    st.write(
        "Progress, words an hour, how much drafts were changed, terms and checks stand here as "
        "soon as there is a document."
    )
    if st.button("Projects", icon=":material/folder_open:", type="primary"):
        navigation.go("projects")
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom"):
    project = choose_project(projects)
    names = {document.id: document.name for document in project.documents}
    only = st.selectbox(
        "Document",
        [0, *names],
        format_func=lambda one: names.get(one, "All documents"),
        width=320,
    )
documents = [only] if only in names else list(names)
try:
    found: Figures = figures(site, project, documents)
except WorkbenchError as error:
    st.error(plain(str(error)), icon=":material/error:")
    st.stop()
people = paces(site.workspace, documents)
checks = check_counts(site.workspace, documents)
effort = found.effort

approved = sum(row.status is Status.APPROVED for row in found.rows)
words, seconds = sum(one.words for one in people), sum(one.seconds for one in people)
scores = {score.name: score for score in effort.scores}
with st.grid(6, gap="small", min_column_width=128):
    st.metric("Approved", f"{approved:,} of {len(found.rows):,}", border=True)
    st.metric(
        "Words an hour",
        f"{words * 3600 / seconds:,.0f}" if words and seconds >= 1 else "–",
        border=True,
        help="Russian words settled in the time at the editor; pauses over 5 minutes left out.",
    )
    for name, about in (
        ("TER", "Words changed, of 100 words of the final text. 0: drafts taken as they were."),
        ("chrF", "Likeness of drafts and final texts, letter by letter. 100: the same."),
    ):
        score = scores.get(name)
        st.metric(name, f"{score.value:.1f}" if score else "–", border=True, help=about)
    untouched = f"{effort.untouched / effort.of:.0%}" if effort.of else "–"
    st.metric("Drafts kept", untouched, border=True, help="Confirmed without a change.")
    st.metric(
        "Time spent",
        duration(effort.seconds) if effort.seconds else "–",
        border=True,
        help=f"At the segments, with {count(effort.keystrokes, 'keystroke')}.",
    )
if effort.scores:
    signatures = " · ".join(f"{score.name} `{score.signature}`" for score in effort.scores)
    st.caption(f"Over {count(effort.rows, 'finished segment')} of {effort.of:,}: {signatures}")

left, right = st.columns(2, gap="medium")
with left:
    st.subheader("Progress", anchor=False)
    st.altair_chart(status_chart(status_counts(found.rows)), alt="Segments by status")
    st.subheader("Checks", anchor=False)
    if checks:
        st.altair_chart(check_chart(checks), alt="Findings by check")
    else:
        st.write("No finding.")
with right:
    st.subheader("Terms", anchor=False)
    if found.terms:
        st.altair_chart(term_chart(found.terms), alt="Term occurrences by state")
    else:
        st.write("No term of the term base occurs in the translated segments.")
    st.subheader("People", anchor=False)
    if any(one.words_an_hour is not None for one in people):
        st.altair_chart(pace_chart(people), alt="Words an hour by person")
    else:
        st.write("Words an hour are shown once 20 words are confirmed.")

st.subheader("Most corrected phrases", anchor=False)
if found.corrected:
    st.dataframe(
        {
            "Draft": [one.before for one in found.corrected],
            "Became": [one.after for one in found.corrected],
            "Segments": [len(one.rows) for one in found.corrected],
        },
        hide_index=True,
        height="auto",
        alt="Corrections made in two or more segments",
    )
else:
    st.write("No correction was made twice yet.")
st.download_button(
    "Download all segments as CSV",
    lambda: table(found.rows),
    file_name="report.csv",
    mime="text/csv",
    icon=":material/download:",
    on_click="ignore",
)
