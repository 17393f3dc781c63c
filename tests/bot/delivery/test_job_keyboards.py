"""Buttons: which stand where, what they carry, and who deals with it."""

from __future__ import annotations

import pytest
from telegram import InlineKeyboardMarkup

from bot.community.choosing import Place
from bot.delivery.job_keyboards import (
    beginnings_keyboard,
    making_keyboard,
    offer_keyboard,
    open_job_keyboard,
    paid_sizes,
    print_keyboard,
    result_keyboard,
    snapshots_keyboard,
    words_keyboard,
)
from bot.domain.community.saved_styles import STYLE_ID_CHARS, SavedStyle, Sharing
from bot.domain.community.works import TOKEN_CHARS, WORK_ID_CHARS, Recipe, Size, Work
from bot.domain.groups.group_settings import GroupSettings
from bot.domain.money.products import Pack
from bot.domain.money.subscriptions import Plan, Subscription
from bot.domain.money.tier_file import load_tiers
from bot.domain.orders import Art
from bot.domain.prints.price_file import load_prints
from bot.menus.broadcast_keyboard import broadcast_keyboard
from bot.menus.community.feed_keyboards import (
    ask_keyboard,
    mine_keyboard,
    queue_keyboard,
    shown_keyboard,
    work_keyboard,
)
from bot.menus.community.saved_keyboards import Neighbours, offered_keyboard
from bot.menus.community.saved_keyboards import mine_keyboard as saved_mine_keyboard
from bot.menus.delights.extras_keyboard import extras_keyboard
from bot.menus.delights.start_keyboard import start_keyboard
from bot.menus.dream_keyboards import Choice, dream_menu_keyboard, prompt_keyboard
from bot.menus.film_menu import film_menu_keyboard, film_prompt_keyboard
from bot.menus.groups.group_menu import page_keyboard
from bot.menus.language_keyboard import language_keyboard
from bot.menus.money.credit_keyboards import gift_keyboard, pack_rows
from bot.menus.money.plan_keyboards import plan_rows, stopped_keyboard
from bot.menus.money.print_keyboards import (
    countries_keyboard,
    materials_keyboard,
    proof_keyboard,
    sizes_keyboard,
)
from bot.menus.money.refund_keyboards import reasons_keyboard
from bot.menus.privacy_keyboards import delete_me_keyboard, privacy_keyboard, waiting_keyboard
from bot.menus.style_keyboards import Dials, StyleChoice, style_dials_keyboard, style_menu_keyboard
from bot.routes import COMMANDS, PRESSES
from bot.storage.database import new_id
from bot.texts.catalogue import sentences
from bot.transport.callback_data import MAX_DATA_BYTES, Press, Verb, parse_press, press_data
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.catalogue.presets import PRESETS
from tests.bot.storage.examples import NOW

RESULT = {"Again", "Again ×4", "Stronger", "Weaker", "Full size", "Delete"}  # noqa: RUF001
DRAFT = 2**53
JOB = new_id()


def keyboards() -> dict[str, InlineKeyboardMarkup]:
    """Each keyboard that we have, with the longest data it can carry."""
    presets = [Choice(name=one.name, title=one.title) for one in PRESETS.values()]
    styles = [StyleChoice(name=one.name, title=one.title, share=2) for one in HOUSE_STYLES.values()]
    dials = Dials(strength=2, scale=0.75, colours="keep", keeps_faces=True, has_mask=True)
    return {
        "prompt": prompt_keyboard(DRAFT, "en", is_grey=True, can_save=True),
        "privacy": privacy_keyboard("en"),
        "delete me": delete_me_keyboard("en", question=new_id(), now=NOW),
        "waiting": waiting_keyboard("en"),
        "dream menu": dream_menu_keyboard(
            DRAFT,
            "en",
            presets=presets,
            chosen="creatures",
            networks=[Choice(name="painters", title="Three painters")],
            network="painters",
            strength=None,
            depth=None,
            has_guide=False,
            has_photo=True,
        ),
        "film prompt": film_prompt_keyboard(DRAFT, "en"),
        "film menu": film_menu_keyboard(DRAFT, "en", styles=styles),
        "style menu": style_menu_keyboard(DRAFT, "en", styles=styles, mixes=True, can_paint=True),
        "style dials": style_dials_keyboard(DRAFT, "en", dials=dials, can_paint=True),
        "open job": open_job_keyboard(JOB, "en"),
        "result": result_keyboard(
            JOB,
            "en",
            can_grow=True,
            can_go_back=True,
            snapshots=8,
            snapshot=8,
            has_making=True,
            can_show=True,
            has_extras=True,
            can_save=True,
        ),
        "start": start_keyboard("en"),
        "extras": extras_keyboard(JOB, "en", snapshot=8),
        "beginnings": beginnings_keyboard(JOB, "en", numbers=(1, 2, 3, 4)),
        "looks": snapshots_keyboard(JOB, "en", snapshots=8, snapshot=2),
        "making": making_keyboard(JOB, "en"),
        "words": words_keyboard(JOB, "en"),
        "refund": reasons_keyboard(JOB, "en"),
        "to everybody": broadcast_keyboard("u" + "9" * 10, "en"),
        "offer": offer_keyboard(
            JOB, "en", sizes=paid_sizes(load_tiers().paid, chosen={}), credits=25, free="600 px"
        ),
        "gift": gift_keyboard("9" * 24, "en"),
        "packs": InlineKeyboardMarkup(pack_rows("en", packs=[Pack(credits=100_000, stars=10_000)])),
        **plan_keyboards(),
        **print_keyboards(),
        **feed_keyboards(),
        **saved_keyboards(),
    }


def saved_keyboards() -> dict[str, InlineKeyboardMarkup]:
    style_id = new_id(STYLE_ID_CHARS)
    style = SavedStyle(
        id=style_id,
        user_id=2**52,
        source="s",
        name="Night",
        number=1,
        file_id=None,
        sharing=Sharing.EVERYBODY,
        uses=0,
        saved_at=NOW,
    )
    beside = Neighbours(before=style_id, after=style_id)
    return {
        "saved": saved_mine_keyboard(style, "en", is_own=True, beside=beside),
        "kept": saved_mine_keyboard(style, "en", is_own=False, beside=beside),
        "offered": offered_keyboard(style, "en", is_kept=False),
    }


def feed_keyboards() -> dict[str, InlineKeyboardMarkup]:
    place, page = Place(before=2**50, step=10**9), "https://example.org/feed/w/123456789012"
    work = Work(
        id=new_id(WORK_ID_CHARS),
        job_id=JOB,
        user_id=2**52,
        token=new_id(TOKEN_CHARS),
        recipe=Recipe(art=Art.DREAM, options={}),
        size=Size(width=600, height=400),
        number=2**50,
        likes=10**9,
        reports=0,
        is_hidden=False,
        shown_at=NOW,
    )
    photo = "feed.button_with_photo"
    return {
        "show": ask_keyboard(
            JOB, "en", only="films.button_show", inputs=photo, name="A" * 40, is_signed=False
        ),
        "shown": shown_keyboard(work.id, "en", page=page),
        "work": work_keyboard(work, "en", place=place, is_own=False, page=page),
        "own work": work_keyboard(work, "en", place=place, is_own=True, page=None),
        "mine": mine_keyboard(work, "en", page=page),
        "queue": queue_keyboard(work.id, "en", is_ours=False),
    }


def plan_keyboards() -> dict[str, InlineKeyboardMarkup]:
    plan = Plan(title="P" * 32, stars=10_000, credits=100_000, boost_s=0.0)
    own = Subscription(
        user_id=1,
        offer_id=JOB,
        charge_id="c1",
        plan=plan,
        expires_at=NOW,
        is_cancelled=False,
        ended_at=None,
    )
    return {
        "plan": InlineKeyboardMarkup(plan_rows("en", plan=plan, subscription=None, now=NOW)),
        "own plan": InlineKeyboardMarkup(plan_rows("en", plan=plan, subscription=own, now=NOW)),
        "stopped plan": stopped_keyboard("en", own),
    }


def print_keyboards() -> dict[str, InlineKeyboardMarkup]:
    prints = load_prints()
    country = prints.country_for("de")
    canvas = prints.specs("canvas", country)[-1]
    return {
        "materials": materials_keyboard(JOB, prints, country, "en"),
        "languages": language_keyboard("en", chosen="auto", is_private=True),
        "group": page_keyboard(GroupSettings(language="fr", pictures_per_day=100), "en", "main"),
        "countries": countries_keyboard(JOB, prints),
        "sizes": sizes_keyboard(JOB, prints, country, "canvas", "en", is_sold=True),
        "proof": proof_keyboard(JOB, country, canvas, "en", is_sold=True),
        "proof alone": proof_keyboard(JOB, country, canvas, "en", is_sold=False),
    }


def labels(keyboard: InlineKeyboardMarkup) -> list[str]:
    return [button.text for row in keyboard.inline_keyboard for button in row]


def data(keyboard: InlineKeyboardMarkup) -> list[str]:
    every = (button for row in keyboard.inline_keyboard for button in row)
    return [str(button.callback_data) for button in every if button.url is None]


def test_what_stands_under_a_result_stands_nowhere_else() -> None:
    found = keyboards()
    assert set(labels(found.pop("result"))) == RESULT | {
        "Make it bigger",
        "Earlier looks",
        "How it came to be",
        "Not what I wanted",
        "Show it",
        "Save its style",
        "More",
    }
    assert set(labels(result_keyboard(JOB, "en", can_grow=False))) == RESULT
    assert labels(found.pop("words")) == ["Dream it", "Delete"]
    assert labels(found.pop("delete me")) == ["Delete", "Keep"]
    assert labels(found.pop("saved"))[-1] == "Delete"
    begun = ["1", "2", "3", "4", "Again ×4", "Delete"]  # noqa: RUF001
    assert labels(found.pop("beginnings")) == begun
    for name, keyboard in found.items():
        for label in labels(keyboard):
            assert not any(word in label for word in RESULT), (name, label)


def test_a_single_earlier_look_is_called_so_and_needs_no_number() -> None:
    assert "Earlier look" in labels(result_keyboard(JOB, "en", can_grow=True, snapshots=1))
    chooser = snapshots_keyboard(JOB, "en", snapshots=1, snapshot=1)
    assert labels(chooser) == ["✓ Earlier look", "Finished", "As a file", "Back"]
    assert "Earlier looks" not in labels(result_keyboard(JOB, "en", can_grow=True))


def test_what_can_be_printed_and_shown_says_so_last() -> None:
    keyboard = result_keyboard(
        JOB, "en", can_grow=True, can_print=True, can_show=True, has_extras=True
    )
    assert labels(keyboard)[-4:] == ["Make it bigger", "Print", "Show it", "More"]
    assert labels(print_keyboard(JOB, "en")) == ["Full size"]


def test_cancel_stands_alone_and_only_while_a_job_is_open() -> None:
    found = keyboards()
    assert labels(found.pop("open job")) == ["Cancel"]
    assert all("Cancel" not in label for each in found.values() for label in labels(each))


def test_a_button_is_found_by_its_word() -> None:
    """Scripts and people look for the first button with the word: no other may hold it."""
    prompt = labels(keyboards()["prompt"])
    assert prompt == ["Colour it", "Dream", "Style", "Texture", "More", "Save as a style"]
    menu = labels(keyboards()["dream menu"])
    assert [label for label in menu if "Dream" in label] == ["Dream"]


def test_every_button_can_be_pressed() -> None:
    for keyboard in keyboards().values():
        for each in data(keyboard):
            assert len(each.encode()) <= MAX_DATA_BYTES
            press = parse_press(each)
            assert press is not None
            assert press_data(press.verb, press.subject, *press.arguments) == each


def test_every_verb_has_a_handler_and_a_button() -> None:
    assert set(PRESSES) == set(Verb)
    pressed = {parse_press(each) for keyboard in keyboards().values() for each in data(keyboard)}
    assert {press.verb for press in pressed if press} == set(Verb)


def test_every_command_has_a_handler_and_a_line_of_help() -> None:
    told = {key.removeprefix("commands.") for key in sentences("en").keys if "commands." in key}
    assert told == set(COMMANDS)
    explained = sentences("en").source("help.text")
    for name in set(COMMANDS) - {"start", "help"}:
        assert f"/{name}" in explained


@pytest.mark.parametrize("text", ["", "dream", "dream:", ":1", "fly:1", "Dream:1", "x" * 64])
def test_data_that_is_not_ours_is_no_press(text: str) -> None:
    assert parse_press(text) is None


def test_too_long_data_is_refused_where_it_is_made() -> None:
    with pytest.raises(ValueError, match="callback data of"):
        press_data(Verb.PICK, "x" * 64)
    assert parse_press("buy:a1:hd:300") == Press(
        verb=Verb.BUY, subject="a1", arguments=("hd", "300")
    )
