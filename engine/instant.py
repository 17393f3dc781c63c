"""Style transfer in one go, without optimisation: seconds become tenths of one.

A network of autoencoders paints in the manner of any picture, coarse to fine; a Johnson network in
the styles that it was trained for, in one pass.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import torch
from PIL import Image
from safetensors import SafetensorError
from torch import Tensor

from engine.autoencoders import Autoencoder, build
from engine.backbones import read_weights
from engine.catalogue import near_matches
from engine.colours import ColourPlan, measurable
from engine.errors import OptionError, WeightsError
from engine.feature_maps import Gaussian, Transform
from engine.images import resize_picture, to_image, to_picture
from engine.instant_levels import (
    Pass,
    Region,
    measure_style,
    paint_pass,
    plan_passes,
    run_passes,
)
from engine.instant_networks import InstantNetwork, find_instant
from engine.johnson import JohnsonNetwork, load_johnson, paint
from engine.options import StyleOptions, output_size
from engine.pictures import Picture
from engine.regions import Regions, find_regions
from engine.studio import Artwork, Studio, rendering, with_alpha

if TYPE_CHECKING:
    from engine.style import StyleSource

# What is worked on at once unless the studio says otherwise: about 0.5 GB at the finest level.
TILE_PX = 1536
# Below this strength the photo itself shows through: features that hardly move would only blur it.
FADE_BELOW = 0.5
# What only steps can do: an instant painting that passed over them would not be what was asked.
NEEDS_STEPS = (
    *("recipe", "loss", "content_layers", "style_layers"),
    *("optimiser", "start", "snapshots"),
)


def instant(
    picture: Picture,
    styles: Sequence[StyleSource],
    options: StyleOptions | None = None,
    *,
    studio: Studio | None = None,
    mask: Picture | None = None,
) -> Artwork:
    """``picture`` painted like ``styles``, several of them blended by their weights.

    Strength moves features less, below FADE_BELOW fading into the photo; beyond 1 autoencoders
    paint wider strokes. A Johnson network's painting is blended with the photo, up to 1.

    Args:
        mask: white where the first style paints, black for the second or for the photo as it is.
    Returns: an artwork without steps; ``facts`` are the styles.
    Raises: NoInstantNetworkError, UnknownNameError, OptionError, WeightsError, OutOfMemoryError.
    """
    studio = studio or Studio()
    asked = options or StyleOptions()
    refuse_what_needs_steps(asked)
    names = [one.name for one in styles]
    found = find_instant(studio.store.root, asked.network, styles=names)
    job = _Job(found, picture, styles, asked, studio=studio)
    regions = find_regions(picture, asked, mask=mask, styles=len(styles), studio=studio)
    with rendering(), torch.inference_mode():
        started = time.perf_counter()
        painted = job.with_autoencoders if found.kind == "autoencoders" else job.with_johnson
        image = job.finished(painted(regions), regions)
        result = to_picture(image)
        seconds = time.perf_counter() - started
    filled = replace(asked, instant=True, network=found.name, size_px=max(job.width, job.height))
    return Artwork(
        art="style",
        network=found.name,
        options=filled,
        seconds=seconds,
        device=studio.device.type,
        image=with_alpha(result, picture),
        facts={"styles": names},
    )


def without_steps(options: StyleOptions) -> StyleOptions:
    """The same wishes, as far as they can be met at once: for a preview of a real painting."""
    usual: dict[str, Any] = {
        one.name: one.default for one in fields(StyleOptions) if one.name in NEEDS_STEPS
    }
    return replace(options, instant=True, network=None, **usual)


def refuse_what_needs_steps(options: StyleOptions) -> None:
    """Raises: OptionError: a wish that would be passed over."""
    for one in fields(options):
        value = getattr(options, one.name)
        if one.name in NEEDS_STEPS and value != one.default:
            said = ", ".join(value) if isinstance(value, tuple) else value
            rule = "it needs a painting made step by step; leave out this or “instant”"
            raise OptionError(option=one.name, value=said, rule=rule)


@dataclass(slots=True)
class _Style:
    """A style picture, the palette already reduced; ``digest`` of its pixels."""

    source: StyleSource
    picture: Picture
    share: float
    digest: bytes


class _Job:
    """One painting: everything but the network's own work."""

    def __init__(
        self,
        found: InstantNetwork,
        picture: Picture,
        styles: Sequence[StyleSource],
        options: StyleOptions,
        *,
        studio: Studio,
    ) -> None:
        self.found = found
        self.picture = picture
        self.options = options
        self.studio = studio
        self.width, self.height = output_size(picture.width, picture.height, options.size_px)
        self.tile_px = studio.tile_px or TILE_PX
        total = sum(one.weight for one in styles)
        self.styles = [self._prepared(one, one.weight / total) for one in styles]
        small = [(measurable(one.picture.image), one.share) for one in self.styles]
        self.colours = ColourPlan(options.colours, photo=measurable(picture.image), styles=small)

    def _prepared(self, source: StyleSource, share: float) -> _Style:
        image = source.picture.image
        if self.options.palette is not None:
            image = _reduced(image, self.options.palette)
        digest = hashlib.blake2b(image.tobytes(), digest_size=16).digest()
        picture = replace(source.picture, image=image)
        return _Style(source=source, picture=picture, share=share, digest=digest)

    def photo(self, width: int, height: int) -> Tensor:
        return self.studio.photo_at(self.picture, width, height)

    def with_autoencoders(self, regions: Regions | None) -> Tensor:
        """Coarse to fine, by the levels that the network has."""
        passes = plan_passes(
            width=self.width,
            height=self.height,
            levels=self.found.levels,
            strength=self.options.strength,
        )

        def paint_one(image: Tensor, one: Pass) -> Tensor:
            network = self._autoencoder(one.level)
            return paint_pass(
                image,
                self._regions(one, regions, network),
                network=network,
                transform=cast(Transform, self.found.transform),
                share=one.share,
                tile_px=self.tile_px,
            )

        return run_passes(passes, lambda w, h: self.colours.content(self.photo(w, h)), paint_one)

    def _autoencoder(self, level: int) -> Autoencoder:
        path, device = self.found.path, self.studio.device

        def make() -> Autoencoder:
            try:
                return build(read_weights(path), level, device=device)
            except (SafetensorError, OSError, LookupError, RuntimeError, ValueError) as exc:
                raise _damaged(self.found) from exc

        return self.studio.cached(("autoencoder", _version(path), level), make)

    def _regions(self, one: Pass, regions: Regions | None, network: Autoencoder) -> list[Region]:
        measured_styles = [
            (self._style(number, one, network), style.share)
            for number, style in enumerate(self.styles)
        ]
        if regions is None:
            return [Region(styles=measured_styles)]
        # Of two styles each has its own region, and the whole of it.
        wanted = [[(style, 1.0)] for style, _ in measured_styles[:2]]
        weights = regions.weights(width=one.width, height=one.height)
        return [
            Region(styles=wanted[number] if number < len(wanted) else [], weights=part)
            for number, part in enumerate(weights)
        ]

    def _style(self, number: int, one: Pass, network: Autoencoder) -> Gaussian:
        style = self.styles[number]
        image = style.picture.image
        scale = self.options.scale
        share = min(max(1.0, scale), max(one.width, one.height) * scale / max(image.size))
        width, height = (max(1, round(side * share)) for side in image.size)

        def make() -> Gaussian:
            resized = to_image(
                resize_picture(image, width=width, height=height), device=self.studio.device
            )
            seen = self.colours.style(resized, number)
            return measure_style(seen, network=network, tile_px=self.tile_px)

        key = ("style", style.digest, width, height, _version(self.found.path), one.level)
        if self.options.colours != "style":
            return make()  # it depends on the photo
        return self.studio.cached(key, make)

    def with_johnson(self, regions: Regions | None) -> Tensor:
        """In one pass; of two regions each is a painting of its own."""
        if self.options.strength > 1:
            rule = f"{self.found.name} paints at 1 and below"
            raise OptionError(option="strength", value=self.options.strength, rule=rule)
        for style in self.styles:
            if style.source.name not in self.found.styles:
                raise near_matches("style", style.source.name, self.found.styles)
        network = self._johnson()
        photo = self.colours.content(self.photo(self.width, self.height))
        shares: dict[str, float] = {}
        for style in self.styles:
            shares[style.source.name] = shares.get(style.source.name, 0.0) + style.share
        if regions is None or len(self.styles) == 1:
            return paint(network, photo, shares, tile_px=self.tile_px)
        both = [paint(network, photo, {name: 1.0}, tile_px=self.tile_px) for name in shares]
        weights = regions.weights(width=self.width, height=self.height)
        first, second = (both[0], both[-1])
        return weights[0].to(photo) * first + weights[1].to(photo) * second

    def _johnson(self) -> JohnsonNetwork:
        def make() -> JohnsonNetwork:
            return load_johnson(self.found, device=self.studio.device)

        return self.studio.cached(("johnson", _version(self.found.path)), make)

    def finished(self, painted: Tensor, regions: Regions | None) -> Tensor:
        """With the colours that were asked for, and the photo where it is to be seen."""
        photo = self.photo(self.width, self.height)
        painted = self.colours.finish(painted, photo)
        is_whole = self.found.kind == "autoencoders"
        opacity = min(1.0, self.options.strength / (FADE_BELOW if is_whole else 1.0))
        weights: Tensor | float = opacity
        if regions is not None and len(self.styles) == 1:
            where = regions.weights(width=self.width, height=self.height)[0]
            weights = opacity * where.to(photo)
        return photo + weights * (painted - photo)


def _reduced(image: Image.Image, colours: int) -> Image.Image:
    """The picture in so few colours, without dots of one among another."""
    kind = Image.Quantize.MEDIANCUT
    return image.quantize(colours, method=kind, dither=Image.Dither.NONE).convert("RGB")


def _version(path: Path) -> tuple[str, int]:
    """A file that was replaced is another network."""
    return str(path), path.stat().st_mtime_ns


def _damaged(found: InstantNetwork) -> WeightsError:
    problem = f"its file {found.path.name} is damaged"
    remedy = "Get it again and run “oneiro weights import FILE”."
    return WeightsError(network=found.name, problem=problem, remedy=remedy)
