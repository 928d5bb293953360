"""Abbreviations that do not end a sentence: closed classes of the two languages' usage.

"Before" ones stand before what they belong to (a number, a name); "after" ones stand
after it (a unit, a year), and so may end a sentence.
"""

from __future__ import annotations

from workbench.documents.word_sets import words

RUSSIAN_NEVER = words(
    "т.е т.к т.ч т.н т.наз напр г-н г-жа г-на г-ну г-ном г-не г-жи г-же г-жу г-жой проф акад д-р "
    "д-ра ул просп пос ген полк лейт гос соотв букв англ фр франц исп араб лат греч зам дж ср "
    "подпп абз разд см св пп тт примеч № и.о"
)
RUSSIAN_BEFORE_FIGURE = words(
    "п ст ч гл с стр т тел рис табл прим док рез вып изд д корп кв оп ок вып кн ном пар пункт"
)
RUSSIAN_UNITS = words(
    "г гг в вв млн млрд трлн тыс долл руб коп чел куб кв км м см мм га кг т мин сек ч час шт л "
    "экз проц н.э до.н.э"
)
RUSSIAN_LABELS = ("групп", "класс", "тип", "приложени", "част", "раздел", "категори", "добавлени")
ENGLISH_NEVER = words(
    "mr mrs ms messrs mme mlle dr prof hon lt capt sgt maj gov e.g i.e cf viz al approx incl esp "
    "resp paras sects vols nos figs eds suppl v vs mt ft"
)
# Written with a capital they are titles, which a name follows.
ENGLISH_TITLES = words("gen col adm sen rep pres amb st rev jan feb mar apr jun jul aug")
ENGLISH_TITLES |= words("sep sept oct nov dec")
ENGLISH_BEFORE_FIGURE = words(
    "no ext para art sect sec ch chap vol p pp fig ed ser add corr rev doc ref refs ca c annex"
)
ENGLISH_AFTER = words("inc ltd co corp jr sr ph.d bros")
ENGLISH_LABELS = (
    "group",
    "class",
    "type",
    "annex",
    "part",
    "section",
    "categor",
    "table",
    "schedule",
    "protocol",
    "list",
)
ENGLISH_OPENERS = words(
    "the a an in on at it its this that these those he she they we i however moreover furthermore "
    "as for if when while since although after before by with to from there their our his her "
    "such some many most all each both no not"
)
