"""What helps with a row: terms, checks, comments, reasons, the draft, the next page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.acting import box, eventually, number_in_work, saved
from tests.browser.conftest import Open
from tests.browser.sample import add_sample
from workbench.review.workspace import Workspace

Rows = Callable[[], list[dict[str, Any]]]


def test_terms_are_put_in_by_number_and_taken_back(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    page = open_editor()
    draft = rows()[1]["draft"]
    page.keyboard.press("Alt+ArrowDown")
    term = page.locator(".editor .term-item").first
    expect(term).to_contain_text("in the text")
    page.keyboard.press("Control+a")
    page.keyboard.type("The")
    expect(term).to_contain_text("missing")
    page.keyboard.press("Alt+1")
    expect(box(page)).to_have_value("The Member State")
    expect(term).to_contain_text("in the text")
    page.keyboard.press("Control+Shift+D")
    expect(box(page)).to_have_value(draft)
    page.keyboard.press("Control+z")
    expect(box(page)).to_have_value("The Member State")


def test_a_check_is_fixed_or_ignored_by_key(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    page = open_editor()
    draft = rows()[0]["draft"]
    check = page.locator(".editor .check")
    page.keyboard.type(" Two  spaces.")
    expect(check.filter(has_text="spacing")).to_be_visible()
    page.keyboard.press("Alt+f")
    expect(box(page)).to_have_value(draft + " Two spaces.")
    expect(check.filter(has_text="spacing")).to_have_count(0)
    eventually(lambda: rows()[0]["target"] == draft + " Two spaces.")

    page.keyboard.press("Control+Shift+D")
    page.keyboard.type(" Very very.")
    expect(check.first).to_be_visible()
    saved(page)
    before = rows()[0]["open_checks"]
    page.keyboard.press("Alt+i")
    page.keyboard.type("it is said so")
    page.keyboard.press("Enter")
    eventually(lambda: rows()[0]["open_checks"] == before - 1)
    expect(box(page)).to_be_focused()
    expect(check).to_have_count(before - 1)


def test_a_comment_and_a_rejection_with_its_reason(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    page = open_editor()
    page.keyboard.press("Alt+c")
    page.keyboard.type("Is this the agreed name?")
    page.keyboard.press("Enter")
    expect(page.locator(".editor .comment")).to_contain_text("Is this the agreed name?")
    eventually(lambda: rows()[0]["comments"] == 1)
    page.keyboard.press("Escape")
    page.keyboard.press("Alt+x")
    page.keyboard.type("not a sentence")
    page.keyboard.press("Enter")
    expect(page.locator(".editor li.active .status")).to_contain_text("rejected")
    saved(page)
    first = rows()[0]
    assert (first["status"], first["reason"]) == ("rejected", "not a sentence")
    expect(page.locator(".editor li.active .facts")).to_contain_text("not a sentence")


def test_confirming_goes_on_over_the_end_of_the_page(
    open_editor: Open, workspace: Workspace
) -> None:
    from playwright.sync_api import expect

    page = open_editor(document=add_sample(workspace, 60))
    page.keyboard.press("Escape")
    for _ in range(48):
        page.keyboard.press("ArrowDown")
    expect(number_in_work(page)).to_have_text("49")
    page.keyboard.press("Enter")
    for number in ("50", "51", "52"):
        page.keyboard.press("Control+Enter")
        expect(number_in_work(page)).to_have_text(number)
        expect(box(page)).to_be_focused()
    page.keyboard.type(" On the next page.")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    expect(number_in_work(page)).to_have_text("50")
    expect(page.locator(".editor .range")).to_have_text("1–50 of 60")
    saved(page)


def test_a_filter_shows_the_rest_when_its_page_is_done(
    open_editor: Open, workspace: Workspace
) -> None:
    from playwright.sync_api import expect

    page = open_editor(document=add_sample(workspace, 60))
    page.locator(".editor .status-filter").select_option("draft")
    expect(page.locator(".editor .range")).to_have_text("1–50 of 60")
    page.keyboard.press("Escape")
    for _ in range(49):
        page.keyboard.press("Control+Enter")
    expect(number_in_work(page)).to_have_text("50")
    page.keyboard.press("Control+Enter")
    expect(number_in_work(page)).to_have_text("51")
    expect(page.locator(".editor .range")).to_have_text("1–10 of 10")


def test_export_opens_the_pages_dialog_when_all_is_saved(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    page = open_editor()
    page.keyboard.type(" Last words.")
    page.keyboard.press("Alt+e")
    expect(page.get_by_role("dialog")).to_contain_text("Download")
    assert rows()[0]["target"].endswith(" Last words.")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(box(page)).to_have_value(rows()[0]["target"])
