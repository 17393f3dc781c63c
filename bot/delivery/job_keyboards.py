"""The buttons under our messages, and the callback data that a press brings back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.jobs import FINISHED
from bot.texts.catalogue import text
from engine.options.base import MAX_DEPTH

MAX_DATA_BYTES = 64  # Bot API: callback_data, 1-64 bytes
_OURS = re.compile(r"[A-Za-z0-9_.:-]+")


class Verb(StrEnum):
    """What a press asks for; each has a handler in bot.app."""

    DREAM = "dream"  # draft: dream the photo with the defaults, or as the menu says
    STYLE = "style"  # draft: show the style menu
    MORE = "more"  # draft: show the dream menu
    PRESET = "preset"  # draft, preset: choose a kind of dream
    STRENGTH = "power"  # draft, less | more | usual: choose how strong
    DEPTH = "depth"  # draft, less | more | usual: choose how deep
    GUIDE = "guide"  # draft: lead the dream by the person's next picture
    PICK = "pick"  # draft, style: paint in this style; with a share: have so much of it in the mix
    MIX = "mix"  # draft, on | off: choose several styles
    PAINT = "paint"  # draft: paint in the styles that are chosen
    PAGE = "page"  # draft, dials | styles: show this page of the style menu
    SCALE = "scale"  # draft, less | more | usual: choose how large the strokes are
    COLOURS = "colours"  # draft, colours: choose whose colours the painting has
    FACES = "faces"  # draft, on | off: keep faces likenesses
    MASK = "mask"  # draft, on | off: paint only where the person's next picture is white
    TEXTURE = "texture"  # draft: a texture in the manner of the photo
    FILM_DREAM = "film_dream"  # draft: dream the film
    FILM_STYLES = "film_styles"  # draft: show the styles for the film
    FILM_PICK = "film_pick"  # draft, style: paint the film in this style
    CLOSE = "close"  # draft: put the menu away
    CANCEL = "cancel"  # job
    AGAIN = "again"  # job: the same with a new seed
    STRONGER = "more_so"  # job
    WEAKER = "less_so"  # job
    FULL = "full"  # job, look: the result, or an earlier look of it, as a file
    LOOKS = "looks"  # job, look: show the earlier looks to choose from; this one is shown
    LOOK = "look"  # job, look: show this one
    KEEP = "keep"  # job, look: choose no further
    DELETE = "delete"  # job
    DREAM_IT = "dream_it"  # job: dream the photo of a result in words
    BIGGER = "bigger"  # job: show the paid sizes
    STEPS = "steps"  # job, tier, steps: choose the steps of a paid size
    BUY = "buy"  # job, tier, steps: send the invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """Callback data taken apart: ``verb:subject[:argument…]``."""

    verb: Verb
    subject: str
    arguments: tuple[str, ...] = ()

    @property
    def argument(self) -> str:
        """The first one; empty where there is none."""
        return self.arguments[0] if self.arguments else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One named thing to choose in a menu."""

    name: str
    title: str


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


def press_data(verb: Verb, subject: str | int, *arguments: str | int) -> str:
    """``verb:subject[:argument…]``, at most 64 bytes."""
    data = ":".join(str(part) for part in (verb.value, subject, *arguments))
    if not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
        raise ValueError(f"callback data of {len(data.encode())} bytes: {data}")
    return data


def parse_press(data: str) -> Press | None:
    """The inverse of :func:`press_data`; None for data that is not ours."""
    # Whoever makes a press up can say anything; we only ever say these.
    if len(data) > MAX_DATA_BYTES or not _OURS.fullmatch(data):
        return None
    verb, _, rest = data.partition(":")
    parts = rest.split(":")
    if verb not in {v.value for v in Verb} or not parts[0]:
        return None
    return Press(verb=Verb(verb), subject=parts[0], arguments=tuple(parts[1:]))


def prompt_keyboard(draft_id: int, language: str) -> InlineKeyboardMarkup:
    """Under "what shall I do with it?"."""
    return InlineKeyboardMarkup(
        [
            [
                button("buttons.dream", language, press_data(Verb.DREAM, draft_id)),
                button("buttons.style", language, press_data(Verb.STYLE, draft_id)),
                button("buttons.texture", language, press_data(Verb.TEXTURE, draft_id)),
                button("buttons.more", language, press_data(Verb.MORE, draft_id)),
            ]
        ]
    )


def dream_menu_keyboard(
    draft_id: int,
    language: str,
    *,
    presets: Sequence[Choice],
    chosen: str | None,
    strength: float | None,
    depth: int | None,
    has_guide: bool,
    has_photo: bool,
) -> InlineKeyboardMarkup:
    """Kinds of dream, how strong, how deep, the guide, and Dream once there is a photo.

    ``strength``, ``depth``: what the dials show; None: as usual, as it comes.
    """
    rows = in_rows(
        (
            InlineKeyboardButton(
                text("buttons.chosen", language, title=preset.title)
                if preset.name == chosen
                else preset.title,
                callback_data=press_data(Verb.PRESET, draft_id, preset.name),
            )
            for preset in presets
        ),
        width=3,
    )
    now = text("buttons.strength_usual", language)
    if strength is not None:
        now = text("buttons.strength_now", language, times=f"{strength:g}")
    rows.append(dial(Verb.STRENGTH, draft_id, language, now=now))
    now = text("buttons.depth_usual", language)
    if depth is not None:
        now = text("buttons.depth_now", language, depth=depth, most=MAX_DEPTH)
    rows.append(dial(Verb.DEPTH, draft_id, language, now=now))
    guide = "buttons.guide_chosen" if has_guide else "buttons.guide"
    last = [
        button(guide, language, press_data(Verb.GUIDE, draft_id)),
        button("buttons.never_mind", language, press_data(Verb.CLOSE, draft_id)),
    ]
    if has_photo:
        last.insert(0, button("buttons.dream", language, press_data(Verb.DREAM, draft_id)))
    rows.append(last)
    return InlineKeyboardMarkup(rows)


_DIALS = {
    Verb.STRENGTH: ("buttons.softer", "buttons.bolder"),
    Verb.DEPTH: ("buttons.shallower", "buttons.deeper"),
    Verb.SCALE: ("buttons.finer", "buttons.coarser"),
}


def dial(verb: Verb, draft_id: int, language: str, *, now: str) -> list[InlineKeyboardButton]:
    """Less, what it is now, more; a press in the middle sets it back."""
    less, more = _DIALS[verb]
    return [
        button(less, language, press_data(verb, draft_id, "less")),
        InlineKeyboardButton(now, callback_data=press_data(verb, draft_id, "usual")),
        button(more, language, press_data(verb, draft_id, "more")),
    ]


def open_job_keyboard(job_id: str, language: str) -> InlineKeyboardMarkup:
    """Cancel, and nothing else, while a job is open."""
    return InlineKeyboardMarkup(
        [[button("buttons.cancel", language, press_data(Verb.CANCEL, job_id))]]
    )


def result_keyboard(
    job_id: str,
    language: str,
    *,
    can_vary: bool = True,
    has_strength: bool = True,
    can_grow: bool,
    looks: int = 0,
    look: int = FINISHED,
) -> InlineKeyboardMarkup:
    """Under a picture or a film.

    Args:
        can_vary: another seed makes another one.
        can_grow: adds the paid sizes (results of the free tier).
        looks: earlier ones that were kept; ``look``: the one that is shown.
    """
    changes = []
    if can_vary:
        changes.append(button("buttons.again", language, press_data(Verb.AGAIN, job_id)))
    if has_strength:
        changes += [
            button("buttons.stronger", language, press_data(Verb.STRONGER, job_id)),
            button("buttons.weaker", language, press_data(Verb.WEAKER, job_id)),
        ]
    kept = [
        button("buttons.full_size", language, _of_look(Verb.FULL, job_id, look)),
        button("buttons.delete", language, press_data(Verb.DELETE, job_id)),
    ]
    rows = [row for row in (changes, kept) if row]
    more = []
    if looks:
        key = "buttons.look" if looks == 1 else "buttons.looks"
        more.append(button(key, language, press_data(Verb.LOOKS, job_id, look)))
    if can_grow:
        more.append(button("buttons.bigger", language, press_data(Verb.BIGGER, job_id)))
    return InlineKeyboardMarkup([*rows, more] if more else rows)


def looks_keyboard(job_id: str, language: str, *, looks: int, look: int) -> InlineKeyboardMarkup:
    """The earlier looks, by number where there are several, and the finished picture.

    ``look``: the one that is shown.
    """

    def choice(number: int, title: str) -> InlineKeyboardButton:
        if number == look:
            title = text("buttons.chosen", language, title=title)
        return InlineKeyboardButton(title, callback_data=press_data(Verb.LOOK, job_id, number))

    finished = choice(FINISHED, text("buttons.finished", language))
    last = [
        button("buttons.look_file", language, _of_look(Verb.FULL, job_id, look)),
        button("buttons.back", language, press_data(Verb.KEEP, job_id, look)),
    ]
    if looks == 1:
        return InlineKeyboardMarkup([[choice(1, text("buttons.look", language)), finished], last])
    rows = in_rows((choice(number, str(number)) for number in range(1, looks + 1)), width=4)
    return InlineKeyboardMarkup([*rows, [finished, *last]])


def _of_look(verb: Verb, job_id: str, look: int) -> str:
    return press_data(verb, job_id) if look == FINISHED else press_data(verb, job_id, look)


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
    job_id: str, language: str, *, sizes: Sequence[PaidSize]
) -> InlineKeyboardMarkup:
    """One row a paid size with its price; - and + where the buyer chooses the steps."""
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
    return InlineKeyboardMarkup(rows)


def button(key: str, language: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text(key, language), callback_data=data)


def in_rows(
    buttons: Iterable[InlineKeyboardButton], *, width: int
) -> list[list[InlineKeyboardButton]]:
    every = list(buttons)
    return [every[i : i + width] for i in range(0, len(every), width)]
