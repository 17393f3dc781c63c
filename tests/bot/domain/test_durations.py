"""Seconds that were measured, and the guesses that come of them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.durations import (
    SEEDS,
    Cost,
    Kind,
    around_of,
    expected_s,
    kind_of,
    measured,
    work_of,
)
from bot.domain.orders import OPTIONS_OF, Art, Order, PictureRef

PHOTO = PictureRef(id="k3f9ab", file_id="f", message_id=7)
seconds = st.floats(0.01, 5000)


def ask(art: Art = Art.DREAM, **options: Any) -> Order:
    return Order(art=art, options=OPTIONS_OF[art](**options), photo=PHOTO)


def costs(*renders: tuple[Order, float], device: str = "cpu") -> dict[Kind, Cost]:
    table: dict[Kind, Cost] = {}
    for order, took_s in renders:
        kind = kind_of(order, device)
        table[kind] = measured(table.get(kind), took_s / work_of(order), now=0)
    return table


def every_order() -> list[Order]:
    films = [ask(Art.VIDEO, **{"instant": True}), ask(Art.VIDEO, effect="dream")]
    styles = [ask(Art.STYLE, instant=True), ask(Art.STYLE, loss="painter")]
    return [*(ask(art) for art in Art), *styles, *films]


@pytest.mark.parametrize("order", every_order(), ids=str)
def test_whatever_can_be_asked_has_a_first_guess(order: Order) -> None:
    kind = kind_of(order, "cpu")
    assert kind.method in SEEDS
    assert 0.1 < expected_s(order, {}, device="cpu") < 600
    assert Kind.from_key(kind.key()) == kind


@given(took_s=seconds, size_px=st.integers(16, 8000))
def test_what_was_measured_is_expected_again(took_s: float, size_px: int) -> None:
    order = ask(size_px=size_px)
    guess = expected_s(order, costs((order, took_s)), device="cpu")
    assert guess == pytest.approx(took_s)


def test_what_is_around_a_small_render_is_not_taken_for_a_large_ones_pace() -> None:
    small, large = ask(size_px=64, steps=4), ask(size_px=1024)
    known = costs((small, 0.1))
    alone_s = expected_s(large, known, device="cpu")
    known[around_of(small, "cpu")] = Cost(work_s=0.9, renders=1, at=0)
    assert expected_s(small, known, device="cpu") == pytest.approx(1.0)
    assert expected_s(large, known, device="cpu") == pytest.approx(alone_s + 0.9)
    assert expected_s(small, known, device="cuda") < 0.9, "another machine"


def test_what_is_around_an_unknown_method_is_as_around_the_others() -> None:
    around = {
        around_of(ask(art), "cpu"): Cost(work_s=work_s, renders=1, at=0)
        for art, work_s in ((Art.DREAM, 1.0), (Art.STYLE, 2.0), (Art.VIDEO, 9.0))
    }
    guess_s = expected_s(ask(Art.DRAW), {}, device="cpu")
    assert expected_s(ask(Art.DRAW), around, device="cpu") == pytest.approx(guess_s + 2.0)


def test_no_budget_cuts_what_is_around_a_render() -> None:
    around = {around_of(ask(), "cpu"): Cost(work_s=5.0, renders=1, at=0)}
    cut_s = expected_s(ask(size_px=8000), {}, device="cpu", cpu_budget_s=60)
    assert expected_s(ask(size_px=8000), around, device="cpu", cpu_budget_s=60) == cut_s + 5.0


@given(took=st.lists(seconds, min_size=1, max_size=40))
def test_a_mean_stays_within_what_was_measured(took: list[float]) -> None:
    order = ask()
    guess = expected_s(order, costs(*((order, s) for s in took)), device="cpu")
    assert min(took) * 0.999 <= guess <= max(took) * 1.001


@given(before_s=seconds, after_s=seconds)
def test_a_machine_that_has_changed_is_believed_within_a_few_renders(
    before_s: float, after_s: float
) -> None:
    order = ask()
    table = costs(*[(order, before_s)] * 50, *[(order, after_s)] * 15)
    guess = expected_s(order, table, device="cpu")
    assert abs(guess - after_s) <= 0.04 * abs(before_s - after_s) + 1e-6


@given(size_px=st.integers(64, 2000), steps=st.integers(10, 500), took_s=seconds)
def test_a_neighbour_is_scaled_by_pixels_and_steps(size_px: int, steps: int, took_s: float) -> None:
    near, far = ask(Art.STYLE, steps=steps, size_px=size_px), ask(Art.STYLE, steps=4000)
    guess = expected_s(far, costs((near, took_s)), device="cpu")
    assert guess == pytest.approx(took_s * (600 / size_px) ** 2 * 4000 / steps)


def test_the_nearest_neighbour_says_it_of_the_same_network_first() -> None:
    near, far = ask(size_px=700), ask(size_px=2000)
    other = ask(size_px=600, network="googlenet")
    table = costs((near, 10), (far, 1000), (other, 50))
    assert expected_s(ask(size_px=600), table, device="cpu") == pytest.approx(10 * 36 / 49)
    asked = ask(size_px=2000, network="googlenet")
    assert expected_s(asked, table, device="cpu") == pytest.approx(50 * 400 / 36)


def test_the_first_render_of_any_art_tells_a_fresh_machine_the_speed_of_all() -> None:
    dream, style = ask(), ask(Art.STYLE)
    four_times = costs((dream, 4 * work_of(dream) * SEEDS["dream"]))
    unmeasured_s = expected_s(style, {}, device="cpu")
    assert expected_s(style, four_times, device="cpu") == pytest.approx(4 * unmeasured_s)


def test_a_device_is_judged_by_itself_alone() -> None:
    dream = ask()
    table = costs((dream, 10.0), device="cpu") | costs((dream, 0.5), device="cuda")
    assert expected_s(dream, table, device="cuda") == pytest.approx(0.5)
    assert expected_s(dream, table, device="cpu") == pytest.approx(10)
    assert expected_s(dream, {}, device="cuda:1") < expected_s(dream, {}, device="cpu")


def test_a_render_that_is_cut_for_its_budget_is_expected_within_it() -> None:
    huge = ask(Art.STYLE, size_px=2000, steps=1000)
    assert expected_s(huge, {}, device="cpu") > 1000
    assert expected_s(huge, {}, device="cpu", cpu_budget_s=60) == 45
    assert expected_s(huge, {}, device="cuda", cpu_budget_s=1) > 1


@pytest.mark.parametrize("value", [math.nan, math.inf, 0.0, -1.0])
def test_what_is_no_cost_is_refused(value: float) -> None:
    good = Cost(work_s=1, renders=1, at=0)
    with pytest.raises(ValueError, match="no cost"):
        replace(good, work_s=value)


def test_films_are_told_by_their_frames_and_their_effect() -> None:
    short, long_ = ask(Art.VIDEO, seconds=1.0), ask(Art.VIDEO, seconds=8.0)
    assert work_of(long_) == pytest.approx(8 * work_of(short))
    kinds = {kind_of(order, "cpu").method for order in every_order() if order.art is Art.VIDEO}
    assert kinds == {"video.style", "video.dream", "video.instant"}
