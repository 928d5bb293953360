"""What a reviewer does and sees in the editor, in the words of the tests."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 60.0


def box(page: Any) -> Any:
    """The text box of the row in work."""
    return page.locator(".editor textarea.box")


def number_in_work(page: Any) -> Any:
    """The number of the row in work."""
    return page.locator(".editor li.active .number")


def row(page: Any, number: int) -> Any:
    """The row with this number."""
    has = page.locator(".number", has_text=f"{number}").filter(visible=True)
    return page.locator(".editor li.row").filter(has=has).nth(0)


def saved(page: Any) -> None:
    """Wait until the server has everything."""
    from playwright.sync_api import expect

    page.wait_for_function(
        """() => Object.keys(localStorage)
             .filter((key) => key.startsWith("workbench/outbox/"))
             .every((key) => JSON.parse(localStorage.getItem(key)).queue.length === 0)""",
    )
    expect(page.locator(".editor .foot")).to_have_attribute("data-state", "saved")


def eventually(check: Callable[[], bool]) -> None:
    """Wait until ``check`` holds."""
    end = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < end, "it did not come to hold"
        time.sleep(0.05)
