"""One instant painting: its network, its styles' statistics, its colours and its regions."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import torch
from PIL import Image
from safetensors import SafetensorError
from torch import Tensor

from engine.errors import OptionError, WeightsError, near_matches
from engine.media.pictures import Picture
from engine.ops.images import resize_image, resize_picture, to_image
from engine.ops.sizes import fitted, output_size, usual_side
from engine.options.style import StyleOptions
from engine.studio.studio import Studio
from engine.style.controls.colours import ColourPlan, few_colours, in_colours, measurable
from engine.style.controls.regions import Regions
from engine.style.controls.source import StyleSource
from engine.style.controls.style_picture import large_enough
from engine.style.instant.autoencoders import Autoencoder, build
from engine.style.instant.feature_transforms import Gaussian, Transform
from engine.style.instant.johnson import JohnsonNetwork, load_johnson, paint
from engine.style.instant.passes import (
    Pass,
    Region,
    measure_style,
    paint_pass,
    plan_passes,
    run_passes,
)
from engine.texts.phrase import Phrase
from engine.weights.instant_networks import InstantNetwork
from engine.weights.load import read_weights

# A smaller photo is smeared: a stroke is as large as all that is in it.
LEAST_SIDE_PX = 64
# With the style's picture smaller than this, the deep level sees a few pixels of it, whose
# statistics paint blocks.
LEAST_STYLE_PX = 192
# What is worked on at once unless the studio says otherwise: about 0.5 GB at the finest level.
TILE_PX = 1024
# Below this strength the photo itself shows through: features that hardly move would only blur it.
FADE_BELOW = 0.5
FACE_CALM = 0.85  # of the style that a face is spared


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """A style picture with its share; ``palette``: the few colours that it is to have."""

    name: str
    image: Image.Image
    share: float
    digest: bytes
    palette: Image.Image | None

    def at(self, width: int, height: int) -> Image.Image:
        """Resized, and then in its few colours: resizing makes new ones."""
        resized = resize_picture(self.image, width=width, height=height)
        return resized if self.palette is None else in_colours(resized, self.palette)


class InstantJob:
    """A photo, its styles and the network that paints them."""

    def __init__(
        self,
        found: InstantNetwork,
        picture: Picture,
        styles: Sequence[StyleSource],
        options: StyleOptions,
        *,
        regions: Regions | None,
        studio: Studio,
    ) -> None:
        """``regions``: where each style paints; None: everywhere.

        Raises: OptionError, UnknownNameError: the network does not do this.
        """
        self.found = found
        self.picture = picture
        self.options = options
        self.regions = regions
        self.studio = studio
        self.size = output_size(picture.width, picture.height, options.size_px)
        self.width, self.height = working_size(*self.size, scale=options.scale)
        self.tile_px = studio.tile_px or TILE_PX
        if found.kind == "johnson":
            self._check_johnson(styles)
        total = sum(one.weight for one in styles)
        self.styles = [self._prepared(one, one.weight / total) for one in styles]
        small = [(measurable(one.image), one.share) for one in self.styles]
        self.colours = ColourPlan(options.colours, photo=measurable(picture.image), styles=small)

    def paint(self) -> Tensor:
        """The finished picture, (1, 3, H, W) RGB in [0, 1]."""
        if self.found.kind == "johnson":
            painted, opacity = self._with_johnson(), self.options.strength
        else:
            painted, opacity = self._with_autoencoders(), self.options.strength / FADE_BELOW
        photo = self._photo(self.width, self.height)
        painted = self.colours.finish(painted, photo)
        weights: Tensor | float = min(1.0, opacity)
        if self.regions is not None and len(self.styles) == 1:
            painted_part, _ = self.regions.weights(width=self.width, height=self.height)
            weights = weights * painted_part.to(photo)
        whole = photo + weights * (painted - photo)
        return resize_image(whole, width=self.size[0], height=self.size[1])

    def _check_johnson(self, styles: Sequence[StyleSource]) -> None:
        for style in styles:
            if style.name not in self.found.styles:
                raise near_matches(Phrase("kinds.style"), style.name, self.found.styles)
        if self.options.strength > 1:
            rule = Phrase("rules.paints_up_to_1", network=self.found.name)
            raise OptionError(option="strength", value=self.options.strength, rule=rule)
        if self.options.scale != 1 or self.options.palette is not None:
            name = "palette" if self.options.palette is not None else "scale"
            rule = Phrase("rules.styles_as_learnt", network=self.found.name)
            raise OptionError(option=name, value=getattr(self.options, name), rule=rule)

    def _prepared(self, source: StyleSource, share: float) -> _Style:
        image = large_enough(source.picture.image)
        colours = self.options.palette
        return _Style(
            name=source.name,
            image=image,
            share=share,
            digest=hashlib.blake2b(image.tobytes(), digest_size=16).digest(),
            palette=None if colours is None else few_colours(image, colours),
        )

    def _photo(self, width: int, height: int) -> Tensor:
        return self.studio.photo_at(self.picture, width, height)

    def _content(self, width: int, height: int) -> Tensor:
        """The photo as the network is to see it."""
        return self.colours.content(self._photo(width, height))

    def _with_autoencoders(self) -> Tensor:
        """Coarse to fine, by the levels that the network has."""
        passes = plan_passes(
            width=self.width,
            height=self.height,
            levels=self.found.levels,
            strength=self.options.strength,
        )
        return run_passes(passes, self._content, self._paint_pass)

    def _paint_pass(self, image: Tensor, one: Pass) -> Tensor:
        network = self._autoencoder(one.level)
        return paint_pass(
            image,
            self._regions_of(one, network),
            network=network,
            transform=cast(Transform, self.found.transform),
            share=one.share,
            tile_px=self.tile_px,
        )

    def _autoencoder(self, level: int) -> Autoencoder:
        def make() -> Autoencoder:
            try:
                weights = read_weights(self.found.path)
                return build(weights, level, pool=self.found.pool, device=self.studio.device)
            except (SafetensorError, OSError, LookupError, RuntimeError, ValueError) as exc:
                problem = Phrase("problems.damaged", file=self.found.path.name)
                remedy = Phrase("remedies.get_again")
                raise WeightsError(
                    str(exc), network=self.found.name, problem=problem, remedy=remedy
                ) from exc

        return self.studio.cached(("autoencoder", _version(self.found.path), level), make)

    def _regions_of(self, one: Pass, network: Autoencoder) -> list[Region]:
        """What paints where, in this pass; the weights sum to 1 everywhere."""
        styles = [self._style(index, one, network) for index in range(len(self.styles))]
        weights = self._weights(one.width, one.height)
        if weights is None:
            shares = [style.share for style in self.styles]
            return [Region(styles=list(zip(styles, shares, strict=True)))]
        if self.regions is None:
            shares = [style.share for style in self.styles]
            painted = [list(zip(styles, shares, strict=True))]
        else:
            painted = [[(style, 1.0)] for style in styles]
        regions = [
            Region(styles=several, weights=part)
            for several, part in zip(painted, weights, strict=True)
        ]
        rest = 1 - torch.stack(weights).sum(dim=0)
        return [*regions, Region(styles=[], weights=rest)]

    def _weights(self, width: int, height: int) -> list[Tensor] | None:
        """How strongly each style, or all together, paint each place; None: alike everywhere."""
        weights = None
        if self.regions is not None:
            weights = list(self.regions.weights(width=width, height=height)[: len(self.styles)])
        if self.options.keep_faces:
            calm = self._calm(width, height)
            weights = [calm] if weights is None else [part * calm for part in weights]
        return weights

    def _calm(self, width: int, height: int) -> Tensor:
        from engine.style.controls.faces import face_weights  # OpenCV loads only where it is needed

        return 1 - FACE_CALM * face_weights(self.picture.image, width=width, height=height)

    def _style(self, index: int, one: Pass, network: Autoencoder) -> Gaussian:
        """A style's statistics, at the size at which its strokes suit the pass."""
        style, scale = self.styles[index], self.options.scale
        longest = usual_side(one.width, one.height)
        # Enlarged only for wider strokes.
        share = min(max(1.0, scale), longest * scale / usual_side(*style.image.size))
        width, height = (max(1, round(side * share)) for side in style.image.size)

        def make() -> Gaussian:
            image = to_image(style.at(width, height), device=self.studio.device)
            seen = self.colours.style(image, index)
            return measure_style(seen, network=network, tile_px=self.tile_px)

        if self.options.colours != "style":
            return make()  # it depends on the photo
        key = (style.digest, self.options.palette, width, height, one.level)
        return self.studio.cached(("style", _version(self.found.path), *key), make)

    def _with_johnson(self) -> Tensor:
        """In one pass; of two regions each is a painting of its own."""
        network = self._johnson()
        photo = self._content(self.width, self.height)
        weights = self._weights(self.width, self.height)
        if self.regions is not None:
            several = [{style.name: 1.0} for style in self.styles]
        else:
            names = {style.name for style in self.styles}
            shares = {
                name: sum(one.share for one in self.styles if one.name == name) for name in names
            }
            several = [shares]
        paintings = [paint(network, photo, one, tile_px=self.tile_px) for one in several]
        if weights is None:
            return paintings[0]
        painted = photo.clone()
        for one, part in zip(paintings, weights, strict=True):
            painted += part.to(photo) * (one - photo)
        return painted

    def _johnson(self) -> JohnsonNetwork:
        def make() -> JohnsonNetwork:
            return load_johnson(self.found, device=self.studio.device)

        return self.studio.cached(("johnson", _version(self.found.path)), make)


def working_size(width: int, height: int, *, scale: float) -> tuple[int, int]:
    """(width, height) in which a result of this size is painted: larger where it is tiny.

    ``scale``: of the strokes.
    """
    times = max(1.0, LEAST_SIDE_PX / min(width, height))
    if scale < 1:
        finer = LEAST_STYLE_PX / (usual_side(width, height) * scale)
        times = max(times, min(finer, 1 / scale))
    return (width, height) if times == 1 else fitted(width, height, max(width, height) * times)


def _version(path: Path) -> tuple[str, int]:
    """A file that was replaced is another network."""
    return str(path), path.stat().st_mtime_ns
