from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from tests.review.samples import Client, make_document
from workbench.review.desk import Desk
from workbench.review.detail import Detail
from workbench.review.statistics.corrections import corrections_of, most_corrected
from workbench.review.statistics.effort import effort
from workbench.review.statistics.rows import FigureRow, figure_rows
from workbench.review.statistics.suggestions import entry_of, suggestions
from workbench.review.statistics.summary import check_counts, paces, status_counts, term_counts
from workbench.review.statistics.table import table
from workbench.review.status import Status
from workbench.review.tables import RowRecord
from workbench.review.terms import Terms
from workbench.review.workspace import Workspace
from workbench.terminology import Matcher, TermBase, TermEntry

PAIRS = [
    ("Группа провела заседание.", "The Group held a meeting."),
    ("Доклад о заседаниях готов.", "The report on meetings is ready."),
    ("Он открыл заседание.", "He opened the meeting."),
    ("Совет решил.", "The Council decided."),
]


def row(draft: str, target: str, status: Status = Status.APPROVED, number: int = 1) -> FigureRow:
    return FigureRow(
        number, 1, "letter", "Текст.", draft, target, status, 1, 2_000, 10, datetime.now(UTC)
    )


def link(source: str, word: str, target: str, other: str) -> tuple[int, int, int, int, float]:
    start, place = source.index(word), target.index(other)
    return start, start + len(word), place, place + len(other), 1.0


@pytest.fixture
def corrected(workspace: Workspace) -> int:
    """A document whose reviewers put "session" where drafts had "meeting"."""
    document = make_document(workspace, PAIRS)
    words = [("заседание", "meeting"), ("заседаниях", "meetings"), ("заседание", "meeting")]
    with workspace.writing() as session:
        rows = session.query(RowRecord).order_by(RowRecord.position).all()
        for record, (russian, english) in zip(rows, words, strict=False):
            links = [link(record.source_text, russian, record.draft, english)]
            record.detail = Detail(links=links).as_dict()
    client = Client(Desk(workspace), document)
    for view in client.rows()[:3]:
        text = view["target"].replace("meeting", "session")
        client.on(view, "status", status="approved", target=text, ms=30_000, keys=9)
    return document


def test_corrections_are_the_words_that_were_replaced() -> None:
    changed = row("The leaders note a progress.", "The Heads of State note progress.")
    (first,) = corrections_of(changed)
    assert (first.before, first.after, first.start, first.end) == (
        "leaders",
        "Heads of State",
        4,
        11,
    )
    assert list(corrections_of(row("Same.", "Same."))) == []
    assert list(corrections_of(row("A, b.", "A; b."))) == []


def test_only_what_recurs_is_most_corrected() -> None:
    rows = [
        row("The leaders met.", "The Heads met.", number=1),
        row("Leaders spoke.", "Heads spoke.", number=2),
        row("One thing.", "Another thing.", number=3),
        row("Leaders sat.", "Heads sat.", Status.DRAFT, number=4),
    ]
    (only,) = most_corrected(rows)
    assert (only.before, only.after, only.rows) == ("leaders", "Heads", (1, 2))


def test_effort_is_the_distance_between_draft_and_final_text() -> None:
    rows = [
        row("The Council took the decision today.", "The Council took a decision today."),
        row("The report is ready.", "The report is ready."),
        row("Not looked at.", "Not looked at.", Status.DRAFT),
        row("", "Without a draft."),
    ]
    found = effort(rows)
    assert (found.rows, found.of, found.untouched) == (2, 2, 1)
    scores = {score.name: score for score in found.scores}
    assert scores["TER"].value == pytest.approx(100 * 1 / 10)  # one word of ten
    assert 80 < scores["chrF"].value < 100
    assert all("version:" in score.signature for score in found.scores)
    assert (found.seconds, found.keystrokes) == (8.0, 40)
    assert effort([]).scores == ()


@pytest.mark.parametrize(
    ("phrase", "english", "entry"),
    [
        ("заседаниях", "sessions", ("заседание", "session")),
        (
            "информационной безопасности",
            "information security",
            ("информационная безопасность", "information security"),
        ),
        ("глав государств", "Heads of State", ("глава государств", "Head of State")),
        ("новыми технологиями", "new technologies", ("новая технология", "new technology")),
        ("важно", "important", ("важно", "important")),
    ],
)
def test_a_pair_becomes_an_entry(phrase: str, english: str, entry: tuple[str, str]) -> None:
    assert entry_of(phrase, english) == entry


def test_the_same_correction_in_three_rows_is_suggested(
    workspace: Workspace, corrected: int
) -> None:
    rows = figure_rows(workspace, [corrected])
    (only,) = suggestions(workspace, rows, TermBase(()))
    assert (only.source, only.target, only.before) == ("заседание", "session", "meeting")
    assert len(only.rows) == 3
    known = TermBase((TermEntry("t", "заседание", ("session",)),))
    assert suggestions(workspace, rows, known) == []
    assert suggestions(workspace, rows[:2], TermBase(())) == []


def test_progress_and_pace(workspace: Workspace, corrected: int) -> None:
    counts = status_counts(figure_rows(workspace, [corrected]))
    assert counts == {"letter": {Status.APPROVED: 3, Status.DRAFT: 1}}
    (pace,) = paces(workspace, [corrected])
    assert (pace.user, pace.actions, pace.words) == ("anna", 3, 10)
    assert pace.words_an_hour is None  # too few words to mean anything
    assert paces(workspace, []) == []


def test_terms_by_their_state() -> None:
    entry = TermEntry("t", "совет", ("Council",), forbidden=("Soviet",))
    terms = Terms(Matcher(TermBase((entry,))))
    rows = [
        FigureRow(1, 1, "a", "Совет решил.", "", english, Status.DRAFT, 2, 0, 0, datetime.now(UTC))
        for english in ("The Council decided.", "The Soviet decided.", "They decided.", "")
    ]
    assert term_counts(rows, terms) == {"right": 1, "forbidden": 1, "missing": 1}
    assert term_counts(rows, None) == {}


def test_checks_are_counted_open_and_ignored(workspace: Workspace) -> None:
    document = make_document(workspace, [("Дом 5.", "House 6."), ("Дом 7.", "House 8.")])
    client = Client(Desk(workspace), document)
    first = client.rows()[0]
    panel = client.desk.row(document, first["id"], "anna")
    client.done("ignore", row=first["id"], check_key=panel["checks"][0]["key"], why="so it is")
    (numbers,) = [one for one in check_counts(workspace, [document]) if one.check == "numbers"]
    # In each row a figure is missing and another one added.
    assert (numbers.open, numbers.ignored) == (3, 1)


def test_no_cell_of_the_table_is_a_formula() -> None:
    rows = [row("=1+1", "+SUM(A1)"), row("@x", "-y", number=2)]
    found = list(csv.DictReader(io.StringIO(table(rows).removeprefix("\ufeff"))))
    assert [one["segment"] for one in found] == ["1", "2"]
    assert (found[0]["draft"], found[0]["english"]) == ("'=1+1", "'+SUM(A1)")
    assert found[0]["seconds"] == "2.0"
    assert found[0]["changed"] == "yes"
