from __future__ import annotations

import random

import pytest

from workbench.terminology import Policy, TermBase, TermEntry
from workbench.translation import BeamSettings, ModelFolder, TermStatus, Translator

TEXTS = [
    "Генеральная Ассамблея приняла резолюцию A/RES/73/27 5 декабря 2018 года.",
    "Да.",
    "A/75/123",
    "Государства не должны использовать ИКТ во вред критической инфраструктуре.",
    "",
    "Группа провела четыре сессии; доклад опубликован на www.un.org/disarmament.",
    "Да.",
    "2020",
    "Угрозы в сфере использования ИКТ продолжают расти, и «цифровой разрыв» сохраняется.",
]
CLAUSE = (
    "государство {} рассмотрело вопрос об угрозах в сфере использования информационно-"
    "коммуникационных технологий и сообщило об этом на заседании рабочей группы"
)
LONG = "Комитет отметил, что " + "; ".join(CLAUSE.format(100 + n) for n in range(26)) + "."


def test_there_is_a_draft_for_each_text_in_order(translator: Translator) -> None:
    drafts = translator.draft(TEXTS)
    assert len(drafts) == len(TEXTS)
    assert drafts[1] == drafts[6]
    assert "A/RES/73/27" in drafts[0].text
    assert "2018" in drafts[0].text
    assert "www.un.org/disarmament" in drafts[5].text
    assert all(0 <= draft.confidence <= 1 for draft in drafts)
    assert all(draft.score <= 0 for draft in drafts)


def test_nothing_gives_nothing(translator: Translator) -> None:
    assert translator.draft([]) == []


def test_what_needs_no_translation_passes_unchanged(translator: Translator) -> None:
    texts = ["", "  ", "2020", "A/75/123/Add.1", "info@un.org", "ITU-T X.1205", "* * *", "1 234,5"]
    assert [draft.text for draft in translator.draft(texts)] == texts
    assert all(draft.confidence == 1.0 for draft in translator.draft(texts))


def test_order_and_company_do_not_change_a_draft(translator: Translator) -> None:
    together = translator.draft(TEXTS)
    alone = [translator.draft([text])[0] for text in TEXTS]
    assert together == alone
    shuffled = list(range(len(TEXTS)))
    random.Random(3).shuffle(shuffled)
    drafts = translator.draft([TEXTS[index] for index in shuffled])
    assert [together[index] for index in shuffled] == drafts


@pytest.mark.parametrize("threads", [1, 2])
def test_threads_do_not_change_a_draft(
    folder: ModelFolder, translator: Translator, threads: int
) -> None:
    other = Translator(folder, settings=BeamSettings(threads=threads))
    assert other.draft(TEXTS) == translator.draft(TEXTS)
    assert other.signature == translator.signature


def test_progress_counts_every_text_once(translator: Translator) -> None:
    counted: list[int] = []
    translator.draft([*TEXTS, LONG], progress=counted.append)
    assert sum(counted) == len(TEXTS) + 1


def test_a_repeated_text_is_drafted_once(
    translator: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    decode = translator._free.decode

    def counting(sources, **options):  # type: ignore[no-untyped-def]
        seen.append(len(sources))
        return decode(sources, **options)

    monkeypatch.setattr(translator._free, "decode", counting)
    drafts = translator.draft(["Это сеть."] * 50 + ["2020"] * 50)
    assert seen == [1]
    assert len(drafts) == 100
    assert len(set(drafts[:50])) == 1


def test_a_very_long_sentence_is_cut_at_clauses_and_nothing_is_lost(
    translator: Translator,
) -> None:
    assert len(LONG.split()) > 400
    (draft,) = translator.draft([LONG])
    told = " ".join(warning for warning in draft.warnings if "missing" in warning)
    lost = [str(100 + n) for n in range(26) if str(100 + n) not in draft.text]
    assert len(lost) <= 3  # the model may drop one, which is then told
    assert all(number in told for number in lost)
    assert any("longer than the model takes" in warning for warning in draft.warnings)
    assert not any("stopped at the length limit" in warning for warning in draft.warnings)
    assert len(draft.text.split()) > 300
    assert draft.text.count(".") == 1  # no full stop where a clause ended
    for link in draft.links:
        assert LONG[link.source_start : link.source_end].strip()
        assert draft.text[link.target_start : link.target_end].strip()
    numbers = [
        (LONG[a.source_start : a.source_end], draft.text[a.target_start : a.target_end])
        for a in draft.links
        if LONG[a.source_start : a.source_end].isdigit()
    ]
    assert sum(left == right for left, right in numbers) > 15


def test_a_run_of_letters_without_a_space_does_not_break_anything(translator: Translator) -> None:
    (draft,) = translator.draft(["ы" * 700])
    assert draft.text
    assert draft.warnings


def test_characters_that_the_model_does_not_know_survive(translator: Translator) -> None:
    (draft,) = translator.draft(["Сеть 中文 работает 🛰️."])
    assert "中文" in draft.text
    assert "🛰️" in draft.text
    assert "\u2047" not in draft.text


def test_what_the_model_gives_nothing_for_is_left_and_told(translator: Translator) -> None:
    (draft,) = translator.draft(["ы\u0306"])
    assert draft.text == "ы\u0306"
    assert any("left as it was" in warning for warning in draft.warnings)


@pytest.mark.parametrize(
    ("source", "begin"), [("а) государства;", "(a) "), ("IV. Сети", "IV. "), ("1) Да.", "1) ")]
)
def test_the_enumerator_of_a_paragraph_is_kept(
    translator: Translator, source: str, begin: str
) -> None:
    (draft,) = translator.draft([source])
    assert draft.text.startswith(begin)
    assert len(draft.text) > len(begin)
    for link in draft.links:
        assert source[link.source_start : link.source_end].isalpha()
        assert draft.text[link.target_start : link.target_end].isalpha()


def test_terms_are_accounted_for_with_spans_on_both_sides(folder: ModelFolder) -> None:
    entries = (
        TermEntry("1", "Генеральная Ассамблея", ("General Assembly",)),
        TermEntry("2", "резолюция", ("zebra",), policy=Policy.SOFT),
    )
    source = "Генеральная\u00a0Ассам\u00adблея приняла резолюцию A/RES/73/27."
    counted = Translator(
        folder,
        settings=BeamSettings(threads=1),
        term_base=TermBase(entries, name="small"),
        enforce=False,
    )
    (draft,) = counted.draft([source])
    (plain,) = Translator(folder, settings=BeamSettings(threads=1)).draft([source])
    assert draft.text == plain.text
    free, missing = sorted(draft.terms, key=lambda term: term.match.start)
    assert free.status is TermStatus.FREE
    assert source[free.match.start : free.match.end] == "Генеральная\u00a0Ассам\u00adблея"
    assert draft.text[free.start : free.end] == free.variant == "General Assembly"
    assert missing.status is TermStatus.UNSATISFIED
    assert missing.reason
    assert "terms:small@" in counted.signature


def test_the_signature_names_all_that_decides_a_draft(folder: ModelFolder) -> None:
    base = Translator(folder).signature
    assert f"model:{folder.name}@{folder.revision}" in base
    for other in (BeamSettings(beam=2), BeamSettings(length_penalty=0.6),
                  BeamSettings(max_length_factor=1.5)):  # fmt: skip
        assert Translator(folder, settings=other).signature != base
