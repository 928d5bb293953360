"""Looking up on both databases: what the index finds is what comparing with all finds."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.review.memory.corpora import NOUNS, approve, clear, fill, sentences
from workbench.review.memory import Match, TranslationMemory, search
from workbench.review.memory.scoring import Scorer
from workbench.review.workspace import Workspace

WORDS = st.sampled_from([*NOUNS[:5], "сети", "сетей", "сеть", "и", "5", "12", "Совет,", "—"])
TEXTS = st.lists(WORDS, max_size=9).map(" ".join)


def brute_force(texts: list[str], query: str, limit: int, at_least: int) -> list[int]:
    """The best scores, by comparing with every text."""
    scorer = Scorer(query)
    scores = sorted((scorer.score(text, at_least=at_least) for text in texts), reverse=True)
    return [score for score in scores[:limit] if score]


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    texts=st.lists(TEXTS.filter(str.strip), max_size=25),
    queries=st.lists(TEXTS.filter(str.strip), min_size=1, max_size=3),
    parts=st.lists(st.integers(1, 9), min_size=1, max_size=3),
    at_least=st.sampled_from([50, 70, 85, 100]),
)
def test_fuzzy_is_brute_force(
    workspace: Workspace, texts: list[str], queries: list[str], parts: list[int], at_least: int
) -> None:
    clear(workspace)
    fill(workspace, texts, parts=parts)
    memory = TranslationMemory(workspace.engine)
    for query in [*queries, *texts[:2]]:
        found = memory.search(query, limit=5, at_least=at_least)
        assert [match.score for match in found] == brute_force(texts, query, 5, at_least)
        for match in found:
            assert Scorer(query).score(match.source) == match.score


def test_many_alike_do_not_hide_the_same_text(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_SCORED", 20)
    texts = [f"Пункт {number} доклада" for number in range(300)]
    fill(workspace, texts)
    found = TranslationMemory(workspace.engine).search("Пункт 7 доклада")
    assert (found[0].score, found[0].source) == (100, "Пункт 7 доклада")
    assert [match.score for match in found[1:]] == [99] * 4


def test_the_same_pair_comes_once_and_approved_first(workspace: Workspace) -> None:
    fill(workspace, ["Доклад готов.", "Доклад готов!"])
    approve(workspace, "Доклад готов.", "The report is ready.")
    approve(workspace, "Доклад готов.", "The report is ready.", project="Второй")
    found = TranslationMemory(workspace.engine).search("Доклад готов.")
    assert [(m.score, m.target, m.origin.memory) for m in found] == [
        (100, "The report is ready.", "Второй"),
        (100, "T0", "filled 2"),
        (98, "T1", "filled 2"),
    ]


def test_a_match_says_where_it_comes_from(workspace: Workspace) -> None:
    row = approve(workspace, "Доклад за 2020 год готов.", "The report for 2020 is ready.")
    (match,) = TranslationMemory(workspace.engine).search("Доклад за 2021 год готов.")
    origin = match.origin
    assert (origin.memory, origin.kind, origin.document) == ("Первый", "project", "letter.docx")
    assert (origin.creator, origin.row_id) == ("anna", row)
    assert origin.created is not None and origin.created.tzinfo is not None
    assert match.target == "The report for 2021 is ready."
    assert match.stored_target == "The report for 2020 is ready."
    assert [(fix.was, fix.now) for fix in match.fixed] == [("2020", "2021")]
    data = match.as_dict()
    assert data["origin"]["created"] == origin.created.isoformat()
    assert data["differences"][0]["change"] == "replaced"


@pytest.mark.parametrize("text", ["", "  \n", "—", "5"])
def test_texts_without_words(workspace: Workspace, text: str) -> None:
    fill(workspace, sentences(20))
    assert TranslationMemory(workspace.engine).search(text) == []


class TestBest:
    def best(self, workspace: Workspace, text: str, fill_from: int = 95) -> Match | None:
        return TranslationMemory(workspace.engine).best(text, fill_from=fill_from)

    def test_the_best_match_fills(self, workspace: Workspace) -> None:
        approve(workspace, "Совет принял 5 решений.", "The Council took 5 decisions.")
        found = self.best(workspace, "Совет принял 7 решений.")
        assert found is not None and found.target == "The Council took 7 decisions."

    def test_a_lower_score_does_not(self, workspace: Workspace) -> None:
        approve(workspace, "Совет принял резолюцию вчера.", "The Council adopted a resolution.")
        assert self.best(workspace, "Совет принял решение вчера.", 90) is None
        assert self.best(workspace, "Совет принял решение вчера.", 70) is not None

    def test_a_figure_without_a_place_does_not(self, workspace: Workspace) -> None:
        approve(workspace, "Совет принял 5 решений.", "The Council took some decisions.")
        assert self.best(workspace, "Совет принял 7 решений.") is None

    def test_two_translations_do_not(self, workspace: Workspace) -> None:
        approve(workspace, "Совет.", "Council.")
        approve(workspace, "Совет.", "Advice.", project="Второй")
        assert self.best(workspace, "Совет.") is None

    def test_an_approved_one_counts_more_than_an_imported(self, workspace: Workspace) -> None:
        fill(workspace, ["Совет."])
        approve(workspace, "Совет.", "Council.")
        found = self.best(workspace, "Совет.")
        assert found is not None and found.target == "Council."
