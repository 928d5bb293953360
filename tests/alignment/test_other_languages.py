"""The aligner takes any similarity: another pair without a dictionary, and vectors."""

from __future__ import annotations

import numpy as np
import pytest

from workbench.alignment import align, lexical_similarity
from workbench.alignment.scoring import strict_and_lax
from workbench.alignment.synthetic import synthesise

PLACES = ["Genève", "Nairobi", "Vienne", "Bangkok", "Beyrouth", "Santiago", "Montréal", "Rome"]
ENGLISH = ["Geneva", "Nairobi", "Vienna", "Bangkok", "Beirut", "Santiago", "Montreal", "Rome"]
TOPICS = [
    ("la coopération internationale", "international cooperation"),
    ("la protection des données", "data protection"),
    ("le commerce électronique", "electronic commerce"),
    ("la sécurité alimentaire", "food security"),
    ("le développement durable", "sustainable development"),
    ("les technologies numériques", "digital technologies"),
    ("la justice pénale", "criminal justice"),
]


def french_pairs(count: int) -> list[tuple[str, str]]:
    chance = np.random.default_rng(4)
    made = []
    for _ in range(count):
        place, topic = chance.integers(len(PLACES)), chance.integers(len(TOPICS))
        year, figure = chance.integers(1950, 2025), chance.integers(20, 900)
        made.append(
            (
                f"La conférence de {PLACES[place]} sur {TOPICS[topic][0]} a réuni {figure} "
                f"participants en {year}.",
                f"The {ENGLISH[place]} conference on {TOPICS[topic][1]} brought together {figure} "
                f"participants in {year}.",
            )
        )
    return made


def test_french_and_english_without_a_dictionary() -> None:
    document = synthesise(french_pairs(300), seed=3)
    beads = align(lexical_similarity(document.source, document.target))
    strict, lax = strict_and_lax([(bead.source, bead.target) for bead in beads], document.beads)
    assert strict.f1 >= 0.9
    assert lax.f1 >= 0.97


@pytest.mark.parametrize("seed", [1, 2])
def test_texts_that_share_nothing_align_by_length(seed: int) -> None:
    chance = np.random.default_rng(seed)
    lengths = chance.integers(3, 60, size=80)
    source = ["щ" * int(length) + " " + "ж" * 12 for length in lengths]
    target = ["q" * int(length) + " " + "w" * 12 for length in lengths]
    beads = align(lexical_similarity(source, target))
    right = sum(bead.source == bead.target for bead in beads)
    assert right >= 0.9 * len(lengths)
