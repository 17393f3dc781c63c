"""server < tier < preset < chat < job."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.layers import layered

NAMES = ("server", "tier", "chat", "job")


def merged(**layers: dict[str, Any]) -> dict[str, Any]:
    return layered(**{name: layers.get(name, {}) for name in NAMES})


@pytest.mark.parametrize("place", range(1, len(NAMES)))
def test_each_layer_wins_over_all_below_it(place: int) -> None:
    below = {name: {"jitter_px": number} for number, name in enumerate(NAMES[: place + 1])}
    assert merged(**below) == {"jitter_px": place}


@pytest.mark.parametrize("name", NAMES)
def test_what_one_layer_alone_says_counts(name: str) -> None:
    assert merged(**{name: {"jitter_px": 7}}) == {"jitter_px": 7}


@pytest.mark.parametrize("below", ["server", "tier"])
@pytest.mark.parametrize("above", ["chat", "job"])
def test_a_preset_stands_between_the_tier_and_the_chat(below: str, above: str) -> None:
    """Carnival has 5 octaves of its own, which the render fills in where none are said."""
    kind = {"preset": "carnival"}
    assert merged(**{below: {"octaves": 2, "jitter_px": 7}, "job": kind}) == {
        **kind,
        "jitter_px": 7,
    }
    assert merged(chat=kind, **{below: {"octaves": 2}}) == kind
    said = {"job": kind} | {above: {**(kind if above == "job" else {}), "octaves": 3}}
    assert merged(**said)["octaves"] == 3


def test_a_preset_multiplies_the_usual_strength() -> None:
    assert merged(server={"strength": 2.0}, job={"preset": "carnival"})["strength"] == 2.0


@pytest.mark.parametrize(
    ("usual", "said"),
    [
        ({"preset": "creatures"}, {"classes": ("cat",)}),
        ({"channels": (3,), "layer": "inception_4c"}, {"classes": ("cat",)}),
        ({"layer": "inception_4c"}, {"preset": "neon"}),
        ({"layer": "relu4_1", "jitter_px": 3}, {"network": "googlenet", "jitter_px": 3}),
    ],
)
def test_who_says_what_appears_says_it_as_a_whole(
    usual: dict[str, Any], said: dict[str, Any]
) -> None:
    assert merged(chat=usual, job=said) == said
