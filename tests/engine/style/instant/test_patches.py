"""Features made of a style's own patches: the likest ones, in tiles too, of any picture."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image
from torch import Tensor

from engine.media.pictures import Picture
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.style.instant.autoencoders import build
from engine.style.instant.one_pass import instant
from engine.style.instant.passes import (
    Region,
    measure_patches,
    measure_style,
    paint_pass,
    plan_passes,
)
from engine.style.instant.patches import BANK_SIZE, SIDE, PatchBank, patches_of
from engine.weights.instant_networks import embedded_strokes, embedded_style
from engine.weights.load import read_weights
from engine.weights.store import WeightStore

PHOTO = Picture(image=Image.fromarray(skimage.data.coffee()))
CAT = Picture(image=Image.fromarray(skimage.data.chelsea()))
CHANNELS = 20


def features(rows: int, columns: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.rand(1, CHANNELS, rows, columns, generator=generator)


def bank_of(*maps: Tensor) -> PatchBank:
    return PatchBank.of([(patches_of(maps), 1.0)])


def test_what_is_made_of_its_own_patches_is_itself() -> None:
    own = features(9, 12)
    torch.testing.assert_close(bank_of(own).replacing(own), own, rtol=0, atol=1e-3)


def test_each_place_takes_the_likest_patch_and_overlaps_are_averaged() -> None:
    """As written plainly, in every direction."""
    style, photo = features(7, 7, seed=1), features(6, 8, seed=2)
    bank = bank_of(style)
    patches = bank.patches.T.float().reshape(CHANNELS, SIDE**2, -1)
    off = bank.basis @ (patches - bank.mean[..., None]).flatten(1)
    off = off.view(len(bank.basis), SIDE**2, -1)
    padded = torch.nn.functional.pad(photo, (1, 1, 1, 1), mode="replicate")[0]
    total, counts = torch.zeros_like(padded), torch.zeros_like(padded)
    likeness = torch.zeros(6, 8)
    for y in range(6):
        for x in range(8):
            around = padded[:, y : y + SIDE, x : x + SIDE].flatten(1)
            seen = bank.basis @ (around - bank.mean)
            cosines = torch.einsum("cs,csn->n", seen, off) / off.flatten(0, 1).norm(dim=0)
            likeness[y, x] = cosines.max() / seen.norm()
            chosen = patches[..., int(cosines.argmax())].view(CHANNELS, SIDE, SIDE)
            total[:, y : y + SIDE, x : x + SIDE] += chosen
            counts[:, y : y + SIDE, x : x + SIDE] += 1
    inner = (..., slice(1, -1), slice(1, -1))
    assert 0 < likeness.min() < 0.8 * likeness.max() < 1
    expected = photo.lerp(total[inner] / counts[inner], likeness**2)
    torch.testing.assert_close(bank.replacing(photo), expected)


def test_blended_styles_are_in_the_bank_by_their_shares() -> None:
    many, few = (patches_of([features(side, side, seed=side)]) for side in (20, 6))
    bank = PatchBank.of([(many, 0.25), (few, 0.75)])
    assert (len(many), len(few), len(bank.patches)) == (400, 36, 12 + 36)
    assert patches_of([features(90, 90)] * 4).shape == (BANK_SIZE, CHANNELS * SIDE**2)


@pytest.mark.parametrize("share", [1.0, 0.5])
def test_tiles_paint_what_one_pass_paints(share: float) -> None:
    network = embedded_strokes()
    auto = build(read_weights(network.path), 3, pool=network.pool, device=torch.device("cpu"))
    generator = torch.Generator().manual_seed(3)
    image, painting = (
        torch.rand(1, 3, *size, generator=generator) for size in ((150, 231), (80, 96))
    )
    bank = PatchBank.of([(measure_patches(painting, network=auto), 1.0)])
    target = measure_style(painting, network=auto, tile_px=1024)
    region = Region(styles=[(target, 1.0)], patches=bank)
    whole, tiled = (
        paint_pass(
            image, [region], network=auto, transform="transport", share=share, tile_px=tile_px
        )
        for tile_px in (1024, 64)
    )
    # Where two patches are as like, rounding may choose the other: few places, and not by much.
    off = (whole - tiled).abs()
    assert float(off.mean()) < 1e-3
    assert float((off > 0.02).float().mean()) < 0.01


def test_strokes_are_laid_where_the_image_is_smallest() -> None:
    passes = plan_passes(width=1200, height=800, levels=(1, 2, 3), strength=1.0)
    assert [one.lays_strokes for one in passes] == [True, False, False, False]
    wider = plan_passes(width=600, height=400, levels=(1, 2, 3), strength=2.0)
    assert [one.lays_strokes for one in wider] == [True, True, False, False]


def painted(
    photo: Picture, styles: list[StyleSource], folder: Path, **asked: object
) -> Image.Image:
    studio = Studio(store=WeightStore(folder, hub=folder), device="cpu")
    options = StyleOptions.from_json({"instant": True, "size_px": 160, **asked})
    return instant(photo, styles, options, studio=studio).picture


def test_where_nothing_is_alike_the_photo_s_features_stay() -> None:
    """A flat style has no direction that anything could be like."""
    photo = features(6, 8)
    torch.testing.assert_close(bank_of(torch.ones(1, CHANNELS, 5, 5)).replacing(photo), photo)


def test_the_network_that_captions_of_before_name_seeks_no_neighbours(tmp_path: Path) -> None:
    assert not embedded_style().seeks_neighbours
    style = [StyleSource(name="cat", picture=CAT)]
    before, now = (
        np.asarray(painted(PHOTO, style, tmp_path, network=name), dtype=float)
        for name in ("embedded_style", "embedded_strokes")
    )
    assert np.abs(before - now).mean() > 4


@pytest.mark.parametrize(
    "style",
    [
        Picture(image=Image.new("RGB", (64, 48), "grey")),
        Picture(image=Image.new("RGB", (1, 1), "red")),
        Picture(image=CAT.image.resize((320, 16))),
        Picture(image=CAT.image.resize((3, 5))),
    ],
)
def test_odd_styles_paint_something(style: Picture, tmp_path: Path) -> None:
    made = painted(PHOTO, [StyleSource(name="odd", picture=style)], tmp_path)
    assert made.size == (160, 107)


def test_each_region_is_made_of_its_own_style_s_patches(tmp_path: Path) -> None:
    flat = Picture(image=Image.new("RGB", (96, 96), "navy"))
    styles = [StyleSource(name="cat", picture=CAT), StyleSource(name="flat", picture=flat)]
    mask = Image.new("L", (96, 64), 0)
    mask.paste(255, (0, 0, 48, 64))
    studio = Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")
    options = StyleOptions(instant=True, size_px=160, feather=0.0)
    drawn = Picture(image=mask.convert("RGB"))
    made = instant(PHOTO, styles, options, studio=studio, mask=drawn).picture
    light = np.asarray(made.convert("L"), dtype=float)
    assert light[:, :64].std() > 2 * light[:, 96:].std()
