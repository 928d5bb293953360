from __future__ import annotations

from workbench.translation import Translator
from workbench.translation.links import word_links, word_spans
from workbench.translation.model import WordLink
from workbench.translation.pieces import Piece


def test_hyphens_and_slashes_belong_to_a_word() -> None:
    text = "well-known A/RES/73/27, State's e.g."
    assert [text[a:b] for a, b in word_spans(text)] == [
        "well-known",
        "A/RES/73/27",
        "State's",
        "e.g",
    ]


def test_the_weight_is_the_mean_of_the_mass_on_the_word() -> None:
    source = [Piece("▁се", 0, 2), Piece("ть", 2, 4), Piece("▁мир", 5, 8)]
    target = [Piece("▁net", 0, 3), Piece("work", 3, 7), Piece("▁world", 8, 13)]
    attention = [[0.5, 0.3, 0.1, 0.1], [0.2, 0.4, 0.3, 0.1], [0.1, 0.1, 0.7, 0.1]]
    assert word_links("сеть мир", source, "network world", target, attention) == (
        WordLink(0, 4, 0, 7, 0.7),
        WordLink(5, 8, 8, 13, 0.7),
    )


def test_the_threshold_decides() -> None:
    source, target = [Piece("▁да", 0, 2)], [Piece("▁yes", 0, 3)]
    assert word_links("да", source, "yes", target, [[0.3, 0.7]], threshold=0.3)
    assert not word_links("да", source, "yes", target, [[0.3, 0.7]], threshold=0.31)


def test_punctuation_has_no_links() -> None:
    source, target = [Piece("▁—", 0, 1)], [Piece("▁—", 0, 1)]
    assert word_links("—", source, "—", target, [[0.9, 0.1]]) == ()


def test_links_of_a_real_draft_join_whole_words_that_belong_together(
    translator: Translator,
) -> None:
    source = "  Генеральная\u00a0Ассамблея приняла резолюцию A/RES/73/27 о кибер\u00adбезопасности."
    (draft,) = translator.draft([source])
    pairs = {
        (
            source[link.source_start : link.source_end],
            draft.text[link.target_start : link.target_end],
        )
        for link in draft.links
    }
    assert ("Ассамблея", "Assembly") in pairs
    assert ("A/RES/73/27", "A/RES/73/27") in pairs
    assert any(left == "кибер\u00adбезопасности" for left, _ in pairs)
    assert all(0.25 <= link.weight <= 1.001 for link in draft.links)
