"""The matcher on what makes Russian terms hard to find."""

from __future__ import annotations

from functools import lru_cache

import pytest

from workbench.terminology import Matcher, Policy, TermBase, TermEntry, TermMatch


def entry(source: str, *targets: str, **fields: object) -> TermEntry:
    return TermEntry(id=source, source=source, targets=targets or ("target",), **fields)  # type: ignore[arg-type]


@lru_cache
def matcher(*sources: str) -> Matcher:
    return Matcher(TermBase(tuple(entry(source) for source in sources)))


def surfaces(text: str, *sources: str) -> list[str]:
    return [match.surface for match in matcher(*sources).match(text)]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("кибератака", "кибератаками"),
        ("нормативно-правовая база", "нормативно-правовой базой"),
        ("Генеральная Ассамблея", "Генеральной Ассамблее"),
        ("наименее развитая страна", "наименее развитым странам"),
        ("страна, не имеющая выхода к морю", "стран, не имеющих выхода к морю"),
        ("женщины и девочки", "женщинам и девочкам"),
        ("предупреждение преступности и уголовное правосудие",
         "предупреждению преступности и уголовному правосудию"),
        ("мирный и устойчивый Интернет", "мирного и устойчивого Интернета"),
        ("государство-член", "государствами-членами"),
        ("государство-член", "государства — члены"),
        ("государство-член", "государств -- членов"),
        ("веб-сайт", "веб-сайте"),
        ("Республика Корея", "Республики Корея"),
        ("Республика Корея", "Республики Кореи"),
        ("Папуа — Новая Гвинея", "Папуа-Новой Гвинее"),
        ("г-жа", "г-же"),
        ("СПИД", "СПИДом"),
        ("указанные в Декларации тысячелетия цели", "указанным в Декларации тысячелетия целям"),
        ("пропавшее без вести лицо", "пропавшими без вести лицами"),
        ("представить доклад", "представив доклад"),
        ("принимает к сведению", "принимают к сведению"),
        ("злонамеренный", "злонамеренных"),
        ("доступный", "доступны"),
        ("Кот-д'Ивуар", "Кот-д’Ивуаре"),
        ("«умный» город", "\"умного\" города"),
        ("уполномоченный орган", "уполномоченными органами"),
        ("МСЭ-Т", "МСЭ‑Т"),
        ("новый элемент", "новыми элементами"),
    ],
)  # fmt: skip
def test_inflected_forms_are_found(source: str, text: str) -> None:
    assert surfaces(f"Речь идет о: {text}.", source) == [text]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("приветствуя", "Совет приветствовал это"),
        ("специальный комитет экспертов", "специального комитета эксперта"),
        ("цифровая сеть", "цифровой сетям"),
        ("международная безопасность", "международных безопасности"),
        ("Международный Суд", "в международном суде"),
        ("Центральные учреждения", "центральные учреждения"),
        ("ИКТ", "икт и Икт"),
        ("сеть", "интернет-сеть"),
        ("сеть", "сеть-ловушка"),
        ("МСЭ", "Бюро МСЭ-Т"),
        ("ООН", "в ООН-Хабитат"),
        ("репродуктивное здоровье", "репродуктивного и сексуального здоровья"),
        ("рабочая группа", "рабочая, группа"),
        ("рабочая группа", "рабочая (группа)"),
        ("рабочая группа", "рабочая\n\nгруппа"),
        ("средства", "одним средством"),
        ("сеть", "www.сеть.рф"),
        ("кибер", "кибератака"),
    ],
)
def test_false_hits_are_not_made(source: str, text: str) -> None:
    assert surfaces(text, source) == []


@pytest.mark.parametrize("text", ["рабочая группа", "Рабочая группа", "РАБОЧАЯ ГРУППА"])
def test_capitals_are_free_where_the_entry_has_none(text: str) -> None:
    assert surfaces(text, "рабочая группа") == [text]


@pytest.mark.parametrize("text", ["Международным Судом", "МЕЖДУНАРОДНЫМ СУДОМ"])
def test_capitals_of_the_entry_are_required(text: str) -> None:
    assert surfaces(text, "Международный Суд") == [text]


def test_abbreviation_opens_a_compound() -> None:
    assert surfaces("развитие ИКТ-инфраструктуры", "ИКТ") == ["ИКТ"]


def test_longest_match_wins_and_nested_terms_are_silent() -> None:
    sources = ("безопасность", "информационная безопасность", "система информационной безопасности")
    text = "Система информационной безопасности и информационная безопасность"
    assert surfaces(text, *sources) == [
        "Система информационной безопасности",
        "информационная безопасность",
    ]


def test_overlapping_terms_are_resolved_to_the_left() -> None:
    found = surfaces(
        "группа экспертов по киберугрозам", "группа экспертов", "экспертов по киберугрозам"
    )
    assert found == ["группа экспертов"]


def test_prefix_of_a_longer_term_still_counts_where_the_longer_breaks_off() -> None:
    sources = ("Совет Безопасности", "Совет Безопасности Российской Федерации")
    assert surfaces("Совета Безопасности Российской академии", *sources) == ["Совета Безопасности"]


def test_paucal_numerals_take_a_singular_noun_and_a_plural_adjective() -> None:
    assert surfaces("три новых элемента", "новый элемент") == ["новых элемента"]
    assert surfaces("новых элемента", "новый элемент") == []


def test_every_occurrence_counts() -> None:
    assert surfaces("Сеть, сети и сетями", "сеть") == ["Сеть", "сети", "сетями"]


def test_spaces_of_every_kind_stand_between_words() -> None:
    text = "рабочая\u00a0группа, рабочая \n группа, рабочая\u202fгруппа"
    assert len(surfaces(text, "рабочая группа")) == 3


def test_decomposed_letters_and_stress_marks_are_folded() -> None:
    text = "широкополосныи\u0306 Интерне\u0301т"
    assert surfaces(text, "широкополосный Интернет") == [text]


def plural_of(text: str, source: str) -> bool | None:
    (match,) = matcher(source).match(text)
    return match.plural


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("кибератакой", False),
        ("кибератаками", True),
        ("кибератаки", None),
        ("три кибератаки", True),
        ("статья 2 кибератаки", None),
        ("крупной кибератаки", None),
    ],
)
def test_number_of_the_russian_form(text: str, expected: bool | None) -> None:
    assert plural_of(text, "кибератака") is expected


def test_adjective_tells_the_number_of_an_ambiguous_noun() -> None:
    assert plural_of("опасной кибератаки", "опасная кибератака") is False
    assert plural_of("опасные кибератаки", "опасная кибератака") is True
    assert plural_of("три опасные кибератаки", "опасная кибератака") is True


def match_one(text: str, *entries: TermEntry) -> TermMatch:
    (match,) = Matcher(TermBase(entries)).match(text)
    return match


def test_number_slot_is_filled_in_the_english_forms() -> None:
    slotted = entry("пункт # повестки дня", "agenda item #", forbidden=("item # of the agenda",))
    match = match_one("по пункту 98 повестки дня", slotted)
    assert match.surface == "пункту 98 повестки дня"
    assert match.entry.id == slotted.id
    assert match.entry.targets == ("agenda item 98",)
    assert match.entry.forbidden == ("item 98 of the agenda",)
    assert Matcher(TermBase((slotted,))).match("по пункту повестки дня") == []


def test_several_number_slots_are_filled_in_order() -> None:
    slotted = entry("резолюция # (#) Совета", "Council resolution # (#)")
    match = match_one("в резолюции 2182 (2014) Совета", slotted)
    assert match.entry.targets == ("Council resolution 2182 (2014)",)


def test_range_fills_one_slot() -> None:
    match = match_one("на 2024–2025 годы", entry("на # годы", "for #"))
    assert match.entry.targets == ("for 2024-2025",)


def test_name_with_its_abbreviation_stands_for_both() -> None:
    both = entry("Организация по связи (МСЭ)", "Telecommunication Organization (ITU)")
    text = "МСЭ; Организации по связи; Организацией по связи (МСЭ)"
    matches = Matcher(TermBase((both,))).match(text)
    assert [(match.surface, match.entry.preferred) for match in matches] == [
        ("МСЭ", "ITU"),
        ("Организации по связи", "Telecommunication Organization"),
        ("Организацией по связи (МСЭ)", "Telecommunication Organization (ITU)"),
    ]


def test_entries_for_the_same_words_admit_the_forms_of_all() -> None:
    one = TermEntry("1", "связь", ("communications",), ("bond",))
    other = TermEntry("2", "связь", ("link",), ("connexion",))
    match = match_one("связью", one, other)
    assert match.entry.id == "1"
    assert match.entry.targets == ("communications", "link")
    assert match.entry.forbidden == ("bond", "connexion")


def test_hard_entry_is_preferred_to_a_soft_one_for_the_same_words() -> None:
    soft = TermEntry("1", "связь", ("link",), policy=Policy.SOFT)
    hard = TermEntry("2", "связь", ("communications",))
    assert match_one("связью", soft, hard).entry.targets == ("communications",)


def test_entry_with_capitals_is_preferred_where_the_text_has_them() -> None:
    name, word = TermEntry("1", "Устав", ("Charter",)), TermEntry("2", "устав", ("statute",))
    assert match_one("в Уставе", word, name).entry.id == "1"
    assert match_one("в уставе", word, name).entry.id == "2"


@pytest.mark.parametrize("source", ["…", "— «»", "123", "#", " "])
def test_entry_without_a_word_is_reported_and_never_matches(source: str) -> None:
    silent = entry(source)
    matcher = Matcher(TermBase((silent, entry("сеть"))))
    assert matcher.silent == (silent,)
    assert [match.surface for match in matcher.match("сеть 123 … # — «»")] == ["сеть"]


@pytest.mark.parametrize("text", ["", " ", "…", "123", "Latin only", "\u00ad", "-'-"])
def test_text_without_terms_has_no_matches(text: str) -> None:
    assert surfaces(text, "сеть") == []
