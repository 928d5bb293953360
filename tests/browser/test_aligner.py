"""Two files become pairs: unpair, pair, move, split, pin, align again between, undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.acting import eventually, saved
from tests.browser.aligned import add_pair
from tests.browser.conftest import PATIENCE_MS
from tests.browser.serving import Server
from workbench.app.sample import sample_is_there
from workbench.review.desk import Desk
from workbench.review.workspace import Workspace

Rows = Callable[[], list[dict[str, Any]]]
Shape = list[tuple[int, int]]


@pytest.fixture
def pair(workspace: Workspace, tmp_path: Path) -> int:
    if not sample_is_there():
        pytest.skip("the sample pair is not in this installation")
    return add_pair(workspace, tmp_path)


@pytest.fixture
def pairs(workspace: Workspace, pair: int) -> Rows:
    """The rows as the database has them now."""
    desk = Desk(workspace)
    return lambda: list(desk.page(pair, user="test", limit=100)["rows"])


@pytest.fixture(scope="module")
def context(chromium: Any) -> Iterator[Any]:
    """One browser for all tests here: the scripts are loaded once."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: Any, server: Server, pair: int) -> Iterator[Any]:
    page = context.new_page()
    page.goto(f"{server.url}/aligner?document={pair}")
    page.locator(".aligner .sentence.current").wait_for()
    yield page
    page.close()


def shape(rows: list[dict[str, Any]]) -> Shape:
    return [(len(row["source_parts"]), len(row["target_parts"])) for row in rows]


def sentences(rows: list[dict[str, Any]]) -> tuple[Counter[str], Counter[str]]:
    """All sentences of both sides: none may be lost, none may come twice."""
    sides = ("source_parts", "target_parts")
    return Counter(part for row in rows for part in row[sides[0]]), Counter(
        part for row in rows for part in row[sides[1]]
    )


def sentence(page: Any, row: dict[str, Any], side: str, index: int = 0) -> Any:
    place = f'.sentence[data-side="{side}"][data-index="{index}"]'
    return page.locator(f'.aligner .bead[data-id="{row["id"]}"] {place}')


def current(page: Any) -> Any:
    return page.locator(".aligner .sentence.current")


def test_a_pair_of_files_is_put_right_by_keyboard(page: Any, pairs: Rows) -> None:
    from playwright.sync_api import expect

    start = pairs()
    before, all_sentences = shape(start), sentences(start)
    facts = page.locator(".aligner .facts")
    alone = page.locator(".aligner .unpaired .count")
    expect(alone).to_have_text(str(sum(not (s and t) for s, t in before)))

    def settled(expected: Shape) -> None:
        """The database holds these rows, and the page shows them."""
        eventually(lambda: shape(pairs()) == expected)
        saved(page)
        assert sentences(pairs()) == all_sentences
        expect(page.locator(".aligner .bead")).to_have_count(len(expected))
        expect(alone).to_have_text(str(sum(not (s and t) for s, t in expected)))

    # The second English sentence of row 4 goes to row 5, and the cursor with it.
    assert before[3:5] == [(1, 2), (1, 1)]
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    recalled = start[3]["target_parts"][1]
    expect(current(page)).to_have_text(recalled)
    expect(current(page)).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    settled([*before[:3], (1, 1), (1, 2), *before[5:]])
    expect(current(page)).to_have_text(recalled)
    page.keyboard.press("Control+z")
    settled(before)

    # Unpair and pair.
    page.keyboard.press("u")
    settled([*before[:4], (1, 0), (0, 1), *before[5:]])
    expect(facts).to_contain_text(f"{alone.inner_text()} unpaired")
    page.keyboard.press("Shift+ArrowUp")  # the cursor went with the English sentence
    page.keyboard.press("p")
    settled(before)
    assert pairs()[4]["source"] == start[4]["source"]

    # Split the row of two Russian sentences and one English; Enter takes the place offered.
    assert before[8] == (2, 1)
    sentence(page, pairs()[8], "source", 1).click()
    page.keyboard.press("s")
    expect(page.locator(".aligner .cut-field")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settled([*before[:8], (1, 1), (1, 0), *before[9:]])
    page.keyboard.press("Control+z")
    settled(before)


def test_only_what_lies_between_the_pins_is_aligned_again(page: Any, pairs: Rows) -> None:
    from playwright.sync_api import expect

    start = pairs()
    before, all_sentences = shape(start), sentences(start)
    pinned = (start[2]["id"], start[10]["id"])
    for row in (start[2], start[10]):
        sentence(page, row, "source").click()
        page.keyboard.press("Enter")
    eventually(lambda: [row["id"] for row in pairs() if row["pinned"]] == list(pinned))

    # Wrongs on both sides of the first pin: two pairs joined before it, two after it.
    sentence(page, start[0], "source").click()
    page.keyboard.press("m")
    eventually(lambda: len(pairs()) == len(start) - 1)
    sentence(page, start[5], "target").click()
    page.keyboard.press("m")
    eventually(lambda: len(pairs()) == len(start) - 2)
    saved(page)
    wrong = [(row["source"], row["target"]) for row in pairs()]
    assert [row["id"] for row in pairs() if row["pinned"]] == list(pinned)

    page.keyboard.press("r")
    expect(page.locator(".aligner .note")).to_contain_text("Aligned again", timeout=60_000)
    saved(page)
    after = pairs()
    assert shape(after) == before
    assert sentences(after) == all_sentences
    assert [(r["source"], r["target"]) for r in after] == [
        (r["source"], r["target"]) for r in start
    ]
    assert [row["id"] for row in after if row["pinned"]] == list(pinned)

    page.keyboard.press("Control+z")
    eventually(lambda: [(row["source"], row["target"]) for row in pairs()] == wrong)
    saved(page)
    assert sentences(pairs()) == all_sentences
    assert [row["id"] for row in pairs() if row["pinned"]] == list(pinned)


def test_a_sentence_is_dragged_to_another_row(page: Any, pairs: Rows) -> None:
    start = pairs()
    before, all_sentences = shape(start), sentences(start)

    def drag(element: Any, goal: dict[str, Any]) -> None:
        box = element.bounding_box()
        aim = sentence(page, goal, "target", -1 if not goal["target_parts"] else 0).bounding_box()
        page.mouse.move(box["x"] + 30, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(aim["x"] + 30, aim["y"] + aim["height"] / 2, steps=5)
        page.mouse.up()

    drag(sentence(page, start[3], "target", 1), start[4])
    eventually(lambda: shape(pairs())[3:5] == [(1, 1), (1, 2)])
    saved(page)
    assert sentences(pairs()) == all_sentences
    # One that has no partner, out of the list, to one that has none either.
    lonely = next(row for row in start if not row["target_parts"])
    drag(page.locator(".aligner .unpaired-item").last, lonely)
    eventually(lambda: len(pairs()) == len(before) - 1)
    saved(page)
    assert sentences(pairs()) == all_sentences
    assert not [row for row in pairs() if not (row["source"] and row["target"])]


def test_a_sentence_is_edited_and_outlives_a_reload(page: Any, pairs: Rows) -> None:
    from playwright.sync_api import expect

    first = pairs()[1]
    sentence(page, first, "target").dblclick()
    box = page.locator(".aligner textarea.box")
    expect(box).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" Indeed s p u m")
    page.reload()
    page.locator(".aligner .sentence.current").wait_for()
    wanted = first["target"] + " Indeed s p u m"
    eventually(lambda: pairs()[1]["target"] == wanted)
    expect(sentence(page, first, "target")).to_have_text(wanted)
    assert shape(pairs())[1] == shape([first])[0]


def test_doubtful_rows_are_accepted_one_after_the_other(page: Any, pairs: Rows) -> None:
    from playwright.sync_api import expect

    doubtful = [row for row in pairs() if row["look"] >= 0.5]
    assert doubtful
    page.keyboard.press("n")
    for row in doubtful:
        expect(current(page)).to_have_text((row["source_parts"] or row["target_parts"])[0])
        page.keyboard.press("Enter")
    expect(page.locator(".aligner .facts")).to_contain_text("Done: ")
    expect(page.locator(".aligner .onward")).to_have_text("Export · Open in the editor")
    saved(page)
    assert [row["id"] for row in pairs() if row["pinned"]] == [row["id"] for row in doubtful]


def test_keys_go_by_their_place_on_a_russian_layout(page: Any, pairs: Rows) -> None:
    start = shape(pairs())
    # A Russian layout types "г" with the key of the U.
    current(page).dispatch_event(
        "keydown", {"key": "г", "code": "KeyU", "bubbles": True, "composed": True}
    )
    eventually(lambda: shape(pairs()) == [(1, 0), (0, 1), *start[1:]])


def test_somebody_elses_change_is_shown_and_not_overwritten(
    page: Any, pairs: Rows, workspace: Workspace, pair: int
) -> None:
    from playwright.sync_api import expect

    row = pairs()[1]
    sentence(page, row, "target").click()
    page.keyboard.press("F2")
    page.keyboard.type(" Mine.")
    change = {"side": "target", "index": 0, "text": row["target"] + " Theirs."}
    other = {"number": 1, "kind": "part", "row": row["id"], "version": row["version"], **change}
    reply = Desk(workspace).apply(pair, "boris", "client of boris", [other])
    assert reply["outcomes"][0]["result"] == "done"
    page.keyboard.press("Enter")
    dialog = page.locator(".aligner dialog")
    expect(dialog).to_contain_text("boris")
    assert pairs()[1]["target"].endswith("Theirs.")
    dialog.get_by_role("button", name="Keep mine").click()
    eventually(lambda: pairs()[1]["target"] == row["target"] + " Mine.")
    saved(page)
    expect(sentence(page, row, "target")).to_have_text(row["target"] + " Mine.")


def test_what_is_done_without_a_connection_is_sent_later(
    page: Any, context: Any, pairs: Rows
) -> None:
    from playwright.sync_api import expect

    first, second, *_ = pairs()
    page.route("**/workbench/api/**", lambda route: route.abort())
    page.keyboard.press("Enter")
    sentence(page, second, "source").click()
    page.keyboard.press("F2")
    page.keyboard.type(" Ещё.")
    page.keyboard.press("Enter")
    expect(page.locator(".aligner .foot")).to_have_attribute("data-state", "offline")
    expect(page.locator(".aligner .saved")).to_contain_text("will be sent")
    page.unroute("**/workbench/api/**")
    eventually(lambda: pairs()[0]["pinned"] and pairs()[1]["source"] == second["source"] + " Ещё.")
    saved(page)
    assert pairs()[0]["version"] == first["version"] + 1
