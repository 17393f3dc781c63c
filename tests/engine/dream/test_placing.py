"""Places of things: quiet ones, suggested ones, apart from each other, wholly in the picture."""

from __future__ import annotations

import pytest
import torch
from torch import Generator, Tensor

from engine.dream.placing import Place, choose_places, compared_size, suggestions


def generator(seed: int = 0) -> Generator:
    return torch.Generator().manual_seed(seed)


def half_noisy() -> Tensor:
    """Noise on the left, calm on the right."""
    image = torch.full((1, 3, 64, 160), 0.5)
    image[..., :80] += 0.4 * torch.rand((1, 3, 64, 80), generator=generator()) - 0.2
    return image


def flat(value: float = 0.0) -> Tensor:
    return torch.full((1, 1, 4, 10), value)


@pytest.mark.parametrize("seed", range(5))
def test_a_thing_stands_where_it_is_quiet(seed: int) -> None:
    (place,) = choose_places(half_noisy(), [flat()], generator(seed))
    assert place.x > 0.55


@pytest.mark.parametrize("seed", range(5))
def test_and_where_the_photo_suggests_it(seed: int) -> None:
    suggested = flat()
    suggested[..., :3] = 5.0
    (place,) = choose_places(torch.full((1, 3, 64, 160), 0.5), [suggested], generator(seed))
    assert place.x < 0.45


@pytest.mark.parametrize("seed", range(5))
def test_it_shuns_what_is_black_or_white(seed: int) -> None:
    image = torch.full((1, 3, 64, 160), 0.5)
    image[..., 80:120] = 1.0
    image[..., 120:] = 0.0
    (place,) = choose_places(image, [flat()], generator(seed))
    assert place.x < 0.45


@pytest.mark.parametrize("seed", range(5))
def test_two_things_stand_apart(seed: int) -> None:
    even = torch.full((1, 3, 64, 160), 0.5)
    one, other = choose_places(even, [flat(), flat()], generator(seed))
    assert abs(one.x - other.x) > 0.15
    assert [one, other] == choose_places(even, [flat(), flat()], generator(seed))


def test_the_seed_decides_between_places_that_are_as_good() -> None:
    even = torch.full((1, 3, 64, 160), 0.5)
    places = [choose_places(even, [flat()], generator(seed))[0] for seed in range(8)]
    assert max(place.x for place in places) - min(place.x for place in places) > 0.3


@pytest.mark.parametrize("middle", [0.0, 0.5, 1.0])
def test_a_window_lies_wholly_within_the_picture(middle: float) -> None:
    image = torch.zeros(1, 3, 50, 90)
    rows, columns = Place(y=middle, x=middle).window(image, side_px=40, shift=(7, -7))
    assert image[..., rows, columns].shape == (1, 3, 40, 40)


def test_a_group_is_suggested_by_its_likeliest_member() -> None:
    logits = torch.zeros(1, 5, 2, 2)
    logits[0, 1, 0, 0] = logits[0, 2, 1, 1] = 20.0
    (map_,) = suggestions(logits, [[1, 2]])
    assert map_.shape == (1, 1, 2, 2)
    assert map_[0, 0, 0, 0] == map_[0, 0, 1, 1] == pytest.approx(16.0, abs=0.01)
    assert map_[0, 0, 0, 1] == pytest.approx(0.693, abs=0.01)


def test_a_photo_is_looked_at_small_with_its_shape() -> None:
    assert compared_size(4000, 1000) == (1024, 256)
