"""The engine behind the worker's door: every art made for real, small, and told as it was made."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.commands.parser import build_options, parse_words
from bot.commands.writer import repeat_command
from bot.delivery.words.captions import made_order
from bot.domain.jobs import ClipMade
from bot.domain.orders import OPTIONS_OF, Art, Order, PictureRef, StyleRef
from bot.settings import Settings
from bot.worker.engine_renderer import EngineRenderer
from bot.worker.renderer import Glimpse, Made, Pictures
from engine.errors import BrokenClipError, OutOfMemoryError, RenderError
from engine.media.making import film_size
from engine.media.mp4 import read_frames
from engine.media.pictures import Picture, decode_picture
from engine.options.colour import ColorizeOptions
from engine.options.style import StyleOptions, TextureOptions
from engine.options.video import VideoOptions
from tests.instants import autoencoders_file, johnson_file
from tests.networks import with_class_network
from tests.pictures import film_bytes, photo_bytes

REF = PictureRef(id="k3f9ab", file_id="f", message_id=1)
PHOTO = decode_picture(photo_bytes(size=(96, 64)), name="photo")
GUIDE = decode_picture(photo_bytes(90, size=(96, 64)), name="guide")
PICTURES = Pictures(photo=PHOTO, guide=None)
SAID = {
    Art.DREAM: {"steps": 2, "octaves": 1},
    Art.STYLE: {"steps": 2},
    Art.DRAW: {"classes": ("volcano",), "steps": 2, "size_px": 64},
    Art.ZOOM: {"steps": 2, "octaves": 1, "frames": 3},
}


def settings(data_dir: Path) -> Settings:
    return Settings(_env_file=None, data_dir=data_dir, device="cpu")


@pytest.fixture(scope="module")
def painter(tmp_path_factory: pytest.TempPathFactory) -> EngineRenderer:
    """With a class network of random weights."""
    folder = with_class_network(tmp_path_factory.mktemp("data"))
    return EngineRenderer(settings(folder))


def order(art: Art, **options: object) -> Order:
    values = {"network": "squeezenet1_1", **SAID.get(art, {}), **options}
    if art is Art.STYLE:
        values["network"] = "embedded"
    return Order(
        art=art,
        options=OPTIONS_OF[art].from_json(values),
        photo=REF if art.needs_photo else None,
        styles=(StyleRef(name="ink"),) if art is Art.STYLE else (),
    )


def paint(painter: EngineRenderer, asked: Order, pictures: Pictures = PICTURES) -> Made:
    return painter.paint(asked, pictures, lambda _: None)


def size_of(made: Made) -> tuple[int, int]:
    assert made.file is not None
    with Image.open(io.BytesIO(made.file)) as picture:
        return picture.size


@pytest.mark.parametrize("art", [Art.DREAM, Art.STYLE, Art.DRAW, Art.EXPLAIN])
def test_pictures_come_as_files_and_repeat(painter: EngineRenderer, art: Art) -> None:
    made = paint(painter, order(art))
    assert made.kind == "png"
    assert size_of(made) == (made.outcome.width, made.outcome.height)
    # What was resolved makes the very same again.
    resolved = OPTIONS_OF[art].from_json(made.outcome.options)
    again = Order(art=art, options=resolved, photo=REF, styles=order(art).styles)
    assert paint(painter, again).file == made.file
    # What is usual may be another some day: captions name what chose the picture.
    usual = {Art.DREAM: "recipe=octaves", Art.STYLE: "loss=painter", Art.DRAW: "recipe=deepdraw"}
    assert usual.get(art, "") in repeat_command(made_order(order(art), made.outcome.options))


@pytest.mark.parametrize("art", [Art.DREAM, Art.ZOOM])
@pytest.mark.parametrize(
    "said",
    [
        {"classes": ("cat", "castle")},
        {"random_classes": True},
        {"preset": "creatures"},
        {"preset": "neon", "classes": ("cat",)},
        {"depth": 3, "strength": 2.0},
    ],
)
def test_whatever_steers_a_dream_its_repeat_command_makes_the_same(
    painter: EngineRenderer, art: Art, said: dict[str, object]
) -> None:
    frames = {"frames": 2} if art is Art.ZOOM else {}
    asked = order(art, **said, **frames, size_px=64)
    made = paint(painter, asked)
    repeated = repeat_command(made_order(asked, made.outcome.options))
    words = parse_words(art, repeated.partition(" ")[2])
    again = Order(art=art, options=build_options(art, words, seed=1), photo=REF)
    assert again.options == OPTIONS_OF[art].from_json(made.outcome.options)
    assert paint(painter, again).file == made.file


def test_a_film_is_an_mp4_that_plays_as_long_as_it_says(painter: EngineRenderer) -> None:
    made = paint(painter, order(Art.ZOOM))
    assert made.kind == "mp4"
    assert made.file is not None
    frames = list(read_frames(made.file))
    assert [frame.size for frame in frames] == [(made.outcome.width, made.outcome.height)] * 3
    assert made.outcome.options["frames"] == 3


def test_a_texture_is_woven_from_styles_alone(painter: EngineRenderer) -> None:
    asked = Order(
        art=Art.TEXTURE,
        options=TextureOptions(size_px=64, steps=2, network="embedded"),
        photo=None,
        styles=(StyleRef(name=REF.id, picture=REF),),
    )
    made = paint(painter, asked, Pictures(styles=(PHOTO,)))
    assert (made.kind, size_of(made)) == ("png", (64, 64))


@pytest.mark.parametrize("art_options", [{"effect": "dream"}, {"effect": "style"}])
def test_a_persons_film_keeps_its_frames_and_says_how_much_of_it_was_made(
    painter: EngineRenderer, art_options: dict[str, object]
) -> None:
    is_style = art_options["effect"] == "style"
    options = {"steps": 1, "size_px": 64, "seconds": 0.5, "network": "embedded", **art_options}
    asked = Order(
        art=Art.VIDEO,
        options=VideoOptions.from_json(options),
        photo=REF,
        styles=(StyleRef(name="ink"),) if is_style else (),
    )
    film = film_bytes([PHOTO.image.rotate(turn) for turn in range(12)], frames_per_s=6)
    made = paint(painter, asked, Pictures(clip=film))
    assert made.kind == "mp4"
    assert made.file is not None
    assert made.outcome.clip == ClipMade(frames=3, wanted=3, frames_per_s=6, whole_s=2.0)
    assert (made.outcome.duration_s, made.outcome.clip.is_part) == (0.5, True)
    assert len(list(read_frames(made.file))) == 3
    repeated = repeat_command(made_order(asked, made.outcome.options))
    words = parse_words(Art.VIDEO, repeated.partition(" ")[2])
    assert build_options(Art.VIDEO, words, seed=1).to_json() == made.outcome.options


def test_a_film_without_its_film_fails_plainly(painter: EngineRenderer) -> None:
    asked = Order(art=Art.VIDEO, options=VideoOptions(effect="dream"), photo=REF)
    with pytest.raises(RenderError):
        paint(painter, asked, Pictures())
    with pytest.raises(BrokenClipError) as broken:
        paint(painter, asked, Pictures(clip=b"no film", clip_name="Ваше видео"))
    assert broken.value.facts["name"] == "Ваше видео"


def test_what_is_words_of_the_photos_size(painter: EngineRenderer) -> None:
    made = paint(painter, order(Art.WHAT))
    assert (made.file, made.kind) == (None, None)
    assert (made.outcome.width, made.outcome.height) == (96, 64)
    shares = [share for _, share in made.outcome.labels]
    assert len(shares) == 5
    assert shares == sorted(shares, reverse=True)


def test_labels_are_told_where_they_are_the_answer(painter: EngineRenderer) -> None:
    assert paint(painter, order(Art.EXPLAIN)).outcome.labels
    assert not paint(painter, order(Art.DRAW)).outcome.labels


def test_a_guide_leads(painter: EngineRenderer) -> None:
    led = paint(painter, order(Art.DREAM), Pictures(photo=PHOTO, guide=GUIDE))
    assert led.file != paint(painter, order(Art.DREAM)).file


def test_a_mask_says_where_it_is_painted(painter: EngineRenderer) -> None:
    left = Image.new("L", (96, 64))
    left.paste(255, (0, 0, 48, 64))
    masked = Pictures(photo=PHOTO, mask=Picture(image=left.convert("RGB")))
    made = paint(painter, order(Art.STYLE), masked)
    assert made.file is not None
    with Image.open(io.BytesIO(made.file)) as opened:
        change = ImageChops.difference(opened.convert("RGB"), PHOTO.image).convert("L")
    parts = [change.crop(box) for box in ((0, 0, 40, 64), (56, 0, 96, 64))]
    painted, left_alone = (ImageStat.Stat(part).mean[0] for part in parts)
    assert painted > 5 > 1 > left_alone


def test_earlier_looks_come_as_files_of_the_same_size(painter: EngineRenderer) -> None:
    made = paint(painter, order(Art.STYLE, steps=6, snapshots=2))
    assert len(made.snapshots) == 2
    assert len({*made.snapshots, made.file}) == 3
    for look in made.snapshots:
        with Image.open(io.BytesIO(look)) as picture:
            assert (picture.format, picture.size) == ("PNG", size_of(made))


@pytest.mark.parametrize("art", [Art.DREAM, Art.STYLE, Art.DRAW])
def test_what_is_made_step_by_step_comes_with_a_film_of_that(
    painter: EngineRenderer, art: Art
) -> None:
    made = paint(painter, order(art), PICTURES if art.needs_photo else Pictures())
    assert made.making is not None
    assert made.outcome_as_kept.has_making
    *_, last = read_frames(made.making)
    assert last.size == film_size(*size_of(made))


def test_nothing_else_comes_with_one(painter: EngineRenderer) -> None:
    several = dataclasses.replace(order(Art.DREAM), variations=4)
    for asked in (order(Art.EXPLAIN), order(Art.ZOOM), several):
        assert paint(painter, asked).making is None


class Watcher:
    """Takes the preview of every step, as a page that is always ready for one would."""

    def __init__(self) -> None:
        self.fractions: list[float] = []
        self.previews: list[bytes] = []

    def __call__(self, step: Glimpse) -> None:
        self.fractions.append(step.fraction)
        if step.preview is not None:
            self.previews.append(step.preview().tobytes())


@pytest.fixture(scope="module")
def instant_painter(tmp_path_factory: pytest.TempPathFactory) -> EngineRenderer:
    """With a network of random weights that paints at once."""
    folder = tmp_path_factory.mktemp("instant")
    autoencoders_file(folder / "weights", name="wct16")
    return EngineRenderer(settings(folder))


def test_an_instant_look_comes_first_and_the_picture_stays_the_same(
    painter: EngineRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a house style too, with nothing imported that paints at once."""
    asked, watched, plain = order(Art.STYLE, steps=6), Watcher(), Watcher()
    made = painter.paint(asked, PICTURES, watched)
    at_once = dataclasses.replace(asked, options=StyleOptions(instant=True))
    assert made_picture(paint(painter, at_once)).tobytes() == watched.previews[0]
    monkeypatch.setattr("bot.worker.previews.glance.instant", failing(OSError()))
    assert made.file == painter.paint(asked, PICTURES, plain).file
    assert watched.fractions == [0.0, *plain.fractions]
    early = sum(fraction < 0.25 for fraction in watched.fractions)
    assert 1 < early < len(watched.fractions)
    assert len(set(watched.previews[:early])) == 1
    assert watched.previews[0] not in plain.previews
    assert watched.previews[early:] == plain.previews[early - 1 :]


@pytest.mark.parametrize("network", ["house2", "wct16"])
def test_an_instant_picture_is_the_result_when_it_is_asked_for(
    painter: EngineRenderer, instant_painter: EngineRenderer, network: str
) -> None:
    asked = dataclasses.replace(order(Art.STYLE), options=StyleOptions(instant=True, seed=3))
    ours = painter if network == "house2" else instant_painter
    made = paint(ours, asked)
    assert (made.kind, made.outcome.steps) == ("png", 0)
    assert made.outcome.options["instant"]
    assert made.outcome.options["network"] == network
    repeated = made_order(asked, made.outcome.options)
    assert paint(ours, repeated).file == made.file


def test_a_trained_style_paints_by_its_name(tmp_path: Path) -> None:
    johnson_file(tmp_path / "weights", "klimt", pictures={"klimt": photo_bytes(7)})
    ours = EngineRenderer(settings(tmp_path))
    asked = dataclasses.replace(order(Art.STYLE), styles=(StyleRef(name="klimt"),))
    at_once = dataclasses.replace(asked, options=StyleOptions(instant=True))
    assert paint(ours, at_once).outcome.options["network"] == "trained"
    assert paint(ours, asked).outcome.steps == 2


def made_picture(made: Made) -> Image.Image:
    assert made.file is not None
    return Image.open(io.BytesIO(made.file)).convert("RGB")


def failing(error: Exception) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize("error", [OutOfMemoryError("full"), RuntimeError("broken"), OSError()])
def test_an_instant_look_that_fails_costs_nobody_the_picture(
    painter: EngineRenderer, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    usual = paint(painter, order(Art.STYLE)).file
    monkeypatch.setattr("bot.worker.previews.glance.instant", failing(error))
    assert paint(painter, order(Art.STYLE)).file == usual


@pytest.mark.parametrize("art", [Art.DRAW, Art.EXPLAIN, Art.WHAT])
def test_names_are_known_with_nothing_fetched(
    art: Art, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    bare = EngineRenderer(settings(tmp_path))
    assert paint(bare, order(art, network=None)).outcome.options["network"] == "embedded"


def test_an_order_that_does_not_fit_together_fails_plainly(painter: EngineRenderer) -> None:
    with pytest.raises(RenderError):
        paint(painter, order(Art.DREAM), Pictures())
    crossed = Order(art=Art.DREAM, options=StyleOptions(), photo=REF)
    with pytest.raises(RenderError):
        paint(painter, crossed)


def test_a_film_cut_short_says_how_much_was_wanted_and_repeats_what_was_made(
    tmp_path: Path,
) -> None:
    slow = EngineRenderer(
        Settings(_env_file=None, data_dir=tmp_path, device="cpu", render_budget_s=1e-3)
    )
    options = VideoOptions(effect="dream", steps=1, size_px=64, seconds=4.0)
    asked = Order(art=Art.VIDEO, options=options, photo=REF)
    film = film_bytes([PHOTO.image.rotate(turn) for turn in range(12)], frames_per_s=6)
    outcome = paint(slow, asked, Pictures(clip=film)).outcome
    assert outcome.clip is not None
    assert outcome.clip.frames < outcome.clip.wanted == 12
    assert outcome.options["seconds"] == round(outcome.clip.frames / 6, 3)
    # What it says makes as many frames wherever there is time for them.
    again = Order(art=Art.VIDEO, options=VideoOptions.from_json(outcome.options), photo=REF)
    fast = EngineRenderer(settings(tmp_path))
    made = paint(fast, again, Pictures(clip=film)).outcome.clip
    assert made is not None
    assert (made.frames, made.wanted) == (outcome.clip.frames, outcome.clip.frames)


def test_colours_come_from_the_second_picture(painter: EngineRenderer) -> None:
    asked = Order(art=Art.COLORIZE, options=ColorizeOptions(recolour=True), photo=REF, guide=REF)
    made = paint(painter, asked, Pictures(photo=PHOTO, guide=GUIDE))
    assert (made.kind, made.outcome.film) == ("png", None)
