"""One painting in one pass: the painter that its network needs, and what shows of the photo."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from torch import Tensor

from engine.ops.images import resize_image
from engine.ops.sizes import fitted, output_size, usual_side
from engine.style.instant.autoencoder_painter import AutoencoderPainter
from engine.style.instant.johnson_painter import JohnsonPainter
from engine.style.instant.subject import Subject
from engine.weights.instant_networks import InstantNetwork, Kind

# A smaller photo is smeared: a stroke is as large as all that is in it.
LEAST_SIDE_PX = 64
# With the style's picture smaller than this, the deep level sees a few pixels of it, whose
# statistics paint blocks.
LEAST_STYLE_PX = 192


class Painter(Protocol):
    """A kind of network that paints a subject."""

    @property
    def opacity(self) -> float:
        """How much of the painting covers the photo; 1 and above: all."""

    def paint(self, width: int, height: int) -> Tensor:
        """The painting, (1, 3, height, width), in the colours that the network was shown."""


PAINTERS: Mapping[Kind, Callable[[InstantNetwork, Subject], Painter]] = {
    "autoencoders": AutoencoderPainter,
    "johnson": JohnsonPainter,
}


def paint_at_once(network: InstantNetwork, subject: Subject) -> Tensor:
    """The finished picture, (1, 3, H, W) RGB in [0, 1].

    Raises: OptionError, UnknownNameError: the network does not do this; WeightsError.
    """
    picture, options = subject.picture, subject.options
    painter = PAINTERS[network.kind](network, subject)
    size = output_size(picture.width, picture.height, options.size_px)
    width, height = working_size(*size, scale=options.scale)
    painted = painter.paint(width, height)
    photo = subject.photo(width, height)
    painted = subject.colours.finish(painted, photo)
    weights: Tensor | float = min(1.0, painter.opacity)
    if subject.regions is not None and len(subject.styles) == 1:
        in_region, _ = subject.regions.weights(width=width, height=height)
        weights = weights * in_region.to(photo)
    whole = photo + weights * (painted - photo)
    return resize_image(whole, width=size[0], height=size[1])


def working_size(width: int, height: int, *, scale: float) -> tuple[int, int]:
    """(width, height) in which a result of this size is painted: larger where it is tiny.

    ``scale``: of the strokes.
    """
    times = max(1.0, LEAST_SIDE_PX / min(width, height))
    if scale < 1:
        finer = LEAST_STYLE_PX / (usual_side(width, height) * scale)
        times = max(times, min(finer, 1 / scale))
    return (width, height) if times == 1 else fitted(width, height, max(width, height) * times)
