"""Commands, styles and dreams in the words of four languages, with a slash and without one."""

from __future__ import annotations

import pytest

from bot.commands.command import plain_command, split_command
from bot.commands.grammar import VOCABULARIES
from bot.commands.parser import parse_words
from bot.commands.plain_words import command_names, dream_names, shown_names, style_names
from bot.domain.orders import Art
from bot.routes import COMMANDS
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.catalogue.presets import PRESETS
from engine.errors import UnknownNameError


def meant(message: str) -> tuple[str, str] | None:
    command = split_command(message) or plain_command(message)
    return None if command is None else (command.name, command.rest)


@pytest.mark.parametrize(
    ("message", "name", "rest"),
    [
        ("сон замок", "dream", "замок"),
        ("Сон: замок", "dream", "замок"),
        ("СОН\nзамок seed=3", "dream", "замок seed=3"),
        ("rêve château", "dream", "château"),
        ("Un reve chateau", "dream", "chateau"),
        ("sogno castello", "dream", "castello"),
        ("Dream castle", "dream", "castle"),
        ("стиль мозаика", "style", "мозаика"),
        ("в стиле витража", "style", "витража"),
        ("à la manière d’un vitrail", "style", "d’un vitrail"),  # noqa: RUF001
        ("stile mosaico", "style", "mosaico"),
        ("нарисуй вулкан", "draw", "вулкан"),
        ("Dessine-moi un mouton", "draw", "un mouton"),
        ("disegna un vulcano", "draw", "un vulcano"),
        ("что это?", "what", ""),
        ("Qu’est-ce que c’est ?", "what", ""),  # noqa: RUF001
        ("что это network=vgg19", "what", "network=vgg19"),
        ("объясни кота", "explain", "кота"),
        ("очередь", "queue", ""),
        ("Отмена!", "cancel", ""),
        ("aiutami", "help", ""),
        ("Удалить всё", "delete_me", ""),
        ("/сон замок", "dream", "замок"),
        ("/Стиль@Oneiro_Bot мозаика", "style", "мозаика"),
        ("/rêve", "dream", ""),
        ("/dream замок", "dream", "замок"),
        ("/язык ru", "language", "ru"),
        ("/привет", "привет", ""),
    ],
)
def test_a_command_is_known_by_plain_words(message: str, name: str, rest: str) -> None:
    assert meant(message) == (name, rest)


@pytest.mark.parametrize(
    "message",
    [
        *("", "привет", "хороший сон", "I had a dream", "сонный замок", "style=mosaic", "= dream"),
        *("What can you do", "stop it now", "help me understand", "что это за бот", "язык мой"),
    ],
)
def test_talk_is_no_command(message: str) -> None:
    assert meant(message) is None


@pytest.mark.parametrize(
    ("art", "words", "named"),
    [
        (Art.STYLE, "мозаика", "mosaic"),
        (Art.STYLE, "мозаики и витража", "mosaic glass"),
        (Art.STYLE, "Вихри мазков:2, Mosaïque", "swirls=2 mosaic"),
        (Art.STYLE, "lavis d’encre", "ink"),  # noqa: RUF001
        (Art.STYLE, "la mosaique", "mosaic"),
        (Art.STYLE, "onde in xilografia", "woodcut"),
        (Art.STYLE, "под мрамор seed=3", "marble seed=3"),
        (Art.TEXTURE, "мрамора", "marble"),
        (Art.VIDEO, "dream глаза", "dream eyes"),
        (Art.DREAM, "Мех и перья", "fur"),
        (Art.DREAM, "plein d’yeux", "eyes"),  # noqa: RUF001
        (Art.DREAM, "про неон", "neon"),
        (Art.DREAM, "существа, замок", "creatures замок"),
        (Art.DREAM, "о замке", "замок"),
        (Art.DREAM, "creature", "creature"),  # a thing in English first
    ],
)
def test_styles_and_dreams_are_known_by_what_stands_on_their_buttons(
    art: Art, words: str, named: str
) -> None:
    assert parse_words(art, words) == parse_words(art, named)


@pytest.mark.parametrize(("kind", "names"), [("styles", HOUSE_STYLES), ("dreams", PRESETS)])
def test_every_name_on_a_button_is_understood(kind: str, names: dict[str, object]) -> None:
    art = Art.STYLE if kind == "styles" else Art.DREAM
    for name in names:
        for shown in shown_names(kind, name):
            if shown != "Creature":  # Italian for them, English for the thing
                assert parse_words(art, shown) == parse_words(art, name), shown


def test_a_slip_in_a_name_is_told_with_what_comes_close() -> None:
    with pytest.raises(UnknownNameError, match="витраж"):
        parse_words(Art.STYLE, "витрожик")


def test_own_names_come_before_words_of_ours() -> None:
    words = parse_words(Art.STYLE, "onde", own_styles=("onde",))
    assert [style.name for style in words.styles] == ["onde"]


def test_no_word_of_ours_hides_another() -> None:
    assert set(command_names().values()) <= set(COMMANDS)
    for word, command in command_names().items():
        assert word not in COMMANDS or word == command
    names = style_names() | dream_names()
    assert not style_names().keys() & dream_names().keys()
    for vocabulary in VOCABULARIES.values():
        known = {*vocabulary.names(), *vocabulary.options_by_word, *vocabulary.picture_words}
        for word, name in names.items():
            if vocabulary.latin_name(word) is not None:
                assert word not in known or word == name
