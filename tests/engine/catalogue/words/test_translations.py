"""People name things in Russian, French and Italian too."""

from __future__ import annotations

import pytest

from engine.catalogue.imagenet_classes import find_classes, known_classes
from engine.catalogue.words import translations
from engine.catalogue.words.translations import translated, translated_words
from engine.errors import UnknownNameError


@pytest.mark.parametrize(
    ("english", "russian", "french", "italian"),
    [
        ("bird", "птица", "oiseau", "uccello"),
        ("dog", "собака", "chien", "cane"),
        ("cat", "кошка", "chat", "gatto"),
        ("fish", "рыба", "poisson", "pesce"),
        ("flower", "цветок", "fleur", "fiore"),
        ("fruit", "фрукт", "fruit", "frutta"),
        ("food", "еда", "nourriture", "cibo"),
        ("furniture", "мебель", "meubles", "mobili"),
        ("vehicle", "транспорт", "véhicule", "veicolo"),
        ("ship", "корабль", "navire", "nave"),
        ("building", "здание", "bâtiment", "edificio"),
        ("castle", "замок", "château", "castello"),
        ("church", "церковь", "église", "chiesa"),
        ("volcano", "вулкан", "volcan", "vulcano"),
        ("mountain", "горы", "montagne", "montagna"),
        ("clothes", "одежда", "vêtements", "vestiti"),
        ("musical instrument", "музыкальные инструменты", "instrument de musique", "strumenti"),
        ("tool", "инструмент", "outil", "attrezzi"),
        ("animal", "животные", "animaux", "animali"),
        ("ice bear", "белый медведь", "ours polaires", "orsi bianchi"),
    ],
)
def test_a_thing_has_its_word_in_every_language(
    english: str, russian: str, french: str, italian: str
) -> None:
    for word in (russian, french, italian):
        assert find_classes(word).indices == find_classes(english).indices, word


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("ПТИЦЫ", "птица"),
        ("птицу", "птица"),
        ("белых медведей", "белый медведь"),
        ("белого-медведя", "белый медведь"),
        ("ёж", "еж"),
        ("l'oiseau", "oiseau"),
        ("les oiseaux", "oiseau"),
        ("Les_Chevaux", "cheval"),
        ("chateaux", "château"),
        ("gli uccelli", "uccello"),
        ("un'anatra", "anatra"),
        ("chiese", "chiesa"),
        ("funghi", "fungo"),
        ("pesci", "pesce"),
        ("pesche", "pesca"),
    ],
)
def test_a_word_is_known_in_the_forms_that_people_type(typed: str, word: str) -> None:
    assert find_classes(typed).name == word


def test_some_three_hundred_things_a_language_are_known() -> None:
    cyrillic = [word for word in translated_words() if "а" <= word[0] <= "я"]
    assert len(cyrillic) > 350
    assert len(translated_words()) - len(cyrillic) > 700


def test_every_word_leads_to_classes_and_its_name_to_them_again() -> None:
    for word in translated_words():
        meant = find_classes(word)
        assert meant.indices, word
        assert find_classes(meant.name) == meant


def test_every_english_word_behind_them_is_known() -> None:
    for word in translated_words():
        meant = translated(word)
        assert meant is not None
        assert all(known_classes(english) for english in meant.english), word


def test_two_languages_share_a_word_only_where_they_mean_the_same() -> None:
    table = translations.rows()
    meanings: dict[str, set[tuple[str, ...]]] = {}
    for english, words in table:
        for word in words:
            meanings.setdefault(word, set()).add(english)
    assert {word for word, each in meanings.items() if len(each) > 1} == set()


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("chat", {"cat"}),  # no English songbird
        ("pane", {"bread"}),
        ("cane", {"dog"}),
        ("mare", {"sea", "horse"}),  # both are likely
        ("ape", {"ape"}),  # an Italian bee gives way to a class's own English word
    ],
)
def test_a_word_of_two_languages_means_the_likelier(word: str, english: set[str]) -> None:
    indices = {index for each in english for index in find_classes(each).indices}
    assert set(find_classes(word).indices) == indices


@pytest.mark.parametrize(
    ("typed", "near"), [("птиса", "птица"), ("oisseau", "oiseau"), ("uccelo", "uccello")]
)
def test_a_slip_is_told_which_word_comes_near(typed: str, near: str) -> None:
    with pytest.raises(UnknownNameError, match=near):
        find_classes(typed)


def test_an_article_alone_is_no_tea() -> None:
    assert known_classes("the") is None
    assert known_classes("thé") == known_classes("thés")
