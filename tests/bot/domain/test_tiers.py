from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.jobs import Job, JobState, Outcome
from bot.domain.money.tier_file import DEFAULT_FILE, _Reader, load_tiers
from bot.domain.orders import OPTIONS_OF, Order, PictureRef, option
from bot.domain.tiers import (
    Tier,
    Tiers,
    bigger_order,
    fit_free,
    price_stars,
    with_snapshots,
)
from bot.errors import SettingsError
from bot.handlers.results import without_sold_ceiling
from engine.options.arts import ArtOptions
from engine.options.bounds import MIN_SIZE_PX
from engine.options.dream import DreamOptions
from engine.options.interpret import DrawOptions
from engine.options.style import StyleOptions, TextureOptions
from engine.options.video import VideoOptions
from engine.options.zoom import ZoomOptions

FREE = "[free]\ntitle = 'Free'\nsize_px = 600\nsteps = [1, 200]\n"
PAID = "[paid]\ntitle = 'Paid'\nsize_px = 700\nsteps = 600\nstars = 25\n"


@pytest.fixture(scope="module")
def tiers() -> Tiers:
    return load_tiers()


def named(tiers: Tiers, name: str) -> Tier:
    tier = tiers.get(name)
    assert tier is not None
    return tier


def finished(options: ArtOptions, *, outcome: ArtOptions | None = None) -> Job:
    photo = PictureRef(id="k3f9ab", file_id="file", message_id=1)
    art = next(art for art, kind in OPTIONS_OF.items() if isinstance(options, kind))
    now = datetime(2026, 3, 1, tzinfo=UTC)
    made = outcome and Outcome(
        options=outcome.to_json(),
        width=600,
        height=400,
        steps=40,
        steps_cut=False,
        seconds=2.0,
        device="cpu",
    )
    return Job(
        id="job",
        request_key="u1",
        chat_id=1,
        user_id=1,
        language="en",
        order=Order(art=art, options=options, photo=photo),
        tier="free",
        state=JobState.DONE,
        attempt=1,
        tries=1,
        progress=1.0,
        score=now,
        created_at=now,
        outcome=made,
    )


def test_founding_33_premium_is_700_px_and_600_steps_for_25_stars(tiers: Tiers) -> None:
    premium = named(tiers, "premium")
    assert premium.size_px == 700
    assert (premium.least_steps, premium.most_steps) == (600, 600)
    assert price_stars(premium, 600) == 25


def test_founding_34_hd_is_1200_px_and_its_price_grows_with_the_steps(tiers: Tiers) -> None:
    hd = named(tiers, "hd")
    assert hd.size_px == 1200
    assert [price_stars(hd, steps) for steps in (100, 325, 550, 775, 1000)] == [
        *(25, 50, 75, 100, 125)
    ]
    prices = [price_stars(hd, steps) for steps in range(100, 1001)]
    assert prices == sorted(prices)
    assert all(abs(stars - (25 + (n / 900) * 100)) <= 0.5 for n, stars in enumerate(prices))
    for steps in (99, 1001):
        with pytest.raises(ValueError, match="does not sell"):
            price_stars(hd, steps)


def prices(tiers: Tiers) -> list[tuple[str, int, int]]:
    """What "Make it bigger" offers: tier, steps, Stars."""
    return [
        (tier.name, steps, price_stars(tier, steps))
        for tier in tiers.paid
        for steps in tier.steps_offered
    ]


def test_the_price_list_says_every_price_before_the_charge(tiers: Tiers) -> None:
    offered = prices(tiers)
    assert offered[0] == ("premium", 600, 25)
    assert offered[1] == ("hd", 100, 25)
    assert offered[-1] == ("hd", 1000, 125)


def test_paid_pictures_go_ahead_in_the_queue(tiers: Tiers) -> None:
    assert all(tier.boost_s > tiers.free.boost_s for tier in tiers.paid)


def test_a_larger_film_is_longer_too_at_the_same_steps_in_each_frame(tiers: Tiers) -> None:
    parent = finished(VideoOptions(seconds=4.0, seed=7))
    bought = bigger_order(parent, tier=named(tiers, "hd"), steps=1000).options
    assert bought == VideoOptions(seconds=15.0, size_px=1200, seed=7)
    whole = finished(VideoOptions(seconds=60.0))
    assert bigger_order(whole, tier=named(tiers, "hd"), steps=100).options == VideoOptions(
        seconds=60.0, size_px=1200
    )


def test_a_larger_texture_takes_the_steps_that_were_bought(tiers: Tiers) -> None:
    parent = finished(TextureOptions(seed=7))
    bought = bigger_order(parent, tier=named(tiers, "hd"), steps=300).options
    assert bought == TextureOptions(size_px=1200, steps=300, seed=7)


def test_a_bigger_picture_is_the_same_picture(tiers: Tiers) -> None:
    asked = DreamOptions(seed=7)
    made = DreamOptions(seed=7, network="embedded", layer="inception_3b", steps=40, size_px=600)
    hd = named(tiers, "hd")
    order = bigger_order(finished(asked, outcome=made), tier=hd, steps=550)
    assert order.options == DreamOptions(
        seed=7, network="embedded", layer="inception_3b", steps=550, size_px=1200
    )


@pytest.mark.parametrize(("bought", "made"), [(100, 200), (550, 550)])
def test_a_larger_painting_never_has_fewer_steps_than_the_free_one(
    tiers: Tiers, bought: int, made: int
) -> None:
    free = finished(StyleOptions(seed=8, steps=200))
    order = bigger_order(free, tier=named(tiers, "hd"), steps=bought)
    assert order.options == StyleOptions(seed=8, steps=made, size_px=1200)


@pytest.mark.parametrize(("tier", "frames"), [("premium", 96), ("hd", 144)])
def test_a_larger_film_is_as_long_as_its_tier(tiers: Tiers, tier: str, frames: int) -> None:
    paid = named(tiers, tier)
    order = bigger_order(finished(ZoomOptions(seed=8, frames=24)), tier=paid, steps=600)
    options = ZoomOptions(seed=8, steps=600, size_px=paid.size_px, frames=frames)
    assert order.options == options


def test_a_larger_drawing_has_the_steps_and_the_size_of_its_tier(tiers: Tiers) -> None:
    free = finished(DrawOptions(classes=("castle",), seed=8, steps=400, size_px=320))
    order = bigger_order(free, tier=named(tiers, "hd"), steps=100)
    assert order.options == DrawOptions(classes=("castle",), seed=8, steps=1500, size_px=1200)


def load(folder: Path, text: str) -> Tiers:
    file = folder / "tiers.toml"
    file.write_text(text, encoding="utf-8")
    return load_tiers(file)


def test_an_operator_can_have_only_a_free_tier(tmp_path: Path) -> None:
    tiers = load(tmp_path, FREE)
    assert tiers.paid == ()
    assert tiers.get("hd") is None
    assert tiers.free.jobs_per_day is None


def test_without_a_choice_the_least_and_the_most_steps_are_offered(tmp_path: Path) -> None:
    paid = PAID.replace("600", "[100, 500]").replace("25", "[10, 20]")
    offered = prices(load(tmp_path, FREE + paid))
    assert [(steps, stars) for _, steps, stars in offered] == [(100, 10), (500, 20)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the first tier"),
        ("nonsense", "cannot be read"),
        ("free = 1", "a tier is a table"),
        (FREE.replace("[free]", "[Free]"), "small letters"),
        (PAID, "the first tier: it must be there and cost nothing"),
        (FREE + "size = 3\n", r"\[free\] size: there is no such key; there are title, size_px"),
        (FREE.replace("600", "6000000"), rf"\[free\] size_px: .* from {MIN_SIZE_PX} to 8000"),
        (FREE.replace("600", "'big'"), "whole number"),
        (FREE.replace("600", "true"), "whole number"),
        (FREE.replace("'Free'", "''"), r"\[free\] title: .* 1 to 32"),
        (FREE.replace("[1, 200]", "[200, 1]"), "the least comes first"),
        (FREE.replace("[1, 200]", "[1, 2, 3]"), "one number or"),
        (FREE.replace("steps = [1, 200]\n", ""), r"\[free\] steps: .* whole number"),
        (FREE + "jobs_per_day = -1\n", r"\[free\] jobs_per_day"),
        (FREE + "seconds_per_day = 1.5\n", r"\[free\] seconds_per_day: .* from 0 to 86400"),
        ("defaults = 1\n" + FREE, "defaults: it must be a table of arts"),
        (FREE + "[defaults.dreem]\n", r"\[defaults.dreem\]: it must be a table, for one of dream"),
        (FREE + "[defaults.dream]\nsise = 3\n", r"\[defaults.dream\] sise: there is no such"),
        (FREE + "[free.defaults.dream]\noctaves = 99\n", r"\[free.defaults.dream\] octaves: .* 12"),
        (FREE + "waiting = 0\n", r"\[free\] waiting: .* from 1 to"),
        (FREE + PAID + "steps_offered = [600, 700]\n", "from 600 to 600"),
        (FREE + PAID + "steps_offered = 600\n", "a list"),
        (FREE + "video_s = 0\n", r"\[free\] video_s: .* from 1 to 600"),
        (FREE + "video_s = 9\n" + PAID, r"\[paid\] video_s: it allows less than \[free\]"),
        (FREE + "zoom_frames = 1\n", r"\[free\] zoom_frames: .* from 2 to 1000"),
        (FREE + "zoom_frames = 90\n" + PAID, r"\[paid\] zoom_frames: it allows less than \[free\]"),
        (FREE + PAID.replace("stars = 25\n", ""), r"\[paid\] stars: only the first"),
        (FREE + PAID.replace("25", "2.5"), r"\[paid\] stars: .* whole number"),
        (FREE + PAID.replace("700", "500"), r"\[paid\] size_px: .*less than \[free\]"),
    ],
)
def test_a_file_that_cannot_be_is_refused_in_plain_words(
    tmp_path: Path, text: str, words: str
) -> None:
    with pytest.raises(SettingsError, match=words) as caught:
        load(tmp_path, text)
    assert "tiers.toml" in str(caught.value)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_tiers(tmp_path / "none.toml")


def test_every_key_is_explained_in_the_file() -> None:
    comments = [line for line in DEFAULT_FILE.read_text().splitlines() if line.startswith("#")]
    for key in _Reader.KEYS:
        assert any(line.startswith(f"#   {key} ") for line in comments), key


def test_a_painting_keeps_as_many_looks_as_its_tier_gives(tiers: Tiers) -> None:
    usual = finished(StyleOptions())
    for tier in tiers.all:
        kept = with_snapshots(tiers, dataclasses.replace(usual, tier=tier.name)).options
        assert option(kept, "snapshots") == tier.looks > 0
    gone = dataclasses.replace(usual, tier="abolished")
    assert option(with_snapshots(tiers, gone).options, "snapshots") == tiers.free.looks


@pytest.mark.parametrize(
    ("options", "looks"),
    [
        (StyleOptions(snapshots=5), 5),
        (StyleOptions(steps=25), 1),
        (StyleOptions(steps=9), 0),
        (StyleOptions(instant=True), 0),
        (DreamOptions(), None),
    ],
)
def test_looks_that_were_said_or_are_not_worth_it(
    tiers: Tiers, options: ArtOptions, looks: int | None
) -> None:
    assert option(with_snapshots(tiers, finished(options)).options, "snapshots") == looks


@pytest.mark.parametrize(
    ("options", "reduced"),
    [
        (DreamOptions(size_px=700, steps=600), {"size_px": 700}),
        (StyleOptions(size_px=700, steps=600), {"size_px": 700, "steps": 600}),
        (ZoomOptions(size_px=700, steps=600, frames=240), {"size_px": 700, "frames": 240}),
        (DreamOptions(size_px=600, steps=600), {}),
    ],
)
def test_again_of_a_paid_result_is_reduced_by_what_it_took_and_not_by_a_ceiling(
    tiers: Tiers, options: ArtOptions, reduced: dict[str, float]
) -> None:
    assert fit_free(tiers, without_sold_ceiling(options)).reduced == reduced
