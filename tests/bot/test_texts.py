"""Every sentence is used, every use has its sentence, and each fits where it is shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import get_args

import pytest

import bot.errors  # noqa: F401  # its classes are walked below
from bot.domain.community.saved_styles import NameFault, Sharing
from bot.domain.delights.themes import THEMES
from bot.domain.money.entries import EntryKind
from bot.domain.money.subscriptions import PlanRefusal
from bot.domain.money.tier_file import load_tiers
from bot.domain.orders import VARIED_ARTS, Art
from bot.domain.payments import Refusal
from bot.domain.prints.orders import PrintState, Problem
from bot.domain.prints.orders import Refusal as PrintRefusal
from bot.domain.tiers import limits_of
from bot.domain.waiting import Hold
from bot.operations.doctor import CHECKS
from bot.operations.health import PARTS
from bot.operations.profile import PARTS as PROFILE
from bot.routes import COMMANDS, OPERATOR_COMMANDS
from bot.storage.community.saved_styles import Refusal as NotSaved
from bot.storage.community.works import Refusal as NotShown
from bot.storage.credits.gifts import Opened
from bot.storage.credits.promo import PromoRefusal
from bot.texts.catalogue import error_text, known_language, languages, sentences, text
from engine.catalogue.find import NETWORKS
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.catalogue.presets import PRESETS
from engine.errors import ArtError
from engine.options.dream import DreamOptions
from engine.options.strokes import Hand
from engine.texts.catalogue import sentences_of
from tests.places import ROOT

BOT = ROOT / "bot"
OURS = sentences_of(("bot.texts",)).keys
KEY = re.compile(r"[a-z_]+(\.[A-Za-z_]+)+")
ENDS = ("failed", "cancelled")
LIMITS = limits_of(load_tiers().free, DreamOptions())
# Keys that the code puts together, and from what.
COMPOSED = (
    {f"commands.{name}" for name in COMMANDS}
    | {f"operator_menu.{name}" for name in OPERATOR_COMMANDS}
    | {f"styles.{name}" for name in HOUSE_STYLES}
    | {f"dreams.{name}" for name in PRESETS}
    | {f"networks.{name}" for name in ("embedded", "embedded_style")}
    | {f"pay.refused.{refusal.value}" for refusal in Refusal}
    | {f"caption.{art.value}" for art in Art}
    | {f"{section}.{name}" for section in ("reduced", "asked") for name in LIMITS}
    | {"pay.refused.gone", "pay.refused.used_up", "pay.refused.pack_expired", "pay.refused.later"}
    | {f"status.{end}_{back}" for end in ENDS for back in ("refunded", "credits_back")}
    | {f"balance.entry.{kind}" for kind in EntryKind}
    | {f"promo.refused.{refusal}" for refusal in PromoRefusal}
    | {f"gift.opened.{opened}" for opened in Opened}
    | {f"pay.plan_back.{refusal}" for refusal in PlanRefusal}
    | {f"pay.refused.{name}" for name in ("plan_expired", "subscribed", "banned")}
    | {"promo.counts", "promo.over"}
    | {f"print_refused.{each.value}" for each in PrintRefusal}
    | {f"print_refused.{key}" for key in ("banned", "gone", "later")}
    | {f"print_state.{each.value}" for each in (*PrintState, *Problem)}
    | {f"{key}_{hold}" for key in ("status.queued", "queue.place") for hold in (*Hold, "for")}
    | {f"{key}_{Hold.BEHIND}_for" for key in ("status.queued", "queue.place")}
    | {f"caption.{art}_begun" for art in VARIED_ARTS}
    | {f"caption.{art}_instant" for art in (Art.STYLE, Art.VIDEO)}
    | {f"hands.{hand}" for hand in get_args(Hand)}
    | {f"feed.refused.{refusal}" for refusal in NotShown}
    | {f"saved.refused.{refusal}" for refusal in NotSaved}
    | {f"saved.name.{fault}" for fault in NameFault}
    | {f"saved.shared.{sharing}" for sharing in Sharing}
    | {f"feed.title.{art}" for art in Art if not art.is_words and art is not Art.STICKER}
    | {f"shapes.{each}{part}" for part in ("", "_button") for each in ("story", "phone", "desk")}
    | {f"themes.{theme.word.replace(' ', '_')}" for theme in THEMES}
    | {f"doctor.remedies.{check}" for check in CHECKS}
    | {f"health.{part}_away" for part in PARTS}
    | {f"{section}.{part}" for part in PROFILE for section in ("profile", "profile_part")}
)


def all_errors(kind: type[ArtError] = ArtError) -> Iterator[type[ArtError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from all_errors(child)


def used_keys() -> set[str]:
    """Every string in bot/ that looks like a key of a section we have."""
    sections = {key.split(".")[0] for key in OURS}
    used = set()
    for file in BOT.rglob("*.py"):
        if "local" in file.relative_to(BOT).parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            value = node.value if isinstance(node, ast.Constant) else None
            is_key = isinstance(value, str) and KEY.fullmatch(value)
            if is_key and value.split(".")[0] in sections:
                used.add(value)
    return used


def test_every_key_that_the_code_uses_has_a_sentence() -> None:
    modules = {f"bot.{file.stem}" for file in BOT.rglob("*.py")}
    files = {file.name for kind in ("*.toml", "assets/*") for file in BOT.glob(kind)}
    assert used_keys() - modules - files <= sentences("en").keys


def test_every_sentence_is_used() -> None:
    names = {kind.__name__ for kind in all_errors()}
    of_errors = {f"{section}.{name}" for section in ("errors", "chat_errors") for name in names}
    assert OURS - used_keys() - COMPOSED - of_errors == set()


@pytest.mark.parametrize("language", languages())
def test_every_error_has_its_own_sentence_in_one_place(language: str) -> None:
    engine, ours = (sentences_of((f"{name}.texts",), language) for name in ("engine", "bot"))
    for kind in all_errors():
        home, other = (engine, ours) if kind.__module__ == ArtError.__module__ else (ours, engine)
        assert f"errors.{kind.__name__}" in home.own_keys
        assert f"errors.{kind.__name__}" not in other.own_keys


@pytest.mark.parametrize("language", languages())
def test_the_chat_says_nothing_of_an_error_that_it_is_not_told(language: str) -> None:
    said = sentences(language)
    for key in OURS:
        section, _, code = key.partition(".")
        if section == "chat_errors":
            assert said.variables(key) <= said.variables(f"errors.{code}")
            assert said.source(key).partition("=")[2] != said.source(f"errors.{code}")


def test_house_styles_and_dreams_are_called_in_english_as_on_their_sheets() -> None:
    for name, style in HOUSE_STYLES.items():
        assert text(f"styles.{name}") == style.title
    for name, preset in PRESETS.items():
        assert text(f"dreams.{name}") == preset.title
    for name in ("embedded", "embedded_style"):
        assert text(f"networks.{name}") == NETWORKS[name].title


def test_a_missing_fact_or_language_never_raises() -> None:
    assert text("status.queued", "en") == "In the queue: number ?."
    assert text("status.queued", "tlh", place=3) == "In the queue: number 3."
    assert error_text("NobodyKnowsThisError") == text("errors.ArtError")
    assert known_language("en-GB") == known_language(None) == known_language("tlh") == "en"
