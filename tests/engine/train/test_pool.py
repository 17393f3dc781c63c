"""The pool of small pictures that networks learn from."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor

from engine.errors import TrainingError
from engine.train.pictures import HELD_OUT, PUBLIC_DOMAIN, picture_files, starting_pictures
from engine.train.pool import PicturePool, coloured_noise
from engine.train.run_folder import load_checkpoint, save_checkpoint


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def small_pool(seed: int = 0) -> PicturePool:
    pictures = [torch.full((3, 40, 60), 0.2), torch.full((3, 90, 30), 0.8)]
    return PicturePool(pictures, count=6, side_px=32, generator=generator(seed))


def test_the_same_seed_makes_the_same_pool() -> None:
    assert torch.equal(small_pool().images, small_pool().images)
    assert not torch.equal(small_pool().images, small_pool(1).images)


def test_pictures_of_any_size_become_small_ones() -> None:
    pool = small_pool()
    assert pool.images.shape == (6, 3, 32, 32)
    assert float(pool.images.min()) >= 0
    assert float(pool.images.max()) <= 1


def test_a_place_is_drawn_once_and_keeps_what_is_put_there() -> None:
    pool = small_pool()
    places = pool.draw(4)
    assert len(set(places.tolist())) == 4
    pool.put(places, torch.full((4, 3, 32, 32), 1.5))
    assert torch.equal(pool.at(places), torch.ones(4, 3, 32, 32))
    pool.renew(int(places[0]))
    assert not torch.equal(pool.images[places[0]], torch.ones(3, 32, 32))


def test_noise_has_more_of_the_wide_waves() -> None:
    noise = torch.stack([coloured_noise(64, generator=generator(seed)) for seed in range(8)])
    power = torch.fft.rfft2(noise - noise.mean((2, 3), keepdim=True)).abs().mean((0, 1))

    def of_waves(low: int, high: int) -> float:
        return float(power[low:high, low:high].mean())

    assert of_waves(1, 4) > 2 * of_waves(8, 16) > 4 * of_waves(24, 32)


def test_what_judges_is_never_learnt_from() -> None:
    assert not set(HELD_OUT) & set(PUBLIC_DOMAIN)
    assert len(starting_pictures()) == len(PUBLIC_DOMAIN) + 8


def test_a_folder_without_pictures_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no picture")
    with pytest.raises(TrainingError, match="there are no pictures"):
        picture_files(tmp_path)


def state() -> dict[str, Tensor | int]:
    return {"weights": torch.arange(4.0), "generator": generator(3).get_state(), "step": 7}


def test_a_checkpoint_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "run" / "checkpoint.pt"
    save_checkpoint(path, state())
    found = load_checkpoint(path)
    assert found["step"] == 7
    assert torch.equal(found["weights"], torch.arange(4.0))
    assert [file.name for file in path.parent.iterdir()] == ["checkpoint.pt"]


@pytest.mark.parametrize("keeps", [0, 10, 500])
def test_a_cut_checkpoint_is_refused(tmp_path: Path, keeps: int) -> None:
    path = tmp_path / "checkpoint.pt"
    save_checkpoint(path, state())
    path.write_bytes(path.read_bytes()[:keeps])
    with pytest.raises(TrainingError, match="Delete it to begin anew"):
        load_checkpoint(path)
