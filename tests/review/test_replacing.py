from __future__ import annotations

from typing import Any

import pytest

from tests.review.samples import Client
from workbench.errors import InputError


def replace(client: Client, **search: Any) -> dict[str, Any]:
    """Preview, then replace; the reply."""
    token = client.desk.replace_preview(client.document, **search)["preview_token"]
    return client.done("replace_all", preview_token=token, **search)


def test_the_preview_shows_what_will_be(client: Client) -> None:
    found = client.desk.replace_preview(client.document, find="the", replace="a")
    assert (found["total"], found["places"]) == (6, 6)
    assert found["rows"][0] == {
        "id": client.rows()[0]["id"],
        "number": 1,
        "before": "States note the progress.",
        "after": "States note a progress.",
        "spans": [[12, 15]],
    }


def test_all_is_replaced_and_undone_in_one_step(client: Client) -> None:
    before = client.texts()
    reply = replace(client, find="The", replace="A", case=True)
    assert len(reply["rows"]) == 5
    assert [target[:2] for _, target in client.texts()] == ["St", "A ", "A ", "A ", "A ", "A "]
    assert client.reply["undo"] == "replacing all"
    client.done("undo")
    assert client.texts() == before


def test_expressions_have_groups_and_plain_text_has_none(client: Client) -> None:
    replace(client, find=r"(\d+) is (\w+)", replace=r"\2 \1", regex=True)
    assert client.texts()[2][1] == "The report for ready 2020."
    replace(client, find=".", replace=r"\1")
    assert client.texts()[2][1] == r"The report for ready 2020\1"


def test_a_filter_narrows_it(client: Client) -> None:
    client.on(client.rows()[3], "status", status="approved")
    replace(client, find="The", replace="A", case=True, filter={"status": ["approved"]})
    assert [target[:2] for _, target in client.texts()[2:5]] == ["Th", "A ", "Th"]


def test_an_old_preview_is_a_conflict(client: Client) -> None:
    search = {"find": "The", "replace": "A"}
    token = client.desk.replace_preview(client.document, **search)["preview_token"]
    other = Client(client.desk, client.document, "boris")
    other.on(other.rows()[1], "edit", target="The end.")
    assert client.do("replace_all", preview_token=token, **search)["result"] == "conflict"
    assert client.texts()[2][1].startswith("The")


@pytest.mark.parametrize(
    ("search", "word"),
    [
        ({"find": ""}, "find"),
        ({"find": "(", "regex": True}, "cannot be read"),
        ({"find": "a", "replace": r"\7", "regex": True}, "cannot be read"),
        ({"find": "a", "filter": {"size": 1}}, "size"),
    ],
)
def test_searches_that_make_no_sense_are_named(
    client: Client, search: dict[str, Any], word: str
) -> None:
    with pytest.raises(InputError, match=word):
        client.desk.replace_preview(client.document, **search)


def test_an_expression_that_never_ends_is_stopped(client: Client) -> None:
    client.on(client.rows()[0], "edit", target="a" * 5000)
    with pytest.raises(InputError, match="too long"):
        client.desk.replace_preview(client.document, find="(?:a|aa)+b", replace="", regex=True)
