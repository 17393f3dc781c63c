"""What a button brings back when it is pressed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from telegram import InlineKeyboardButton

from bot.texts.catalogue import text

MAX_DATA_BYTES = 64  # Bot API: callback_data, 1-64 bytes
_OURS = re.compile(r"[A-Za-z0-9_.:-]+")


class Verb(StrEnum):
    """What a press asks for; each has a handler in bot.routes."""

    DREAM = "dream"  # draft: dream the photo with the defaults, or as the menu says
    STYLE = "style"  # draft: show the style menu
    MORE = "more"  # draft: show the dream menu
    PRESET = "preset"  # draft, preset: choose a kind of dream
    NETWORK = "network"  # draft, network: dream with this one, trained here
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
    STROKES = "strokes"  # draft, hand: its photo as brush strokes; without a hand: show all hands
    COLOUR = "colour"  # draft: colour its photo; of our question: its own colours may go
    TEXTURE = "texture"  # draft: a texture in the manner of the photo
    FILM_DREAM = "film_dream"  # draft: dream the film
    FILM_STYLES = "film_styles"  # draft: show the styles for the film
    FILM_PICK = "film_pick"  # draft, style: paint the film in this style
    CLOSE = "close"  # draft: put the menu away
    CANCEL = "cancel"  # job
    AGAIN = "again"  # job: the same with a new seed
    VARY = "vary"  # job: the beginnings of several, each with a new seed
    WHOLE = "whole"  # job, number: the one that begins so, made whole
    STRONGER = "more_so"  # job
    WEAKER = "less_so"  # job
    FULL = "full"  # job, snapshot: the result, or a snapshot of it, as a file
    LOOKS = "looks"  # job, snapshot: show all to choose from; this one is shown
    LOOK = "look"  # job, snapshot: show this one
    KEEP = "keep"  # job, snapshot: choose no further
    MAKING = "making"  # job: a film of how it came to be
    ROUND = "round"  # job: the same as a round video
    DELETE = "delete"  # job
    DREAM_IT = "dream_it"  # job: dream the photo of a result in words
    BIGGER = "bigger"  # job: show the paid sizes
    STEPS = "steps"  # job, tier, steps: choose the steps of a paid size
    TO_ALL = "to_all"  # request: send an operator's words to everybody
    FREE = "free"  # job: the free size of what has a small preview
    BUY = "buy"  # job, tier, steps: send the invoice
    CREDITS = "credits"  # job, tier, steps, price: pay with credits
    TAKE_BACK = "take_back"  # gift: the giver wants it back
    PLAN = "plan"  # "new": the link to subscribe by
    PLAN_STOP = "plan_stop"  # offer: no further month is paid
    PLAN_GO_ON = "plan_go_on"  # offer: further months may be paid again
    PACK = "pack"  # credits, Stars: send the invoice of a pack
    DISLIKE = "dislike"  # job: ask why it is not what was wanted, and say what goes back
    GIVE_BACK = "give_back"  # job, reason: give back what was paid
    KEEP_IT = "keep_it"  # job: give nothing back
    PRINT = "print"  # job, country: choose what to print it on
    PRINT_TO = "print_to"  # job: choose the country to send a print to
    PRINT_ON = "print_on"  # job, country, material: choose how large
    PROOF = "proof"  # job, country, material, size: show how a print will be cut
    PRINT_BUY = "print_buy"  # job, country, material, size: send the invoice of a print
    LANGUAGE = "language"  # language, or auto: what the person, or the group, is spoken to in
    GROUP = "group"  # setting, value: a group's setting; or "page", page: show that one
    SHOW = "show"  # job, signed | unsigned: ask how to show it
    SHOW_IT = "show_it"  # job, result | inputs, signed | unsigned: show it to everybody
    UNSHOW = "unshow"  # work: take it back
    SAVE_STYLE = "save_style"  # job: save the picture that it was painted like
    SAVE_PICTURE = "save_pic"  # draft: save its picture as a style
    SAVED = "saved"  # style: show this one of one's own
    SAVED_USE = "saved_use"  # style: paint the next photo with it
    SAVED_NAME = "saved_name"  # style: ask for another name
    SAVED_SHARE = "saved_share"  # style, private | link | everybody: who may paint with it
    SAVED_KEEP = "saved_keep"  # style: have another's among one's own
    SAVED_DROP = "saved_drop"  # style: delete it, or put another's away
    LIKE = "like"  # work, number, step: like it; the rest as NEXT has it
    NEXT = "next"  # number, step: show the next of the feed
    MINE_NEXT = "mine_next"  # number: show the next of one's own
    LIKE_THIS = "like_this"  # work: make one like it
    REPORT = "report"  # work, number, step: it should not be here; the rest as NEXT has it
    FEED_KEEP = "feed_keep"  # work: an operator finds nothing wrong with it
    FEED_DROP = "feed_drop"  # work, ban: an operator takes it out
    PRINT_FILE = "print_file"  # job, country, material, size: make the file of a print
    DELETE_ME = "delete_me"  # "all": ask whether everything is to be deleted
    FORGET = "forget"  # question, s since 1970 when it was asked: delete everything
    KEEP_ALL = "keep_all"  # question: delete nothing
    EXPORT = "export"  # "all": send what is kept of a person as a file
    EXTRAS = "extras"  # job, snapshot, back: what else can be had of it; its own buttons again
    SHAPE = "shape"  # job, snapshot, story | phone | desk: it as a file of that shape
    MY_PHOTO = "my_photo"  # "me": dream the profile photo of whoever presses
    STICKER = "sticker"  # job: the picture as it is shown, cut out
    TELL_ME = "tell_me"  # "all": tell when it is open here


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


def button(key: str, language: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text(key, language), callback_data=data)


def in_rows(
    buttons: Iterable[InlineKeyboardButton], *, width: int
) -> list[list[InlineKeyboardButton]]:
    every = list(buttons)
    return [every[i : i + width] for i in range(0, len(every), width)]
