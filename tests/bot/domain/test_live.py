"""The rules of a live dream: what is a wish, what holds, what stands under the film."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.live import (
    MAX_CAPTION_CHARS,
    MOST_S,
    PIECE_S,
    Ending,
    LiveDream,
    Wish,
    live_caption,
    piece_options,
    plain_name,
    subjects_of,
    wished_subjects,
)
from bot.domain.orders import PictureRef

LIVE = LiveDream(
    id="live",
    request_key="u1",
    chat_id=-1001,
    user_id=1,
    name="Ada",
    language="en",
    seed=7,
    photo=PictureRef(id="k3f9ab", file_id="AgAC-photo", message_id=7),
    message=None,
    shown=None,
    pieces=1,
    piece_id="p1",
    film_id=None,
    film_s=0.0,
    last_wish_at=datetime(2026, 3, 1, tzinfo=UTC),
    ending=None,
    is_told=True,
)


def wish(*subjects: str, name: str = "Ada", job_id: str | None = "p1") -> Wish:
    return Wish(
        id=1,
        live_id="live",
        user_id=1,
        name=name,
        language="en",
        subjects=subjects,
        message_id=None,
        job_id=job_id,
        is_dropped=False,
    )


def test_only_things_and_kinds_are_wishes() -> None:
    assert wished_subjects({"classes": ("cat", "castle")}) == ("cat", "castle")
    assert wished_subjects({"preset": "eyes", "classes": ("cat",)}) == ("cat", "eyes")
    assert wished_subjects({}) is None
    assert wished_subjects({"classes": ("cat",), "seed": 3}) is None


def test_the_last_two_subjects_hold() -> None:
    wishes = [wish("cat", "castle"), wish(), wish("volcano"), wish("castle")]
    assert subjects_of(wishes) == ("volcano", "castle")
    assert subjects_of(wishes[:2]) == ("cat", "castle")
    assert subjects_of([wish()]) == ()
    assert subjects_of([wish("cat"), replace(wish("dog"), is_dropped=True)]) == ("cat",)


def test_things_and_kinds_steer_together_and_the_later_kind_rules() -> None:
    options = piece_options(LIVE, [wish("cat"), wish("eyes")])
    assert (options.classes, options.preset, options.seed) == (("cat",), "eyes", 7)
    options = piece_options(LIVE, [wish("eyes"), wish("neon")])
    assert (options.classes, options.preset) == ((), "neon")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("  Ada\n\nsays:\t", "Ada says:"),
        ("\u202egnp.exe", "gnp.\u2060exe"),
        ("@everyone", "@\u2060everyone"),
        ("see https://evil.example", "see https:\u2060/\u2060/\u2060evil.\u2060example"),
        ("/dream stop", "/\u2060dream stop"),
        ("\u200b\u200b", "?"),
        ("x" * 100, "x" * 32),
    ],
)
def test_a_name_stays_a_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_the_caption_tells_what_is_shown_from_what_comes() -> None:
    shown = replace(LIVE, piece_id="p2", film_id="p1", film_s=3.0)
    wishes = [
        wish("cat"),
        wish("eyes", name="Ben", job_id="p2"),
        wish("volcano", name="Ada", job_id=None),
    ]
    lines = live_caption(shown, wishes).splitlines()
    assert lines[:2] == ["Live dream · 3 s of 60 s", "Ada wished for cat."]
    assert lines[3:5] == ["Next: Eyes, as Ben wished.", "Next: volcano, as Ada wished."]
    done = live_caption(replace(shown, film_id="p2"), wishes)
    assert "Ben wished for Eyes." in done


def test_a_failed_wish_is_not_told() -> None:
    caption = live_caption(LIVE, [replace(wish("cat"), is_dropped=True)])
    assert "cat," not in caption.splitlines()[0]
    assert "wished for" not in caption.split("\n\n")[0]


@pytest.mark.parametrize("ending", list(Ending))
def test_every_ending_has_its_words(ending: Ending) -> None:
    caption = live_caption(replace(LIVE, ending=ending), [])
    assert "/dream live begins another." in caption
    assert "Steer it" not in caption


def test_a_long_caption_loses_its_oldest_wishes_first() -> None:
    live = replace(LIVE, film_id="p1")
    wishes = [wish("egyptian cat", name=f"{'x' * 25} {number}") for number in range(60)]
    caption = live_caption(live, wishes)
    assert len(caption) <= MAX_CAPTION_CHARS
    assert " 59 wished" in caption
    assert " 0 wished" not in caption
    assert caption.startswith("Live dream")
    assert caption.endswith("/dream stop.")


def test_the_film_takes_no_piece_that_would_make_it_too_long() -> None:
    assert not replace(LIVE, film_s=MOST_S - PIECE_S).is_full
    assert replace(LIVE, film_s=MOST_S - PIECE_S + 0.1).is_full
