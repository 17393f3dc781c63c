"""Painting at once: exact tiles, regions, strength, odd pictures, and the files it comes from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image
from torch import Tensor

from engine.errors import OptionError
from engine.media.pictures import Picture
from engine.ops.images import resize_picture
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.style.instant.autoencoders import Autoencoder, build, filled_up
from engine.style.instant.choices import without_steps
from engine.style.instant.feature_transforms import gaussian_of
from engine.style.instant.one_pass import instant
from engine.style.instant.passes import Region, measure_style, paint_pass, plan_passes
from engine.style.transfer import style
from engine.weights.load import read_weights
from engine.weights.store import WeightStore
from tests.instants import autoencoders_file

PHOTO = Picture(image=Image.fromarray(skimage.data.coffee()))
CAT = Picture(image=Image.fromarray(skimage.data.chelsea()))
SMALL = StyleOptions(instant=True, size_px=96)
CPU = torch.device("cpu")


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    autoencoders_file(tmp_path / "weights")
    return studio_at(tmp_path)


def studio_at(folder: Path, *, tile_px: int | None = None) -> Studio:
    store = WeightStore(folder / "weights", hub=folder / "hub")
    return Studio(store=store, device="cpu", tile_px=tile_px)


def source(picture: Picture, name: str = "cat", weight: float = 1.0) -> StyleSource:
    return StyleSource(name=name, picture=picture, weight=weight)


def plain(colour: str, size: tuple[int, int] = (64, 48)) -> Picture:
    return Picture(image=Image.new("RGB", size, colour))


def pixels(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("RGB"), dtype=float)


def network(folder: Path, level: int) -> Autoencoder:
    path = autoencoders_file(folder)
    return build(read_weights(path), level, device=CPU)


def noise(height: int, width: int, seed: int = 1) -> Tensor:
    return torch.rand(1, 3, height, width, generator=torch.Generator().manual_seed(seed))


@pytest.mark.parametrize("level", [1, 2, 3, 4, 5])
def test_tiles_paint_what_one_pass_paints(tmp_path: Path, level: int) -> None:
    auto = network(tmp_path, level)
    image, painting = noise(250, 331), noise(90, 120, seed=2)
    first = torch.linspace(0, 1, 331).expand(1, 1, 250, 331)
    results = []
    for tile_px in (1024, 96):
        target = measure_style(painting, network=auto, tile_px=tile_px)
        regions = [
            Region(styles=[(target, 1.0)], weights=first),
            Region(styles=[], weights=1 - first),
        ]
        results.append(
            paint_pass(
                image, regions, network=auto, transform="transport", share=0.9, tile_px=tile_px
            )
        )
    torch.testing.assert_close(results[1], results[0], rtol=0, atol=1e-3)


@pytest.mark.parametrize("level", [1, 3, 5])
def test_context_is_as_far_as_a_pixel_reaches(tmp_path: Path, level: int) -> None:
    auto = network(tmp_path, level)
    side = filled_up(noise(6 * auto.context_px, 1), stride=auto.stride).shape[-2]
    image = noise(side, side)
    before = auto.decoder(auto.encoder(image))
    middle = side // 2
    image[..., middle, middle] = 9.0
    after = auto.decoder(auto.encoder(image))
    changed = ((after - before).abs().amax(dim=1)[0] > 0).nonzero()
    assert int((changed - middle).abs().max()) <= auto.context_px


def test_features_take_on_the_style_s_statistics(tmp_path: Path) -> None:
    """What the decoder is given has the style's mean and covariance."""
    auto = network(tmp_path, 3)
    given: list[Tensor] = []
    auto.decoder.register_forward_pre_hook(lambda _, args: given.append(args[0]))
    target = measure_style(noise(96, 96, seed=2), network=auto, tile_px=1024)
    paint_pass(
        noise(96, 128),
        [Region(styles=[(target, 1.0)])],
        network=auto,
        transform="transport",
        share=1.0,
        tile_px=1024,
    )
    result = gaussian_of([(given[0], None)])
    torch.testing.assert_close(result.mean, target.mean, rtol=1e-4, atol=1e-4)
    error = (result.covariance - target.covariance).norm() / target.covariance.norm()
    assert error < 1e-2


@pytest.mark.parametrize("size", [(16, 16), (17, 23), (96, 16), (33, 320)])
def test_any_size_is_painted_whole(studio: Studio, size: tuple[int, int]) -> None:
    picture = Picture(image=PHOTO.image.resize(size))
    art = instant(picture, [source(CAT)], StyleOptions(), studio=studio)
    assert art.picture.size == size
    assert art.art == "style"
    assert art.facts["styles"] == ["cat"]


@pytest.mark.parametrize(
    "odd",
    [
        plain("grey"),
        plain("white"),
        plain("black"),
        Picture(image=CAT.image.convert("L").convert("RGB")),
        plain("red", (1, 1)),
        Picture(image=CAT.image.resize((320, 16))),
        Picture(image=CAT.image.resize((3, 5))),
    ],
)
@pytest.mark.parametrize("transform", ["transport", "wct", "adain"])
def test_odd_styles_and_photos_break_nothing(tmp_path: Path, odd: Picture, transform: str) -> None:
    autoencoders_file(tmp_path / "weights", transform=transform)
    studio = studio_at(tmp_path)
    art = instant(PHOTO, [source(odd)], SMALL, studio=studio)
    assert art.picture.size == (96, 64)
    if min(odd.image.size) >= 16:
        other = instant(odd, [source(CAT)], SMALL, studio=studio)
        assert np.isfinite(pixels(other.picture)).all()


def test_weights_interpolate_between_styles(studio: Studio) -> None:
    warm, cold = plain("orange"), plain("navy")

    def redness(share: float) -> float:
        styles = [source(warm, "warm", share), source(cold, "cold", 1 - share)]
        art = instant(PHOTO, styles, SMALL, studio=studio)
        return float(pixels(art.picture)[..., 0].mean())

    mostly = [redness(share) for share in (0.999, 0.5, 0.001)]
    assert mostly[0] != mostly[1] != mostly[2]
    alone = instant(PHOTO, [source(warm)], SMALL, studio=studio)
    assert mostly[0] == pytest.approx(float(pixels(alone.picture)[..., 0].mean()), abs=1.0)


def test_less_strength_leaves_more_of_the_photo(studio: Studio) -> None:
    photo = pixels(PHOTO.image.resize((96, 64)))
    distances = []
    for strength in (0.1, 0.2, 0.4):
        options = StyleOptions(instant=True, size_px=96, strength=strength)
        art = instant(PHOTO, [source(CAT)], options, studio=studio)
        distances.append(np.abs(pixels(art.picture) - photo).mean())
    assert distances == sorted(distances)
    assert distances[0] < 0.35 * distances[-1]


def test_a_mask_keeps_the_photo_where_it_is_black(studio: Studio) -> None:
    mask = Image.new("L", (96, 64), 0)
    mask.paste(255, (0, 0, 48, 64))
    drawn = Picture(image=mask.convert("RGB"))
    options = StyleOptions(instant=True, size_px=96, feather=0.0)
    art = instant(PHOTO, [source(CAT)], options, studio=studio, mask=drawn)
    photo = pixels(resize_picture(PHOTO.image, width=96, height=64))
    difference = np.abs(pixels(art.picture) - photo)
    assert difference[:, 52:].max() <= 1
    assert difference[:, :44].mean() > 5


def test_two_styles_paint_on_their_own_sides(studio: Studio) -> None:
    mask = Image.new("L", (96, 64), 0)
    mask.paste(255, (0, 0, 48, 64))
    drawn = Picture(image=mask.convert("RGB"))
    options = StyleOptions(instant=True, size_px=96, feather=0.0)
    one, other = source(CAT, "cat"), source(plain("navy"), "navy")
    both = instant(PHOTO, [one, other], options, studio=studio, mask=drawn)
    swapped = instant(PHOTO, [other, one], options, studio=studio, mask=drawn)
    difference = np.abs(pixels(both.picture) - pixels(swapped.picture))
    assert difference[:, :40].mean() > 5
    assert difference[:, 56:].mean() > 5


def test_keep_keeps_the_photo_s_hues(studio: Studio) -> None:
    red = plain("#c03020", (96, 64))
    options = StyleOptions(instant=True, size_px=96, colours="keep")
    art = instant(red, [source(plain("navy"))], options, studio=studio)
    means = pixels(art.picture).mean(axis=(0, 1))
    assert means[0] >= means[1]
    assert means[0] >= means[2]


def test_a_palette_has_few_colours_to_learn_from(studio: Studio) -> None:
    options = StyleOptions(instant=True, size_px=96, palette=2)
    few = instant(PHOTO, [source(CAT)], options, studio=studio)
    many = instant(PHOTO, [source(CAT)], SMALL, studio=studio)
    assert np.abs(pixels(few.picture) - pixels(many.picture)).mean() > 0.5


def test_transparency_stays(studio: Studio) -> None:
    alpha = Image.linear_gradient("L").resize(PHOTO.image.size)
    art = instant(Picture(image=PHOTO.image, alpha=alpha), [source(CAT)], SMALL, studio=studio)
    assert art.picture.mode == "RGBA"


def test_a_style_is_measured_once(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[int] = []

    def counting(image: Tensor, *, network: Autoencoder, tile_px: int) -> object:
        counted.append(network.level)
        return measure_style(image, network=network, tile_px=tile_px)

    monkeypatch.setattr("engine.style.instant.autoencoder_painter.measure_style", counting)
    first = instant(PHOTO, [source(CAT)], SMALL, studio=studio)
    levels = list(counted)
    assert levels
    second = instant(PHOTO, [source(CAT)], SMALL, studio=studio)
    assert counted == levels
    assert pixels(first.picture).tolist() == pixels(second.picture).tolist()
    instant(PHOTO, [source(plain("navy"))], SMALL, studio=studio)
    assert len(counted) == 2 * len(levels)


def test_larger_results_get_a_size_more_and_wider_strokes_a_level_more() -> None:
    usual = [(4, 256), (3, 512), (1, 512)]
    levels = (1, 2, 3, 4, 5)

    def planned(side: int, strength: float = 1.0) -> list[tuple[int, int]]:
        passes = plan_passes(width=side, height=side // 2, levels=levels, strength=strength)
        return [(one.level, one.width) for one in passes]

    assert planned(512) == usual
    assert planned(1024) == [(4, 256), (3, 512), (3, 1024), (1, 1024)]
    assert planned(512, strength=2.0) == [(5, 256), *usual]
    alone = plan_passes(width=512, height=256, levels=(4,), strength=1.0)
    assert [(one.level, one.width) for one in alone] == [(4, 512)]


def test_a_network_without_deep_levels_begins_with_its_middle_one() -> None:
    def planned(strength: float) -> list[tuple[int, int, float]]:
        passes = plan_passes(width=512, height=256, levels=(1, 2, 3), strength=strength)
        return [(one.level, one.width, one.share) for one in passes]

    usual = [(3, 256, 1.0), (3, 512, 1.0), (1, 512, 1.0)]
    assert planned(1.0) == usual
    assert planned(2.0) == [(3, 128, 0.5), *usual]


@pytest.mark.parametrize(
    "wish",
    [
        {"recipe": "gatys"},
        {"loss": "gram"},
        {"optimiser": "lbfgs"},
        {"start": "noise"},
        {"snapshots": 2},
        {"style_layers": ("conv1",)},
        {"content_weight": 0.2},
        {"style_weight": 2.0},
        {"tv_weight": 0.0},
        {"learning_rate": 0.1},
    ],
)
def test_what_needs_steps_is_refused_and_left_out_of_a_preview(
    studio: Studio, wish: dict[str, object]
) -> None:
    options = StyleOptions(**{"instant": True, "size_px": 96, **wish})  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="step by step"):
        instant(PHOTO, [source(CAT)], options, studio=studio)
    assert without_steps(options) == SMALL


def test_style_paints_at_once_when_asked(studio: Studio) -> None:
    art = style(PHOTO, [source(CAT)], SMALL, studio=studio)
    assert art.network == "tried"
    assert art.steps == 0
    assert art.options == StyleOptions(instant=True, size_px=96, network="tried")
