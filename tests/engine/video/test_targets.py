"""What the places of a film are drawn to moves along with what they paint."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import torch
from PIL import Image
from torch import Tensor

from engine.catalogue.house_styles import house_style_path
from engine.media.clips import read_clip
from engine.media.pictures import read_picture
from engine.ops.images import to_image
from engine.options.video import VideoOptions
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.style.controls.style_picture import styles_of
from engine.style.neighbours import Bank, Neighbours
from engine.video.choices import choose_video
from engine.video.film import video
from engine.video.flow import Motion, dis, motion
from engine.video.frame_painters import Carried, StylePainter
from engine.video.targets import Targets
from engine.weights.store import WeightStore
from tests.engine.films import film_of, pan

SWIRLS = StyleSource(name="swirls", picture=read_picture(house_style_path("swirls")))
PAINTER = VideoOptions(loss="painter", steps=2, network="embedded_style")
ROWS, COLUMNS, CELL_PX = 6, 9, 4


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return Studio(store=WeightStore(tmp_path, hub=tmp_path), device="cpu")


def neighbours_of(found: Tensor) -> Neighbours:
    bank = Bank.of([torch.rand(5, 99, generator=torch.Generator().manual_seed(0))], [2, 3])
    return Neighbours(bank=bank, found=found, strides={}, cell_px=CELL_PX)


def numbered() -> Neighbours:
    """Every cell has found another column."""
    return neighbours_of(torch.arange(ROWS * COLUMNS).view(ROWS, COLUMNS))


def motion_of(right: float, down: float = 0.0) -> Motion:
    """All of a picture moves by so many px; ``back`` leads the other way."""
    flow = torch.tensor([-float(right), -float(down)]).view(1, 2, 1, 1)
    size = (ROWS * CELL_PX, COLUMNS * CELL_PX)
    return Motion(back=flow.expand(1, 2, *size), reliable=torch.ones(1, 1, *size))


def followed(targets: Targets, motion: Motion) -> Targets:
    """Where nothing else is nearer; what is new finds column 98."""
    kept, off = targets.moved(motion)
    return Targets.after(neighbours_of(torch.where(kept < 0, 98, kept)), kept, off)


def test_neighbours_move_with_a_picture_that_moves_by_whole_cells() -> None:
    before = numbered().found
    after = followed(Targets.of(numbered()), motion_of(2 * CELL_PX, CELL_PX)).neighbours.found
    assert torch.equal(after[1:, 2:], before[:-1, :-2])
    assert (after[0] == 98).all()
    assert (after[:, :2] == 98).all()


@pytest.mark.parametrize("step_px", [0.25, 1.0, 1.5, 3.0])
def test_slow_motion_is_not_lost_in_rounding(step_px: float) -> None:
    """Twelve px in small steps are three cells, as at once."""
    before = numbered().found
    targets = Targets.of(numbered())
    for _ in range(round(12 / step_px)):
        targets = followed(targets, motion_of(step_px))
    assert torch.equal(targets.neighbours.found[:, 3:], before[:, :-3])
    assert targets.off[:, 3:].abs().max() < 1e-3


def test_a_neighbour_is_nowhere_further_than_half_a_cell_from_its_place() -> None:
    targets = Targets.of(numbered())
    for _ in range(7):
        targets = followed(targets, motion_of(1.1, 0.7))
        inside = targets.off[2:, 2:]  # at the edge one that has left the picture is nearest yet
        assert inside.abs().max() <= CELL_PX / 2 + 1e-3


def test_what_is_not_reliable_is_found_anew() -> None:
    motion = motion_of(0.0)
    motion.reliable[..., : 2 * CELL_PX] = 0
    kept, _ = Targets.of(numbered()).moved(motion)
    assert (kept[:, :2] == -1).all()
    assert torch.equal(kept[:, 2:], numbered().found[:, 2:])


def test_where_things_grow_there_is_room_for_new_strokes() -> None:
    """Slowly twice as large: each neighbour goes where its place goes, and between them is room."""
    size = (ROWS * CELL_PX, COLUMNS * CELL_PX)
    frames, growth = 14, 2 ** (1 / 14)
    y, x = (torch.arange(side) + 0.5 for side in size)
    back = torch.stack(((x / growth - x).expand(size), (y / growth - y)[:, None].expand(size)))
    motion = Motion(back=back[None], reliable=torch.ones(1, 1, *size))
    targets = Targets.of(numbered())
    for _ in range(frames):
        targets = followed(targets, motion)
    found = targets.neighbours.found
    old = numbered().found
    # The middle of cell 1 was 6 px from the corner, and is 12 px from it now.
    for row, column in itertools.product(range(1, 3), range(1, 4)):
        around = found[2 * row : 2 * row + 2, 2 * column : 2 * column + 2]
        assert (around == old[row, column]).sum() <= 4
        assert old[row, column] in around
    assert (found == 98).sum() > 0


def painter_of(frames: list[Image.Image], studio: Studio) -> StylePainter:
    clip = read_clip(film_of(iter(frames)))
    choice = choose_video(clip, PAINTER, styles=["swirls"], store=studio.store)
    assert choice.style is not None
    return StylePainter(
        choice.style,
        styles_of([SWIRLS]),
        frames[0],
        studio,
        steps=choice.options.steps,
        width=choice.width,
        height=choice.height,
        steadiness=choice.options.steadiness,
    )


def film_on(painter: StylePainter, frames: list[Image.Image]) -> list[Tensor]:
    """The bank's columns of each frame but the first, as a film has them go on."""
    image = painter.begin(frames[0], on_step=lambda step: None)
    assert painter.targets is None  # the scene's own are not found yet
    found = []
    for number, (one, other) in enumerate(itertools.pairwise(frames), start=1):
        before, now = to_image(one), to_image(other)
        moved = motion(before, now, dis)
        carried = Carried(
            image=moved.carry(image), frame=moved.carry(before), trust=moved.reliable, moved=moved
        )
        image = painter.go_on(other, carried, number=number, on_step=lambda step: None)
        assert painter.targets is not None
        found.append(painter.targets.neighbours.found)
    return found


def test_a_camera_s_pan_takes_the_neighbours_along(studio: Studio) -> None:
    """A picture that stands still under a camera which moves by a cell a frame."""
    frames = list(pan(4, step_px=CELL_PX, square=False))
    first, *_, last = film_on(painter_of(frames, studio), frames)
    stayed = first[1:-1, 3:-1] == last[1:-1, 1:-3]
    assert stayed.float().mean() > 0.75
    assert (first == last).float().mean() < 0.25


def test_a_new_scene_begins_with_neighbours_of_its_own(studio: Studio) -> None:
    frames = list(pan(3, square=False))
    painter = painter_of(frames, studio)
    film_on(painter, frames)
    again = film_on(painter, frames)
    fresh = film_on(painter_of(frames, studio), frames)
    assert all(torch.equal(one, other) for one, other in zip(again, fresh, strict=True))


@pytest.mark.parametrize("loss", ["painter", "neighbours"])
def test_a_film_of_neighbours_is_steadier_than_frame_by_frame(studio: Studio, loss: str) -> None:
    clip = read_clip(film_of(pan(5)))
    wanted = {"loss": loss, "steps": 3, "network": "embedded_style"}
    steady, alone = (
        video(
            clip,
            VideoOptions.from_json({**wanted, "steadiness": steadiness}),
            styles=[SWIRLS],
            studio=studio,
        )
        for steadiness in (1.0, 0.0)
    )
    assert steady.facts["frames"] == 5
    assert steady.options.to_json()["loss"] == loss
    assert steady.facts["flicker"] < 0.6 * alone.facts["flicker"]
