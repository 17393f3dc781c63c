"""Packs, codes and invitations in the operator's file: off unless it says otherwise."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from bot.domain.money.products import Invitations, Pack, Products, StyleUses
from bot.domain.money.subscriptions import Plan
from bot.domain.money.tier_file import DEFAULT_FILE, load_tiers
from bot.errors import SettingsError

FREE = "[free]\ntitle = 'Free'\nsize_px = 600\nsteps = [1, 200]\n"
PACK = "[[packs]]\ncredits = 220\nstars = 200\n"
PLAN = "[subscription]\ntitle = 'Dreamer'\nstars = 300\ncredits = 350\nboost_s = 120\n"
INVITATIONS = "[invitations]\ncredits = 10\nper_person = 20\nper_day = 3\n"


def load(folder: Path, text: str) -> Products:
    file = folder / "tiers.toml"
    file.write_text(FREE + text, encoding="utf-8")
    return load_tiers(file).products


def test_all_is_off_in_our_file_and_in_one_from_before(tmp_path: Path) -> None:
    assert load_tiers().products == Products() == load(tmp_path, "")


def test_the_examples_of_our_file_are_what_can_stand_there(tmp_path: Path) -> None:
    text = DEFAULT_FILE.read_text(encoding="utf-8")
    named = r"\[\[?(?:packs|promo|invitations|subscription|style_uses)\]+"
    keys = r"(?:title|credits|stars|enabled|boost_s|per_\w+) = .+"
    shown = re.findall(rf"^#   ({named}|{keys})$", text, re.M)
    example = "\n".join(shown)
    tables = ["packs", "promo", "invitations", "style_uses", "subscription"]
    assert list(tomllib.loads(example)) == tables
    products = load(tmp_path, example)
    assert products.has_promo
    assert products.style_uses == StyleUses(credits=1, per_day=10)
    assert products.packs[0] == Pack(credits=50, stars=50)
    assert products.invitations == Invitations(credits=10, per_person=20, per_day=3)
    assert products.subscription == Plan(title="Dreamer", stars=300, credits=350, boost_s=1800)


def test_packs_are_sold_at_their_price_alone(tmp_path: Path) -> None:
    products = load(tmp_path, PACK + "[[packs]]\ncredits = 50\nstars = 50\n")
    assert [pack.credits for pack in products.packs] == [50, 220]
    assert products.pack(credits=220, stars=200) == products.packs[1]
    assert products.pack(credits=220, stars=1) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[packs]\ncredits = 1\nstars = 1\n", r"\[\[packs\]\]: it must be a list, of 8 packs"),
        (PACK * 9, "of 8 packs at most"),
        ("[[packs]]\ncredits = 1\n", r"\[\[packs\]\]: .* just these: credits, stars"),
        (PACK + "bonus = 1\n", "just these: credits, stars"),
        (PACK.replace("200", "2.5"), r"\[\[packs\]\] stars: .* from 1 to 10000"),
        (PACK.replace("220", "0"), r"\[\[packs\]\] credits: .* from 1 to 100000"),
        ("[promo]\nenabled = 1\n", r"\[promo\] enabled: it must be true or false"),
        ("[promo]\non = true\n", "just these: enabled"),
        (PLAN.replace("300", "10001"), r"\[subscription\] stars: .* from 1 to 10000"),
        (PLAN.replace("120", "-1"), r"\[subscription\] boost_s: .* from 0 to 86400"),
        (PLAN.replace("Dreamer", "D" * 33), r"\[subscription\] title: "),
        (PLAN + "months = 3\n", "just these: title, stars, credits, boost_s"),
        (INVITATIONS.replace("per_day", "a_day"), "just these: credits, per_person, per_day"),
        (INVITATIONS.replace("20", "true"), r"\[invitations\] per_person: .* whole number"),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load(tmp_path, text)
