"""What a request for a film comes down to: of a film, or into a photo. Decided before torch is
loaded.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from PIL import Image

from engine.catalogue.find import NetworkInfo
from engine.dream.choices import DreamChoice, choose_dream
from engine.errors import OptionError
from engine.media.clips import Clip
from engine.media.pictures import MAX_ASPECT, Picture
from engine.ops.sizes import output_size
from engine.options.bounds import DEFAULT_FILM_PX
from engine.options.dream import FILM_TV_WEIGHT, DreamColours, DreamOptions
from engine.options.style import COLOURS, Colours, StyleOptions
from engine.options.video import VideoColours, VideoOptions
from engine.options.zoom import ZoomOptions
from engine.style.choices import StyleLayers, choose_style_layers
from engine.style.controls.source import check_some
from engine.style.instant.choices import as_learnt, refuse_what_needs_steps
from engine.texts.phrase import Phrase, either
from engine.weights.instant_networks import find_instant
from engine.weights.store import WeightStore

OBJECTIVES = ("l2", "mean")
# A film's word for colours -> its frames' dreams'; a dream's own unless the film has none.
_DREAM_COLOURS: Mapping[VideoColours, DreamColours] = {"keep": "keep", "dream": "dream"}


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleChoice:
    """A network that paints, and the layers that judge."""

    info: NetworkInfo
    path: Path
    layers: StyleLayers
    options: StyleOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoChoice:
    """What a film is made with.

    Attributes:
        clip: cut to the time asked for.
        options: those asked for, with network, size and loss filled in.
        width, height: of the frames, even both.
        dream, style, instant: one of the three.
    """

    clip: Clip
    options: VideoOptions
    width: int
    height: int
    dream: DreamChoice[DreamOptions] | None = None
    style: StyleChoice | None = None
    instant: StyleOptions | None = None

    @property
    def network(self) -> str:
        """What dreams or paints."""
        if self.options.network is None:
            raise LookupError("a choice without a network")
        return self.options.network


def choose_video(
    clip: Clip, options: VideoOptions, *, styles: Sequence[str], store: WeightStore
) -> VideoChoice:
    """Network, layers and size of a film.

    Args:
        styles: the names of the style pictures.
    Raises: UnknownNameError, OptionError, WeightsError, ImageTooSmallError, ClipTooLongError.
    """
    _check_together(options, styles)
    if options.flow == "raft":
        store.find(None, art="flow")
    clip = clip.cut(options.seconds)
    width, height = film_size(clip, options.size_px)
    options = dataclasses.replace(options, size_px=_asked_size(clip, options.size_px))
    choice = VideoChoice(clip=clip, options=options, width=width, height=height)
    if options.effect == "dream":
        dream = _choose_dream(choice, store)
        return _with(choice, dream.info.name, dream=dream)
    if options.instant:
        network = find_instant(
            store.root,
            options.network,
            styles=styles,
            as_learnt=as_learnt(options),
            in_film=True,
        ).name
        return _with(choice, network, instant=_style_options(choice, network))
    style = _choose_style(choice, store)
    named = dataclasses.replace(choice.options, loss=style.layers.loss)
    return _with(dataclasses.replace(choice, options=named), style.info.name, style=style)


def _with(choice: VideoChoice, network: str, **kinds: Any) -> VideoChoice:
    options = dataclasses.replace(choice.options, network=network)
    return dataclasses.replace(choice, options=options, **kinds)


def film_size(clip: Clip, size_px: int | None) -> tuple[int, int]:
    """(width, height) of the frames; odd sides lose a pixel, as a film's are even."""
    width, height = output_size(clip.width, clip.height, _asked_size(clip, size_px))
    shorter = max(2, width - width % 2), max(2, height - height % 2)
    if max(shorter) <= MAX_ASPECT * min(shorter):
        return shorter
    return width + width % 2, height + height % 2


def _asked_size(clip: Clip, size_px: int | None) -> int:
    return size_px or min(max(clip.width, clip.height), DEFAULT_FILM_PX)


def _check_together(options: VideoOptions, styles: Sequence[str]) -> None:
    """Refuse wishes of which one would be passed over."""
    usual = VideoOptions()
    if options.effect == "style":
        if options.preset is not None:
            rule = Phrase("rules.preset_of_dreams")
            raise OptionError(option="preset", value=options.preset, rule=rule)
        if options.colours not in COLOURS:
            rule = Phrase("rules.colours_of_dreams")
            raise OptionError(option="colours", value=options.colours, rule=rule)
        check_some(styles)
        if options.instant:
            refuse_what_needs_steps(options)
        return
    if styles:
        rule = Phrase("rules.dream_without_style")
        raise OptionError(option="style", value=", ".join(styles), rule=rule)
    if options.colours not in (usual.colours, "keep", "dream"):
        rule = Phrase("rules.colours_of_a_dream")
        raise OptionError(option="colours", value=options.colours, rule=rule)
    for name in ("scale", "loss", "instant"):
        value = getattr(options, name)
        if value != getattr(usual, name):
            rule = Phrase("rules.of_paintings")
            word = "yes" if value is True else str(value)
            raise OptionError(option=name, value=word, rule=rule)


def _choose_dream(choice: VideoChoice, store: WeightStore) -> DreamChoice[DreamOptions]:
    options = choice.options
    wanted = DreamOptions(
        network=options.network,
        preset=options.preset,
        size_px=max(choice.width, choice.height),
        colours=_DREAM_COLOURS.get(options.colours, "auto"),
        strength=options.strength,
        seed=options.seed,
        tv_weight=FILM_TV_WEIGHT,  # each frame inherits the smoothing of those before it
    )
    # Of the picture only the size is asked.
    size = Picture(image=Image.new("RGB", (choice.width, choice.height)))
    return choose_dream(size, wanted, store=store)


def _choose_style(choice: VideoChoice, store: WeightStore) -> StyleChoice:
    wanted = _style_options(choice, choice.options.network)
    info, path, layers = choose_style_layers(
        wanted, store=store, width=choice.width, height=choice.height
    )
    wanted = dataclasses.replace(wanted, network=info.name)
    return StyleChoice(info=info, path=path, layers=layers, options=wanted)


def _style_options(choice: VideoChoice, network: str | None) -> StyleOptions:
    """How each frame is painted."""
    options = choice.options
    return StyleOptions(
        network=network,
        instant=options.instant,
        loss=options.loss or (None if options.instant else "wasserstein"),
        size_px=max(choice.width, choice.height),
        colours=cast(Colours, options.colours),  # a dream's is refused before
        scale=options.scale,
        strength=options.strength,
        seed=options.seed,
    )


def choose_zoom(
    picture: Picture, options: ZoomOptions, *, store: WeightStore, goes_on: bool = False
) -> DreamChoice[ZoomOptions]:
    """The network, its file and layers of a film, and its size filled in.

    Args:
        goes_on: the picture is a film's last frame; it keeps its size.
    Raises: UnknownNameError, OptionError, WeightsError, ImageTooSmallError.
    """
    if options.objective not in OBJECTIVES:
        rule = Phrase("rules.film_objectives", objectives=either(OBJECTIVES))
        raise OptionError(option="objective", value=options.objective, rule=rule)
    longest = max(picture.width, picture.height)
    size = options.size_px or (longest if goes_on else min(longest, DEFAULT_FILM_PX))
    options = dataclasses.replace(options, size_px=even(size))
    return choose_dream(picture, options, store=store)


def zoom_size(picture: Picture, options: ZoomOptions, *, goes_on: bool = False) -> tuple[int, int]:
    """(width, height) of the frames; a film's sides are even.

    Args:
        goes_on: the picture is a film's last frame.
    """
    width, height = picture.width, picture.height
    if not goes_on:
        width, height = output_size(width, height, options.size_px)
    return even(width), even(height)


def even(side: int) -> int:
    """The nearest even number that is not smaller: what a layer fits must not shrink."""
    return side + side % 2
