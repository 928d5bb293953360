"""The other pages, empty and in use."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.conftest import said
from tests.review.samples import Client, make_document
from workbench.app import navigation
from workbench.app.state import Site
from workbench.review.detail import Detail
from workbench.review.project_terms import term_base
from workbench.review.projects import list_projects
from workbench.review.tables import RowRecord
from workbench.terminology import load_term_base

Page = Callable[..., AppTest]


@pytest.mark.parametrize("name", ["projects", "editor", "aligner", "terms", "memory", "report"])
def test_every_page_opens_empty(page: Page, name: str) -> None:
    assert navigation.script(name).is_file()
    test = page(name)
    assert not test.error
    assert len(test.title) == 1


@pytest.mark.parametrize("name", ["projects", "editor", "aligner", "terms", "memory", "report"])
def test_every_page_opens_with_a_project(page: Page, sample: int, name: str) -> None:
    assert not page(name).error


def test_terms_are_found_on_both_sides(page: Page, sample: int) -> None:
    test = page("terms")
    assert len(test.dataframe[0].value) == 2
    test.text_input(key="terms_search").set_value("member").run()
    assert list(test.dataframe[0].value["Russian"]) == ["государство-член"]
    test.text_input(key="terms_search").set_value("группа").run()
    assert list(test.dataframe[0].value["English"]) == ["Working Group"]
    test.text_input(key="terms_search").set_value("nothing like it").run()
    assert "0 entries of 2" in said(test)


def test_a_new_term_goes_into_the_projects_own_term_base(
    page: Page, site: Site, sample: int
) -> None:
    test = page("terms")
    for label, value in (("Russian", "совещание"), ("English", "meeting")):
        next(one for one in test.text_input if one.label == label).set_value(value)
    next(one for one in test.text_area if one.label.startswith("Never")).set_value("conference")
    next(one for one in test.button if one.label == "Add").click()
    test.run()
    assert not test.error
    base = term_base(site.workspace, sample, site.settings.terms.glossary)
    assert base.entries[0].source == "совещание"
    assert base.entries[0].forbidden == ("conference",)
    assert len(base) == 3
    house = site.settings.terms.glossary
    assert house is not None
    assert len(load_term_base(house)) == 2


def test_a_term_without_english_is_refused_in_words(page: Page, sample: int) -> None:
    test = page("terms")
    next(one for one in test.text_input if one.label == "Russian").set_value("слово")
    next(one for one in test.button if one.label == "Add").click()
    test.run()
    assert [error.value for error in test.error] == [
        "the English form is missing\\. Write at least one\\."
    ]


def test_the_memory_finds_what_was_approved(page: Page, sample: int) -> None:
    test = page("memory")
    assert "3 pairs" in said(test).replace("\\", "") or "Sample project" in said(test)
    test.text_input(key="memory_search").set_value("gathering").run()
    assert not test.exception
    assert ":yellow-background[gathering]" in said(test)
    test.text_input(key="memory_search").set_value("никогда такого").run()
    assert "Nothing is found" in said(test)


def test_an_import_reports_what_it_passed_over(page: Page, site: Site) -> None:
    memory = """<?xml version="1.0"?><tmx version="1.4"><header srclang="ru-RU"
    creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en"
    datatype="plaintext"/><body>
    <tu><tuv xml:lang="ru"><seg>Один.</seg></tuv><tuv xml:lang="en"><seg>One.</seg></tuv></tu>
    <tu><tuv xml:lang="ru"><seg>Два.</seg></tuv></tu></body></tmx>"""
    test = page("memory")
    test.file_uploader[0].upload("old work.tmx", memory.encode()).run()
    next(one for one in test.button if one.label == "Import").click()
    test.run()
    for _ in range(100):
        if test.success:
            break
        time.sleep(0.1)
        test.run()
    assert "old work: 1 pair imported" in test.success[-1].value.replace("\\", "")
    assert test.dataframe[-1].value["Why"].tolist() == ["no text in en-GB"]
    (only,) = site.memory.memories()
    assert (only.name, only.units) == ("old work", 1)


def test_a_damaged_memory_is_said_with_its_name(page: Page, site: Site) -> None:
    test = page("memory")
    test.file_uploader[0].upload("bad.tmx", b"<tmx><body><tu></body>").run()
    next(one for one in test.button if one.label == "Import").click()
    test.run()
    for _ in range(100):
        if test.error:
            break
        time.sleep(0.1)
        test.run()
    (error,) = [one.value.replace("\\", "") for one in test.error]
    assert error.startswith("bad.tmx, line ")
    assert site.memory.memories() == []


def test_the_report_counts_effort_terms_and_corrections(page: Page, sample: int) -> None:
    test = page("report")
    metrics = {metric.label: metric.value for metric in test.metric}
    assert metrics["Approved"] == "3 of 48"
    assert 0 < float(metrics["TER"]) < 60
    assert 60 < float(metrics["chrF"]) < 100
    assert metrics["Drafts kept"] == "0%"
    assert metrics["Time spent"] == "12 s"
    assert "nrefs:1" in said(test)
    table = test.dataframe[0].value
    assert list(table.iloc[0]) == ["meeting", "gathering", 3]
    assert len(test.get("vega_lite_chart")) >= 2


def test_the_same_correction_three_times_is_suggested_and_added_by_a_click(
    page: Page, site: Site
) -> None:
    pairs = [
        ("Группа провела заседание.", "The Group held a meeting."),
        ("Совет открыл заседание.", "The Council opened a meeting."),
        ("Закончилось заседание.", "The meeting ended."),
    ]
    document = make_document(site.workspace, pairs)
    project = list_projects(site.workspace)[0].id
    with site.workspace.writing() as session:
        for record in session.query(RowRecord).all():
            start, place = record.source_text.index("заседание"), record.draft.index("meeting")
            links = [(start, start + 9, place, place + 7, 1.0)]
            record.detail = Detail(links=links).as_dict()
    client = Client(site.desk, document)
    for view in client.rows():
        text = view["target"].replace("meeting", "session")
        client.on(view, "status", status="approved", target=text)
    test = page("terms")
    test.session_state["terms_tabs"] = "Suggestions from corrections"
    test.run()
    assert "**заседание** → **session**" in said(test)
    next(one for one in test.button if one.label == "Add").click().run()
    assert not test.exception
    base = term_base(site.workspace, project, site.settings.terms.glossary)
    assert (base.entries[0].source, base.entries[0].targets) == ("заседание", ("session",))
    assert base.entries[0].note == "from corrections in 3 segments"
    assert "**заседание**" not in said(test)
