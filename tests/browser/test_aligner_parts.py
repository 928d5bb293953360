"""The aligner's own reckoning, module by module, in the browser that will run it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.serving import Server


@pytest.fixture(scope="module")
def blank(chromium: Any, server: Server) -> Iterator[Any]:
    """A page of the server without any of its scripts."""
    page = chromium.new_page()
    page.goto(f"{server.url}/workbench/assets/aligner/aligner.css")
    yield page
    page.close()


def call(page: Any, module: str, expression: str, argument: Any = None) -> Any:
    """The value of an expression over the exports ``m`` of a module and the ``argument``."""
    return page.evaluate(
        f"""async (argument) => {{
          const m = await import("/workbench/assets/aligner/{module}.js")
          return {expression}
        }}""",
        argument,
    )


def rows(*shapes: tuple[int, int]) -> list[dict[str, Any]]:
    return [
        {"id": place, "source_parts": ["с"] * source, "target_parts": ["t"] * target}
        for place, (source, target) in enumerate(shapes)
    ]


def plan(page: Any, shapes: list[tuple[int, int]], side: str, start: int, index: int, end: int):
    place = {"row": start, "side": side, "index": index}
    return call(page, "placing", "m.plan(...argument)", [rows(*shapes), place, end])


def moves(answer: dict[str, Any]) -> list[tuple[int, str]]:
    return [(step["row"], step["to"]) for step in answer["steps"]]


def test_a_sentence_at_the_edge_goes_to_the_neighbour(blank: Any) -> None:
    shapes = [(1, 1), (2, 1), (1, 1)]
    assert moves(plan(blank, shapes, "source", 1, 1, 2)) == [(1, "next")]
    assert moves(plan(blank, shapes, "source", 1, 0, 0)) == [(1, "previous")]
    # Those between it and the edge go along, for sentences keep their order.
    assert moves(plan(blank, shapes, "source", 1, 0, 2)) == [(1, "next")] * 2


def test_a_sentence_passes_rows_that_lack_its_side(blank: Any) -> None:
    shapes = [(1, 1), (1, 0), (1, 0), (1, 1)]
    assert moves(plan(blank, shapes, "target", 0, 0, 2)) == [(0, "next"), (1, "next")]
    assert moves(plan(blank, shapes, "target", 3, 0, 1)) == [(3, "previous"), (2, "previous")]


def test_a_lonely_sentence_is_paired_over_others_and_a_paired_one_taken_out_first(
    blank: Any,
) -> None:
    assert plan(blank, [(1, 0), (1, 1), (0, 1)], "target", 2, 0, 0) == {
        "steps": [{"kind": "pair", "goal": 0}]
    }
    assert plan(blank, [(1, 0), (1, 1), (1, 1)], "target", 2, 0, 0) == {
        "steps": [{"kind": "unpair", "row": 2}, {"kind": "pair", "goal": 0}]
    }
    assert "Split" in plan(blank, [(1, 0), (1, 1), (1, 2)], "target", 2, 0, 0)["refusal"]


def test_numbers_are_the_same_in_both_notations(blank: Any) -> None:
    def keys(text: str) -> list[str]:
        found = call(blank, "tokens", "m.tokens(argument)", text)
        assert "".join(token["text"] for token in found) == text
        return [token["key"] for token in found if token["key"]]

    assert keys("1 500,5 млн на 2 600\u00a0000 в 2020 году") == ["15005", "2600000", "2020"]
    assert keys("в A/RES/75/240 и ИКТ, COVID-19")[-1] == "covid-19"
    assert keys("1,500.5") == keys("1 500,5")
    assert keys("от 14 до 18") == ["14", "18"]


def test_cuts_are_offered_where_sentences_meet(blank: Any) -> None:
    two = ["Первое.", "Второе предложение."]
    assert call(blank, "cutting", "m.ownCut(argument, 1)", two) == 8
    assert call(blank, "cutting", "m.boundaries(argument)", two) == [8]
    one = ["First of all this; and then the second."]
    share = 8 / 27
    found = call(blank, "cutting", f"m.otherCut(argument, {share}, true)", one)
    assert one[0][found:] == "and then the second."
    # One sentence against two, with no clause to cut at: it stays whole with the first.
    whole = ["A single one without any end"]
    assert call(blank, "cutting", "m.otherCut(argument, 0.5, true)", whole) == len(whole[0])
    assert call(blank, "cutting", "m.otherCut(argument, 0.5, true)", []) == 0


def test_the_band_of_a_lonely_sentence_ends_in_a_point(blank: Any) -> None:
    span = {"top": 2, "bottom": 22}
    left = call(blank, "ribbon", "m.outline(100, argument, null)", span)
    assert left.startswith("M0,2") and "16,12" in left and left.endswith("Z")
    right = call(blank, "ribbon", "m.outline(100, null, argument)", span)
    assert right.startswith("M100,2") and "84,12" in right
    assert call(blank, "ribbon", "m.outline(100, null, null)") == ""
