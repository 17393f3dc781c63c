"""The buttons under a job's messages: while it is open, under its result, under its offer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.jobs import FINISHED
from bot.domain.tiers import Tier, price_stars
from bot.texts.catalogue import text
from bot.transport.callback_data import Verb, button, in_rows, press_data


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidSize:
    """One paid size and its price, as its button shows it."""

    tier: str
    title: str
    size_px: int
    steps: int
    stars: int
    fewer_steps: int | None = None
    more_steps: int | None = None


def paid_sizes(tiers: Sequence[Tier], *, chosen: Mapping[str, int]) -> list[PaidSize]:
    """One line a paid tier; ``chosen`` holds the steps that the buyer chose by tier."""
    sizes = []
    for tier in tiers:
        offered = tier.steps_offered
        steps = chosen.get(tier.name, offered[0])
        has_choice = len(offered) > 1
        sizes.append(
            PaidSize(
                tier=tier.name,
                title=tier.title,
                size_px=tier.size_px,
                steps=steps,
                stars=price_stars(tier, steps),
                fewer_steps=max((s for s in offered if s < steps), default=steps)
                if has_choice
                else None,
                more_steps=min((s for s in offered if s > steps), default=steps)
                if has_choice
                else None,
            )
        )
    return sizes


def open_job_keyboard(job_id: str, language: str) -> InlineKeyboardMarkup:
    """Cancel, and nothing else, while a job is open."""
    return InlineKeyboardMarkup(
        [[button("buttons.cancel", language, press_data(Verb.CANCEL, job_id))]]
    )


def result_keyboard(
    job_id: str,
    language: str,
    *,
    has_seed: bool = True,
    can_vary: bool = True,
    has_strength: bool = True,
    can_grow: bool,
    can_go_back: bool = False,
    asked: str | None = None,
    snapshots: int = 0,
    snapshot: int = FINISHED,
    has_making: bool = False,
    can_print: bool = False,
    can_show: bool = False,
    has_extras: bool = False,
    can_save: bool = False,
) -> InlineKeyboardMarkup:
    """Under a picture or a film.

    Args:
        has_seed, can_vary: another seed makes another one; several can be begun, to choose from.
        can_grow: adds the paid sizes (results of the free tier).
        can_go_back: what was paid for it does, if its person says that they do not like it.
        asked: what was asked for beyond what the free tier gave: the paid sizes that give it.
        snapshots: how many were kept; ``snapshot``: the number of the one that is shown.
        has_making, can_print, can_show, can_save, has_extras: what can be had of it besides.
    """

    def one(key: str, verb: Verb) -> InlineKeyboardButton:
        return button(key, language, press_data(verb, job_id))

    seeds = [one("buttons.again", Verb.AGAIN)] if has_seed else []
    seeds += [one("buttons.vary", Verb.VARY)] if can_vary else []
    kept = [_full(job_id, language, snapshot), one("buttons.delete", Verb.DELETE)]
    # Four in a row are cut short on a phone.
    strengths = _strengths(job_id, language, has_strength=has_strength)
    changes = [seeds, strengths, kept] if can_vary else [[*seeds, *strengths], kept]
    more = [one("buttons.making", Verb.MAKING)] if has_making else []
    more += _looks(job_id, language, snapshots, snapshot)
    more += [_bigger(job_id, language, asked)] if can_grow else []
    last = (
        ("buttons.dislike", Verb.DISLIKE, can_go_back),
        ("buttons.print", Verb.PRINT, can_print),
        ("feed.button_show", Verb.SHOW, can_show),
        ("saved.button_save", Verb.SAVE_STYLE, can_save),
    )
    more += [one(key, verb) for key, verb, is_there in last if is_there]
    more += _extras(job_id, language, snapshot) if has_extras else []
    return InlineKeyboardMarkup([*filter(None, changes), *in_rows(more, width=2)])


def making_keyboard(job_id: str, language: str) -> InlineKeyboardMarkup:
    """Under the film of how a result came to be."""
    return InlineKeyboardMarkup(
        [[button("buttons.round", language, press_data(Verb.ROUND, job_id))]]
    )


def _full(job_id: str, language: str, snapshot: int) -> InlineKeyboardButton:
    return button("buttons.full_size", language, _of_snapshot(Verb.FULL, job_id, snapshot))


def _extras(job_id: str, language: str, snapshot: int) -> list[InlineKeyboardButton]:
    return [button("stickers.button_more", language, press_data(Verb.EXTRAS, job_id, snapshot))]


def _looks(job_id: str, language: str, snapshots: int, snapshot: int) -> list[InlineKeyboardButton]:
    if not snapshots:
        return []
    key = "buttons.look" if snapshots == 1 else "buttons.looks"
    return [button(key, language, press_data(Verb.LOOKS, job_id, snapshot))]


def _strengths(job_id: str, language: str, *, has_strength: bool) -> list[InlineKeyboardButton]:
    if not has_strength:
        return []
    return [
        button("buttons.stronger", language, press_data(Verb.STRONGER, job_id)),
        button("buttons.weaker", language, press_data(Verb.WEAKER, job_id)),
    ]


def _bigger(job_id: str, language: str, asked: str | None) -> InlineKeyboardButton:
    data = press_data(Verb.BIGGER, job_id)
    if asked is None:
        return button("buttons.bigger", language, data)
    return InlineKeyboardButton(text("buttons.as_asked", language, what=asked), callback_data=data)


def snapshots_keyboard(
    job_id: str, language: str, *, snapshots: int, snapshot: int
) -> InlineKeyboardMarkup:
    """The snapshots, by number where there are several, and the finished picture.

    ``snapshot``: the number of the one that is shown.
    """

    def choice(number: int, title: str) -> InlineKeyboardButton:
        if number == snapshot:
            title = text("buttons.chosen", language, title=title)
        return InlineKeyboardButton(title, callback_data=press_data(Verb.LOOK, job_id, number))

    finished = choice(FINISHED, text("buttons.finished", language))
    last = [
        button("buttons.look_file", language, _of_snapshot(Verb.FULL, job_id, snapshot)),
        button("buttons.back", language, press_data(Verb.KEEP, job_id, snapshot)),
    ]
    if snapshots == 1:
        return InlineKeyboardMarkup([[choice(1, text("buttons.look", language)), finished], last])
    rows = in_rows((choice(number, str(number)) for number in range(1, snapshots + 1)), width=4)
    return InlineKeyboardMarkup([*rows, [finished, *last]])


def _of_snapshot(verb: Verb, job_id: str, snapshot: int) -> str:
    return press_data(verb, job_id) if snapshot == FINISHED else press_data(verb, job_id, snapshot)


def beginnings_keyboard(
    job_id: str, language: str, *, numbers: Sequence[int]
) -> InlineKeyboardMarkup:
    """Under the beginnings of several: a number makes that one whole."""
    choices = [
        InlineKeyboardButton(str(number), callback_data=press_data(Verb.WHOLE, job_id, number))
        for number in numbers
    ]
    below = [
        button("buttons.vary", language, press_data(Verb.VARY, job_id)),
        button("buttons.delete", language, press_data(Verb.DELETE, job_id)),
    ]
    return InlineKeyboardMarkup([choices, below])


def print_keyboard(job_id: str, language: str) -> InlineKeyboardMarkup:
    """Under a printer's file, which is nobody's to vary or to delete while it is printed."""
    return InlineKeyboardMarkup(
        [[button("buttons.full_size", language, press_data(Verb.FULL, job_id))]]
    )


def words_keyboard(job_id: str, language: str) -> InlineKeyboardMarkup:
    """Under a result told in words: there is nothing to vary, and no file of it."""
    return InlineKeyboardMarkup(
        [
            [
                button("buttons.dream_it", language, press_data(Verb.DREAM_IT, job_id)),
                button("buttons.delete", language, press_data(Verb.DELETE, job_id)),
            ]
        ]
    )


def offer_keyboard(
    job_id: str,
    language: str,
    *,
    sizes: Sequence[PaidSize],
    credits: int = 0,
    free: str | None = None,
) -> InlineKeyboardMarkup:
    """One row a paid size with its price; - and + where the buyer chooses the steps.

    ``credits``: what the person has; where that is enough for a size, another button pays with it.
    It stands below - and +, so that these stay under the finger while the price grows past it.
    ``free``: what is had for nothing instead, where there is no free result yet.
    """
    rows: list[list[InlineKeyboardButton]] = []
    for size in sizes:
        key = "buttons.premium" if size.fewer_steps is None else "buttons.hd"
        price = text(
            key,
            language,
            title=size.title,
            size=size.size_px,
            steps=size.steps,
            stars=size.stars,
        )
        buy = press_data(Verb.BUY, job_id, size.tier, size.steps)
        rows.append([InlineKeyboardButton(price, callback_data=buy)])
        if size.fewer_steps is not None and size.more_steps is not None:
            fewer = press_data(Verb.STEPS, job_id, size.tier, size.fewer_steps)
            more = press_data(Verb.STEPS, job_id, size.tier, size.more_steps)
            rows.append(
                [
                    button("buttons.fewer_steps", language, fewer),
                    button("buttons.more_steps", language, more),
                ]
            )
        if size.stars <= credits:
            # With the price, which nobody is to find changed after they have pressed.
            pay = press_data(Verb.CREDITS, job_id, size.tier, size.steps, size.stars)
            words = text("buttons.pay_credits", language, title=size.title, credits=size.stars)
            rows.append([InlineKeyboardButton(words, callback_data=pay)])
    if free is not None:
        words = text("buttons.free", language, what=free)
        rows.append([InlineKeyboardButton(words, callback_data=press_data(Verb.FREE, job_id))])
    return InlineKeyboardMarkup(rows)
