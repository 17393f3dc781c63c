"""Optical flow: motions that are known are found, and what is hidden is not relied on."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import numpy as np
import pytest
import skimage.data
import torch
from PIL import Image
from torch import Tensor
from torchvision.models.optical_flow import raft_large, raft_small

from engine.catalogue.find import HELPERS
from engine.errors import WeightsError
from engine.ops.images import to_image
from engine.studio.studio import Studio
from engine.video.flow import Motion, Raft, carry, dis, flow_finder, load_raft, motion, reliability
from engine.weights.store import WeightStore
from tests.engine.films import flicker

CHELSEA = Image.fromarray(skimage.data.chelsea())
SIZE = (160, 112)


def view(left: float, top: float) -> Tensor:
    """What a camera sees of a photo."""
    box = (left, top, left + SIZE[0] * 1.5, top + SIZE[1] * 1.5)
    return to_image(CHELSEA.resize(SIZE, Image.Resampling.BICUBIC, box=box))


def errors(found: Tensor, true: Tensor, *, edge: int = 12) -> Tensor:
    """How far the flow is off, in px, away from the edges."""
    return (found - true)[..., edge:-edge, edge:-edge].square().sum(1).sqrt()


@pytest.mark.parametrize("shift", [(3.0, 0.0), (-2.5, 1.5), (0.0, 0.0), (6.0, -4.0)])
def test_a_photo_that_is_moved_is_found(shift: tuple[float, float]) -> None:
    before, now = view(90, 60), view(90 + 1.5 * shift[0], 60 + 1.5 * shift[1])
    true = torch.tensor(shift).view(1, 2, 1, 1).expand(1, 2, *SIZE[::-1])
    moved = motion(before, now, dis)
    assert errors(moved.back, true).mean() < 0.3
    assert moved.reliable[..., 12:-12, 12:-12].mean() > 0.9
    difference = (moved.carry(before) - now).abs() * moved.reliable
    assert difference.mean() < 0.015


def test_a_photo_that_is_turned_is_found() -> None:
    angle = 3.0
    height, width = SIZE[1], SIZE[0]
    picture = CHELSEA.crop((100, 60, 100 + width, 60 + height))
    before = to_image(picture)
    now = to_image(picture.rotate(angle, Image.Resampling.BICUBIC))
    y, x = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
    x, y = x - (width - 1) / 2, y - (height - 1) / 2
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    true = torch.stack((cos * x - sin * y - x, sin * x + cos * y - y))[None]
    assert errors(motion(before, now, dis).back, true).mean() < 0.3


def test_what_was_hidden_is_not_relied_on() -> None:
    """A square moves over a photo that stands still: what it uncovers was not seen before."""
    photo = np.array(CHELSEA.resize(SIZE))
    square = np.array(Image.fromarray(skimage.data.coffee()).resize((48, 48)))
    frames = []
    for left in (40, 46):
        picture = photo.copy()
        picture[40:88, left : left + 48] = square
        frames.append(to_image(Image.fromarray(picture)))
    reliable = motion(frames[0], frames[1], dis).reliable[0, 0]
    assert reliable[44:84, 41:45].mean() < 0.25  # uncovered
    assert reliable[:, 110:].mean() > 0.9  # untouched
    assert reliable[54:74, 60:80].mean() > 0.8  # the middle of the square, which moved


def test_reliability_is_the_papers() -> None:
    still = torch.zeros(1, 2, 9, 9)
    right = still.clone()
    right[:, 0] = 3
    assert (reliability(still, still) == 1).all()
    there_and_back = reliability(right, -right)
    assert (there_and_back[..., :6] == 1).all()
    assert (there_and_back[..., 6:] == 0).all()  # beyond the edge
    assert (reliability(right, right) == 0).all()  # |6|^2 >= 0.01 * 18 + 0.5
    halves = still.clone()
    halves[:, 0, :, 5:] = -1  # |1 / 2|^2 > 0.01 * 1 + 0.002 at the border between them
    apart = reliability(halves, -halves)
    assert (apart[..., 4:6] == 0).all()
    assert (apart[..., :4] == 1).all()


def test_carrying_looks_where_the_flow_leads() -> None:
    image = torch.arange(12.0).view(1, 1, 3, 4)
    flow = torch.zeros(1, 2, 3, 4)
    assert torch.allclose(carry(image, flow), image, atol=1e-5)
    flow[:, 0] = 1
    flow[:, 1] = 1
    expected = torch.tensor([[5.0, 6, 7, 7], [9, 10, 11, 11], [9, 10, 11, 11]])
    assert torch.allclose(carry(image, flow)[0, 0], expected, atol=1e-5)


def test_flicker_is_what_motion_does_not_explain() -> None:
    frames = [view(90 + 3 * index, 60) for index in range(4)]
    motions = [motion(one, other, dis) for one, other in itertools.pairwise(frames)]
    assert flicker(frames, motions) < 0.015
    brighter = [(frame + 0.1 * (index % 2)).clamp(0, 1) for index, frame in enumerate(frames)]
    assert flicker(brighter, motions) == pytest.approx(0.1, abs=0.02)
    nowhere = [Motion(back=one.back, reliable=torch.zeros_like(one.reliable)) for one in motions]
    assert flicker(brighter, nowhere) == 0


def test_the_smallest_frames_have_a_flow() -> None:
    image = torch.rand(1, 3, 16, 16, generator=torch.Generator().manual_seed(0))
    assert motion(image, image, dis).back.abs().max() < 0.01


@pytest.fixture
def store(tmp_path: Path) -> WeightStore:
    return WeightStore(tmp_path / "weights", hub=tmp_path / "hub")


@pytest.mark.parametrize(
    ("name", "build"), [("raft_small", raft_small), ("raft_large", raft_large)]
)
def test_a_checkpoint_of_raft_is_used(store: WeightStore, name: str, build: type) -> None:
    torch.manual_seed(3)
    store.root.mkdir()
    torch.save(build().state_dict(), store.root / HELPERS[name].checkpoint.filename)
    finder = flow_finder("raft", studio=Studio(store=store, device="cpu"))
    assert finder.name == name
    one, other = view(90, 60), view(93, 60)
    flow = finder.find(one, other)
    assert flow.shape == (1, 2, *SIZE[::-1])
    assert flow.isfinite().all()
    assert torch.equal(flow, finder.find(one, other))
    small = finder.find(one[..., :40, :50], other[..., :40, :50])
    assert small.shape == (1, 2, 40, 50)


def test_what_raft_finds_is_in_pixels_of_the_frame_it_was_given() -> None:
    """Padding is cut off again, and values are brought to what torchvision trained on."""
    seen: list[Tensor] = []

    class Watched(torch.nn.Module):
        def forward(self, one: Tensor, other: Tensor, num_flow_updates: int) -> list[Tensor]:
            seen.extend((one, other))
            return [torch.zeros_like(one[:, :2]), one[:, :2]]

    one, other = torch.rand(2, 1, 3, 130, 141).unbind()
    assert torch.equal(Raft(Watched())(one, other), one[:, :2] * 2 - 1)
    assert [image.shape for image in seen] == [(1, 3, 136, 144)] * 2


def test_without_raft_its_remedy_is_told_and_auto_does_without(store: WeightStore) -> None:
    studio = Studio(store=store, device="cpu")
    assert flow_finder("auto", studio=studio).name == "dis"
    assert flow_finder("dis", studio=studio).name == "dis"
    with pytest.raises(WeightsError, match="oneiro weights fetch raft_large"):
        flow_finder("raft", studio=studio)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no checkpoint", b"\x80\x04N."])
def test_a_damaged_checkpoint_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "raft.pth"
    path.write_bytes(content)
    with pytest.raises(WeightsError, match="damaged"):
        load_raft(HELPERS["raft_small"], path)
