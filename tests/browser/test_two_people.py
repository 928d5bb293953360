"""Two browsers on one segment: nothing is overwritten, and the second one chooses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.acting import box, eventually, row, saved
from tests.browser.conftest import Open

Rows = Callable[[], list[dict[str, Any]]]


def test_the_second_sees_both_texts_and_keeps_the_own(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    first, second = open_editor(), open_editor()
    draft = rows()[0]["draft"]
    first.keyboard.type(" From the first.")
    first.keyboard.press("Control+Enter")
    saved(first)
    second.keyboard.type(" From the second")
    dialog = second.locator(".editor dialog.conflict")
    expect(dialog).to_be_visible()
    expect(dialog.locator("p.conflict-text")).to_have_text(draft + " From the first.")
    mine = dialog.locator("textarea.conflict-text")
    expect(mine).to_be_focused()
    second.keyboard.type(", typed on.")
    expect(mine).to_have_value(draft + " From the second, typed on.")
    assert rows()[0]["target"] == draft + " From the first."
    dialog.get_by_role("button", name="Keep mine").click()
    expect(dialog).to_have_count(0)
    eventually(lambda: rows()[0]["target"] == draft + " From the second, typed on.")
    expect(box(second)).to_have_value(draft + " From the second, typed on.")


def test_theirs_can_be_taken(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    first, second = open_editor(), open_editor()
    draft = rows()[0]["draft"]
    first.keyboard.type(" From the first.")
    first.keyboard.press("Control+Enter")
    saved(first)
    second.keyboard.type(" From the second.")
    dialog = second.locator(".editor dialog.conflict")
    dialog.get_by_role("button", name="Take theirs").click()
    expect(box(second)).to_have_value(draft + " From the first.")
    saved(second)
    assert rows()[0]["target"] == draft + " From the first."


def test_typing_elsewhere_is_not_disturbed(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    first, second = open_editor(), open_editor()
    drafts = [one["draft"] for one in rows()]
    first.keyboard.type(" From the first.")
    first.keyboard.press("Control+Enter")
    saved(first)
    second.keyboard.type(" From the second.")
    second.keyboard.press("Control+Enter")
    second.keyboard.type(" Typed on in the next one.")
    bar = second.locator(".editor .conflict-bar")
    expect(bar).to_be_visible()
    expect(box(second)).to_have_value(drafts[1] + " Typed on in the next one.")
    second.keyboard.press("Alt+v")
    dialog = second.locator(".editor dialog.conflict")
    expect(dialog.locator("textarea")).to_have_value(drafts[0] + " From the second.")
    dialog.get_by_role("button", name="Take theirs").click()
    expect(bar).to_be_hidden()
    expect(row(second, 1).locator(".target")).to_have_text(drafts[0] + " From the first.")
    eventually(lambda: rows()[1]["target"] == drafts[1] + " Typed on in the next one.")


def test_a_colleagues_split_does_not_take_the_keys_away(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    first, second = open_editor(), open_editor()
    before = rows()
    first.keyboard.press("Home")
    for _ in range(len("Member States")):
        first.keyboard.press("ArrowRight")
    first.keyboard.press("Alt+s")
    expect(first.locator(".editor .split-field")).to_be_focused()
    first.keyboard.press("Enter")
    expect(first.locator(".editor .range")).to_contain_text(f"of {len(before) + 1}")
    second.keyboard.press("Alt+ArrowDown")
    second.keyboard.type(" Before it is seen")
    expect(second.locator(".editor .range")).to_contain_text(f"of {len(before) + 1}")
    second.keyboard.type(" and after.")
    expect(box(second)).to_have_value(before[1]["draft"] + " Before it is seen and after.")
    eventually(lambda: rows()[2]["target"] == before[1]["draft"] + " Before it is seen and after.")
