"""How things move from one frame to the next: dense optical flow, and where it can be relied on.

A flow is (1, 2, H, W): for each pixel, how far to the right and down the other frame has it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.catalogue.find import NetworkInfo
from engine.studio.studio import Studio
from engine.weights.load import loading
from engine.weights.store import WeightStore

# Ruder et al. 2016, equations 5 and 6.
CYCLE_SHARE, CYCLE_PX = 0.01, 0.5
BORDER_SHARE, BORDER_PX = 0.01, 0.002
# The largest difference of one colour, of the [0, 1] range, that light and noise explain.
MOST_UNLIKE = 0.1
# How far a painting's colours reach into places that are new, as a share of the longest side.
SEAM_REACH = 0.03
# What RAFT's pyramid needs of a side, and divides it by.
RAFT_LEAST_PX = 128
RAFT_STRIDE = 8
RAFT_UPDATES = 12

FindFlow = Callable[[Tensor, Tensor], Tensor]


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowFinder:
    """A way to find flow, and its name: ``find(one, other)`` says where ``other`` has what is
    seen in ``one``."""

    name: str
    find: FindFlow


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """What happened between two frames.

    Attributes:
        back: the flow from the later frame to the earlier.
        reliable: (1, 1, H, W), 1 where the later frame shows what the earlier one showed, else 0.
    """

    back: Tensor
    reliable: Tensor

    def carry(self, image: Tensor, *, mode: str = "bilinear") -> Tensor:
        """The earlier frame's image, moved to where the later frame has it."""
        return carry(image, self.back, mode=mode)


def flow_finder(name: str, *, studio: Studio) -> FlowFinder:
    """``raft``, ``dis``, or for ``auto`` the best that is at hand and pays: a CPU takes seconds
    for a frame with RAFT, where DIS takes hundredths.

    Raises: WeightsError: there is no RAFT here.
    """
    at_hand = studio.store.at_hand("flow")
    if name == "raft" or (name == "auto" and at_hand and studio.device.type != "cpu"):
        info, path = find_raft(studio.store)
        return FlowFinder(name=info.name, find=Raft(load_raft(info, path).to(studio.device)))
    return FlowFinder(name="dis", find=dis)


def find_raft(store: WeightStore) -> tuple[NetworkInfo, Path]:
    """The best RAFT at hand. Raises: WeightsError: there is none."""
    return store.find(None, art="flow")


def motion(before: Tensor, now: Tensor, find: FindFlow) -> Motion:
    """What happened from the image ``before`` to the image ``now``, both (1, 3, H, W).

    Differs from Ruder et al.: flow is not relied on either where the images themselves differ
    along it, as it overlooks what is small and quick.
    """
    back, there = find(now, before), find(before, now)
    return Motion(
        back=back, reliable=reliability(back, there) * _likeness(carry(before, back), now)
    )


@torch.no_grad()
def carry(image: Tensor, flow: Tensor, *, mode: str = "bilinear") -> Tensor:
    """``image`` as seen where ``flow`` leads; beyond its edges they are repeated."""
    height, width = image.shape[-2:]
    x, y = _places(flow)
    grid = torch.stack((_to_unit(x, width), _to_unit(y, height)), dim=-1)
    return functional.grid_sample(
        image, grid.to(image), mode=mode, padding_mode="border", align_corners=True
    )


def continued(image: Tensor, plain: Tensor, *, inside: Tensor) -> Tensor:
    """``image`` where it is to stay (``inside``: 1, else 0), beyond it ``plain``, without a seam.

    What ``image`` differs by near the border is carried over it, and fades.
    """
    reach = max(1, round(SEAM_REACH * max(image.shape[-2:])))
    near = _mean_around(inside, reach)
    differs = _mean_around((image - plain) * inside, reach) / near.clamp_min(1e-3)
    beyond = (plain + differs * (2 * near).clamp(max=1)).clamp(0, 1)
    return beyond.lerp(image, inside)


def _mean_around(image: Tensor, reach: int) -> Tensor:
    """Of the places up to ``reach`` px away along each axis, those near counting more."""
    for _ in range(2):
        image = functional.avg_pool2d(
            image, 2 * reach + 1, stride=1, padding=reach, count_include_pad=False
        )
    return image


@torch.no_grad()
def reliability(flow: Tensor, other: Tensor) -> Tensor:
    """Where ``flow`` can be relied on: 1, else 0.

    Not where going there and back by ``other`` does not lead home (what is hidden there), nor
    where the flow changes abruptly (edges of things that move), nor beyond the frame's edges.
    Source: Ruder et al. 2016, Artistic style transfer for videos, section 4.2.
    """
    height, width = flow.shape[-2:]
    home = carry(other, flow)
    cycle = _length2(flow + home)
    returns = cycle < CYCLE_SHARE * (_length2(flow) + _length2(home)) + CYCLE_PX
    is_calm = _steepness2(flow) <= BORDER_SHARE * _length2(flow) + BORDER_PX
    x, y = _places(flow)
    is_inside = (x > -0.5) & (x < width - 0.5) & (y > -0.5) & (y < height - 0.5)
    return (returns & is_calm & is_inside[:, None]).to(flow)


class FlickerMeter:
    """How much frames differ from those before, moved along: 0 to 1, where flow is reliable."""

    def __init__(self) -> None:
        self._difference = 0.0
        self._places = 0.0

    def add(self, before: Tensor, now: Tensor, moved: Motion) -> None:
        """One frame more."""
        difference = (now - moved.carry(before)).abs().mean(dim=1, keepdim=True)
        self._difference += float((difference * moved.reliable).sum())
        self._places += float(moved.reliable.sum())

    @property
    def reading(self) -> float:
        """The mean so far; 0 where nothing could be compared."""
        return self._difference / self._places if self._places else 0.0


def dis(image: Tensor, other: Tensor) -> Tensor:
    """Classical: Kroeger et al. 2016, dense inverse search, as OpenCV has it."""
    # With more threads it searches in stripes, and their number changes what it finds.
    cv2.setNumThreads(1)
    search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    flow = search.calc(_to_grey(image), _to_grey(other), None)  # type: ignore[call-overload]  # its stubs know no None
    return torch.from_numpy(flow).permute(2, 0, 1)[None].to(image)


class Raft:
    """A network: Teed and Deng 2020, as torchvision has it."""

    def __init__(self, network: nn.Module) -> None:
        self._network = network

    @torch.no_grad()
    def __call__(self, image: Tensor, other: Tensor) -> Tensor:
        height, width = image.shape[-2:]
        right, below = (_to_add(side) for side in (width, height))
        padded = [
            functional.pad(frame, (0, right, 0, below), mode="replicate") * 2 - 1
            for frame in (image, other)
        ]
        flows: list[Tensor] = self._network(*padded, num_flow_updates=RAFT_UPDATES)
        return flows[-1][..., :height, :width]


def load_raft(info: NetworkInfo, path: Path) -> nn.Module:
    """The network of a checkpoint, as torchvision saves it. Raises: WeightsError."""
    # Here: torchvision takes a second to load, and few films ask for it.
    from torchvision.models import get_model  # type: ignore[import-untyped]  # it ships no types

    network: nn.Module = get_model(info.name)
    with loading(info, path):
        network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return network.eval().requires_grad_(False)


def _to_add(side: int) -> int:
    """What RAFT lacks at a side this long, in px."""
    wanted = max(RAFT_LEAST_PX, -(-side // RAFT_STRIDE) * RAFT_STRIDE)
    return wanted - side


def _to_grey(image: Tensor) -> np.ndarray:
    pixels = (image[0] * 255).round().clamp(0, 255).to("cpu", torch.uint8).permute(1, 2, 0)
    return np.asarray(cv2.cvtColor(pixels.contiguous().numpy(), cv2.COLOR_RGB2GRAY))


def _places(flow: Tensor) -> tuple[Tensor, Tensor]:
    """(x, y), each (1, H, W), where the flow leads, in px."""
    height, width = flow.shape[-2:]
    x = torch.arange(width, device=flow.device, dtype=flow.dtype) + flow[:, 0]
    y = torch.arange(height, device=flow.device, dtype=flow.dtype)[:, None] + flow[:, 1]
    return x, y


def _to_unit(place: Tensor, side: int) -> Tensor:
    """Pixels to grid_sample's -1 to 1."""
    return place * (2 / max(side - 1, 1)) - 1


def _likeness(image: Tensor, other: Tensor) -> Tensor:
    """1 where the images are alike, about each pixel, else 0."""
    difference = (image - other).abs().amax(dim=1, keepdim=True)
    around = functional.avg_pool2d(difference, 3, stride=1, padding=1, count_include_pad=False)
    return (around < MOST_UNLIKE).to(image)


def _length2(flow: Tensor) -> Tensor:
    return flow.square().sum(dim=1, keepdim=True)


def _steepness2(flow: Tensor) -> Tensor:
    """The squared length of the flow's gradient, by central differences."""
    padded = functional.pad(flow, (1, 1, 1, 1), mode="replicate")
    across = (padded[..., 1:-1, 2:] - padded[..., 1:-1, :-2]) / 2
    down = (padded[..., 2:, 1:-1] - padded[..., :-2, 1:-1]) / 2
    return _length2(across) + _length2(down)
