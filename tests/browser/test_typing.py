"""No letter is lost: fast typing, a server that dies, a page that is loaded again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.acting import box, eventually, number_in_work, saved
from tests.browser.conftest import Open
from tests.browser.serving import Server

Rows = Callable[[], list[dict[str, Any]]]


def test_twenty_segments_with_a_server_that_dies(
    open_editor: Open, server: Server, rows: Rows
) -> None:
    from playwright.sync_api import expect

    page = open_editor()
    drafts = [row["draft"] for row in rows()]
    typed = [f" Letter for letter {number}: naïve—and “quoted”." for number in range(20)]
    for number, words in enumerate(typed):
        if number == 7:
            server.kill()
        if number == 14:
            expect(page.locator(".editor .saved")).to_contain_text("Offline")
            server.start()
        page.keyboard.type(words)
        page.keyboard.press("Control+Enter")
    expect(number_in_work(page)).to_have_text("21")
    saved(page)
    found = rows()[:20]
    assert [row["target"] for row in found] == [
        draft + words for draft, words in zip(drafts, typed, strict=False)
    ]
    assert {row["status"] for row in found} == {"reviewed"}
    # Each was confirmed once; the one that waited for the server was saved before, too.
    assert {row["version"] for row in found} <= {3, 4}


def test_a_reload_in_the_middle_of_typing(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    page = open_editor()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type(" And one half of a wo")
    page.reload()
    expect(box(page)).to_have_value(rows()[1]["draft"] + " And one half of a wo")
    page.keyboard.type("rd.")
    whole = rows()[1]["draft"] + " And one half of a word."
    expect(box(page)).to_have_value(whole)
    eventually(lambda: rows()[1]["target"] == whole)


def test_a_tab_that_is_killed_while_the_server_is_away(
    open_editor: Open, server: Server, rows: Rows
) -> None:
    from playwright.sync_api import expect

    page = open_editor()
    server.kill()
    page.keyboard.type(" Confirmed.")
    page.keyboard.press("Control+Enter")
    page.keyboard.type(" Left in the middle")
    context = page.context
    page.close(run_before_unload=False)
    server.start()
    second = open_editor(context)
    drafts = [row["draft"] for row in rows()]
    eventually(lambda: rows()[0]["target"] == drafts[0] + " Confirmed.")
    eventually(lambda: rows()[1]["target"] == drafts[1] + " Left in the middle")
    assert rows()[0]["status"] == "reviewed"
    expect(second.locator(".editor .foot")).to_have_attribute("data-state", "saved")


def test_undo_takes_the_text_back_first_and_then_the_action(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    page = open_editor()
    draft = rows()[0]["draft"]
    page.keyboard.type(" One")
    page.keyboard.press("Control+Enter")
    page.keyboard.type(" Two")
    page.keyboard.press("Control+z")
    expect(box(page)).to_have_value(rows()[1]["draft"])
    page.keyboard.press("Control+z")
    expect(number_in_work(page)).to_have_text("1")
    saved(page)
    eventually(lambda: rows()[0]["status"] == "draft")
    assert rows()[0]["target"] == draft
    page.keyboard.press("Control+y")
    eventually(lambda: rows()[0]["status"] == "reviewed")
    assert rows()[0]["target"] == draft + " One"
