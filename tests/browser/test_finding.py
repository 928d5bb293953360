"""Finding things by keyboard: the sheet of keys, filters, search, replacing with a preview."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.acting import box, eventually, number_in_work, saved
from tests.browser.conftest import ROWS, Open

Rows = Callable[[], list[dict[str, Any]]]


def test_the_tour_the_keys_and_the_filters_without_a_mouse(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    page = open_editor(tour=True)
    tour = page.locator(".editor dialog.tour")
    expect(tour).to_be_visible()
    for step in (2, 3, 4):
        page.keyboard.press("Enter")
        expect(tour).to_contain_text(f"{step} of 4")
    page.keyboard.press("Enter")
    expect(tour).to_have_count(0)

    expect(box(page)).to_be_focused()
    page.keyboard.type("?")
    expect(box(page)).to_have_value(rows()[0]["draft"] + "?")
    page.keyboard.press("Control+z")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    sheet = page.locator(".editor dialog.keys")
    for words in ("Confirm and next", "Approve and next", "Split at the caret", "All keys"):
        expect(sheet).to_contain_text(words)
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)

    page.keyboard.press("Control+Enter")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator(".editor .progress-word")).to_have_text(
        f"1 of {ROWS} approved · 1 reviewed"
    )
    saved(page)
    page.keyboard.press("Alt+l")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="To look at")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="To look at")).to_have_attribute("aria-pressed", "true")
    wanted = [one["number"] for one in rows() if one["look"] >= 0.5]
    expect(page.locator(".editor li.row .number")).to_have_text([str(n) for n in wanted])


def test_keys_go_by_their_place_on_a_russian_layout(open_editor: Open) -> None:
    from playwright.sync_api import expect

    page = open_editor()
    press = """(area) => area.dispatchEvent(new KeyboardEvent("keydown",
      { key: "ы", code: "KeyS", altKey: true, bubbles: true, composed: true, cancelable: true }))"""
    box(page).evaluate(press)
    expect(page.locator(".editor .split-field")).to_be_focused()


def test_search_narrows_the_list(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    page = open_editor()
    page.keyboard.press("Control+f")
    page.keyboard.type("укрепления")
    wanted = [str(one["number"]) for one in rows() if "укрепления" in one["source"]]
    expect(page.locator(".editor li.row .number")).to_have_text(wanted)
    expect(page.locator(".editor input.search")).to_be_focused()
    page.keyboard.press("Escape")
    expect(box(page)).to_be_focused()


def test_replace_with_a_preview_and_undo(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    page = open_editor()
    before = [one["target"] for one in rows()]
    hits = [text for text in before if "discussed" in text]
    page.keyboard.press("Control+h")
    page.keyboard.type("discussed")
    page.keyboard.press("Tab")
    page.keyboard.type("debated")
    dialog = page.locator(".editor dialog.replace")
    expect(dialog.locator(".preview li")).to_have_count(len(hits))
    expect(dialog.locator(".preview li").first.locator("del")).to_have_text("discussed")
    assert [one["target"] for one in rows()] == before
    page.keyboard.press("Control+Enter")
    expect(dialog).to_have_count(0)
    after = [text.replace("discussed", "debated") for text in before]
    eventually(lambda: [one["target"] for one in rows()] == after)
    expect(box(page)).to_have_value(after[0])
    page.keyboard.press("Control+z")
    eventually(lambda: [one["target"] for one in rows()] == before)
    expect(box(page)).to_have_value(before[0])


def test_next_to_look_at(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    page = open_editor()
    wanted = next(one["number"] for one in rows() if one["look"] >= 0.5 and one["number"] > 1)
    page.keyboard.press("Alt+n")
    expect(number_in_work(page)).to_have_text(str(wanted))
