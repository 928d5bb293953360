"""Splitting, merging and taking it back, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.acting import box, number_in_work, saved
from tests.browser.conftest import ROWS, Open

FIRST = "Member States discussed confidence-building measures in paragraph 1."
Rows = Callable[[], list[dict[str, Any]]]


def test_split_merge_and_undo(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    page = open_editor()
    before = rows()
    total = page.locator(".editor .range")
    for _ in range(len("A decision was taken.")):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Alt+s")
    expect(page.locator(".editor .split-field")).to_be_focused()
    page.keyboard.press("Enter")
    expect(total).to_contain_text(f"of {ROWS + 1}")
    expect(box(page)).to_have_value(FIRST)
    first, second, *rest = rows()
    assert (first["source"], second["source"]) == (
        "Государства-члены обсудили меры укрепления доверия в пункте 1.",
        "Решение было принято.",
    )
    assert second["target"] == "A decision was taken."
    assert [row["id"] for row in rest] == [row["id"] for row in before[1:]]

    expect(box(page)).to_be_focused()
    page.keyboard.type(" Indeed.")
    page.keyboard.press("Alt+m")
    expect(total).to_contain_text(f"of {ROWS}")
    joined = f"{FIRST} Indeed. A decision was taken."
    expect(box(page)).to_have_value(joined)
    page.keyboard.type("!")
    expect(box(page)).to_have_value(joined.replace("Indeed.", "Indeed.!"))
    page.keyboard.press("Control+z")
    expect(box(page)).to_have_value(joined)

    for count in (ROWS + 1, ROWS + 1, ROWS):  # the merge, the edit, the split
        page.keyboard.press("Control+z")
        expect(page.locator(".editor .note")).to_contain_text("Undone")
        saved(page)
        expect(total).to_contain_text(f"of {count}")
    expect(number_in_work(page)).to_have_text("1")
    expect(box(page)).to_have_value(before[0]["target"])
    after = rows()
    same = ("id", "source", "target", "draft", "status")
    assert [[row[key] for key in same] for row in after] == [
        [row[key] for key in same] for row in before
    ]


def test_a_split_can_be_moved_and_left(open_editor: Open, rows: Rows) -> None:
    from playwright.sync_api import expect

    page = open_editor()
    page.keyboard.press("Alt+s")
    field = page.locator(".editor .split-field")
    expect(field).to_be_focused()
    label = field.get_attribute("aria-label")
    page.keyboard.press("ArrowLeft")
    assert field.get_attribute("aria-label") != label
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    expect(box(page)).to_be_focused()
    assert len(rows()) == ROWS
