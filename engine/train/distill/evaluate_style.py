"""How well our style network stands in for its teachers, on photos that it never saw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from engine.catalogue.networks import NETWORKS
from engine.media.pictures import Picture
from engine.ops.images import resize_picture, to_image
from engine.ops.sizes import output_size
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.controls.source import StyleSource
from engine.style.instant.autoencoders import build, filled_up
from engine.style.instant.one_pass import instant
from engine.style.losses import STYLE_TERMS
from engine.train.distill.style_student import TAUGHT
from engine.train.distill.style_teachers import StyleTeachers
from engine.weights.instant_networks import EMBEDDED_STYLE, InstantNetwork, find_instant
from engine.weights.load import load_backbone, read_weights

SIZE_PX = 384
DAMPING = 1e-4  # of the mean variance, where two channels say nearly the same
ALIVE = 0.02  # of the layer's mean deviation: channels that vary by less are not compared
JUDGES = ("relu1_1", "relu2_1", "relu3_1")  # of VGG-19


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleFigure:
    """``value`` of ``what``, on a picture or a photo painted like one."""

    picture: str
    what: str
    value: float

    def __str__(self) -> str:
        return f"{self.picture:<20} {self.what:<28} {self.value:.2f}"


@torch.inference_mode()
def evaluate_style(
    name: str | None,
    teachers: StyleTeachers,
    photos: Sequence[tuple[str, Picture]],
    styles: Sequence[StyleSource],
    *,
    trained_on: Sequence[Tensor],
    studio: Studio,
    size_px: int = SIZE_PX,
) -> Iterator[StyleFigure]:
    """Correlations, reconstructions and styles.

    Args:
        name: an instant network of autoencoders at hand; None: the one that comes with us.
        trained_on: (3, H, W) RGB in [0, 1]: the linear maps onto the teachers' features are
            worked out there.
    Raises: UnknownNameError, OptionError: the name; WeightsError.
    """
    info = find_instant(studio.store.root, name or EMBEDDED_STYLE)
    images = [(photo, _image(picture, size_px)) for photo, picture in photos]
    if info.name == EMBEDDED_STYLE:
        yield from _correlations(info.path, teachers, images, trained_on)
    yield from _reconstructions(info, images)
    for photo, picture in photos:
        for source in styles:
            options = StyleOptions(network=info.name, instant=True, size_px=size_px)
            painted = instant(picture, [source], options, studio=studio).picture
            seen = [_image(given, size_px) for given in (picture, source.picture)]
            value = _style_left(teachers, to_image(painted), *seen)
            names = f"{photo}, {source.name}"
            yield StyleFigure(picture=names, what="style distance left", value=value)


def _correlations(
    path: Path,
    teachers: StyleTeachers,
    images: Sequence[tuple[str, Tensor]],
    trained_on: Sequence[Tensor],
) -> Iterator[StyleFigure]:
    """Of the teachers' channels with the best sums of ours: the median."""
    names = {f"relu{layer.name[4]}_{layer.name[5]}": layer.teacher for layer in TAUGHT}
    ours = load_backbone(NETWORKS[EMBEDDED_STYLE], path, layers=list(names), exact=True)
    seen = [(ours(image[None]), teachers(image[None])) for image in trained_on]
    for layer, teacher in names.items():
        head = _head(
            torch.cat([_rows(features[layer]) for features, _ in seen]),
            torch.cat([_rows(features[teacher]) for _, features in seen]),
        )
        for photo, image in images:
            made = _with_ones(_rows(ours(image)[layer])) @ head
            value = _correlation(made, _rows(teachers(image)[teacher]))
            yield StyleFigure(picture=photo, what=f"{layer}, correlation", value=value)


def _head(ours: Tensor, theirs: Tensor) -> Tensor:
    """The linear map from (N, ours) to (N, theirs) with the least squared error."""
    rows = _with_ones(ours)
    gram = rows.T @ rows / len(rows)
    gram.diagonal().add_(DAMPING * gram.diagonal().mean())
    head: Tensor = torch.linalg.solve(gram, rows.T @ theirs / len(rows))
    return head


def _correlation(made: Tensor, wanted: Tensor) -> float:
    made, wanted = made - made.mean(dim=0), wanted - wanted.mean(dim=0)
    deviation = wanted.square().mean(dim=0).sqrt()
    is_alive = deviation > ALIVE * deviation.mean()
    both = (made * wanted).mean(dim=0) / made.square().mean(dim=0).sqrt() / deviation
    return float(both[is_alive].median())


def _rows(features: Tensor) -> Tensor:
    """(1, C, H, W) -> (H * W, C)."""
    return features[0].flatten(1).T.double()


def _with_ones(rows: Tensor) -> Tensor:
    return torch.cat([rows, rows.new_ones(len(rows), 1)], dim=1)


def _reconstructions(
    info: InstantNetwork, images: Sequence[tuple[str, Tensor]]
) -> Iterator[StyleFigure]:
    """How much of a photo each level's features keep."""
    weights = read_weights(info.path)
    for level in info.levels:
        network = build(weights, level, pool=info.pool, device=torch.device("cpu"))
        for photo, image in images:
            height, width = image.shape[-2:]
            made = network.decoder(network.encoder(filled_up(image, stride=network.stride)))
            error = (made[..., :height, :width].clamp(0, 1) - image).square().mean()
            value = float(-10 * error.log10())
            yield StyleFigure(picture=photo, what=f"level {level}, PSNR in dB", value=value)


def _style_left(teachers: StyleTeachers, painted: Tensor, photo: Tensor, style: Tensor) -> float:
    """The painting's distance from its style, over the photo's: by VGG-19, mean of its layers."""
    after, before, wanted = (teachers.vgg(image) for image in (painted, photo, style))
    kind = STYLE_TERMS["wasserstein"]
    shares = []
    for layer in JUDGES:
        term = kind(kind.measure(wanted[layer], None))
        left, whole = (
            term.judge(kind.measure(features[layer], None))[0] for features in (after, before)
        )
        shares.append(float(left / whole))
    return sum(shares) / len(shares)


def _image(picture: Picture, size_px: int) -> Tensor:
    width, height = output_size(picture.width, picture.height, size_px)
    return to_image(resize_picture(picture.image, width=width, height=height))
