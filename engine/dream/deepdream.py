"""DeepDream: amplify what a network sees in a photo. Source: google/deepdream, dream.ipynb."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import replace

import torch
from PIL import Image
from torch import Tensor

from engine.catalogue.imagenet_classes import ClassGroup, find_classes
from engine.catalogue.layers import CLASSIFIER
from engine.dream.accentuation import Accentuation, view_side
from engine.dream.ascent import Ascent
from engine.dream.choices import DreamChoice, choose_dream, wants_classes
from engine.dream.colours import colour_notes, settled
from engine.dream.gradients import Gradients, open_gradients
from engine.dream.objectives import (
    L2,
    Classes,
    GuideChannels,
    GuideMatch,
    LikeliestClasses,
    Mean,
    Objective,
    RandomClasses,
    Selected,
    Term,
    WholeThing,
)
from engine.dream.octaves import Octave, plan_octaves, share_steps
from engine.dream.parametrisations import fourier_noise
from engine.dream.placing import choose_places, compared_size, suggestions
from engine.dream.reconstruct import enhance, invert
from engine.errors import OptionError
from engine.media.pictures import Picture
from engine.ops.images import resize_picture, to_image, to_picture
from engine.ops.luminance import keep_colours
from engine.ops.sizes import asked_size, output_size
from engine.ops.transforms import octave_generator
from engine.options.dream import AscentOptions, DreamOptions
from engine.studio.artwork import Artwork, with_alpha
from engine.studio.budget import affordable_steps
from engine.studio.progress import OnProgress, OnStep, watch
from engine.studio.studio import Studio, rendering
from engine.texts.phrase import Phrase

# Google's notebook keeps guides small: what they hold is compared with every place of the photo.
GUIDE_PX = 224
MEASURED_SIDE_PX = 192
# L-BFGS at the result's size: more change little that one sees.
RECONSTRUCTION_STEPS = {"enhance": 20, "invert": 120}


def dream(
    picture: Picture,
    options: DreamOptions | None = None,
    *,
    guide: Picture | None = None,
    studio: Studio | None = None,
    on_progress: OnProgress | None = None,
) -> Artwork:
    """``picture`` with what the network sees in it amplified.

    Args:
        options: every choice there is, with bounds and sources; None: the defaults.
        guide: a second picture: what it holds is what appears.
        studio: keeps networks warm from one call to the next; None: a new one.
        on_progress: told of each step; may raise to stop.
    Returns: ``facts`` are layer, octaves, and the objective before and after.
    Raises: UnknownNameError, OptionError, ImageTooSmallError, WeightsError, NotFiniteError,
        OutOfMemoryError; whatever ``on_progress`` raises.
    """
    studio = studio or Studio()
    asked = options or DreamOptions()
    choice = choose_dream(picture, asked, store=studio.store)
    choice = replace(choice, options=settled(choice.options, picture.image))
    if guide is not None:
        check_guidable(choice)
    size_px = asked_size(picture.width, picture.height, asked.size_px)
    with rendering():
        job = DreamJob(choice, studio, guide=guide)
        planned = job.plan(picture)
        octaves = job.affordable(planned)
        steps = sum(octave.steps for octave in octaves)
        started = time.perf_counter()
        result = to_picture(job.make(picture, octaves, on_progress=on_progress))
        seconds = time.perf_counter() - started
        width, height = result.size
        before = job.reading(resize_picture(picture.image, width=width, height=height))
        after = job.reading(result)
    facts = {"layer": choice.options.layer, "octaves": len(octaves)}
    return Artwork(
        art="dream",
        network=choice.info.name,
        options=replace(choice.options, size_px=size_px, steps=steps),
        seconds=seconds,
        device=studio.device.type,
        image=with_alpha(result, picture),
        steps=steps,
        steps_cut=steps < sum(octave.steps for octave in planned),
        notes=colour_notes(asked, choice.options),
        facts={**facts, "objective_before": before, "objective_after": after},
    )


def check_guidable(choice: DreamChoice[AscentOptions]) -> None:
    """Raise OptionError where a guide picture would be passed over."""
    if choice.options.objective in RECONSTRUCTION_STEPS:
        rule = Phrase("rules.objective_unguided")
        raise OptionError(option="objective", value=choice.options.objective, rule=rule)
    if wants_classes(choice.options) and all(layer == CLASSIFIER for layer, _ in choice.layers):
        rule = Phrase("rules.classes_unguided")
        raise OptionError(option="classes", value=", ".join(choice.options.classes), rule=rule)


class DreamJob:
    """A network and what of it is climbed: everything about a dream but the photo."""

    def __init__(
        self, choice: DreamChoice[AscentOptions], studio: Studio, *, guide: Picture | None
    ) -> None:
        self.choice = choice
        self.options = choice.options
        self._studio = studio
        self._guide = guide
        layers = [layer for layer, _ in choice.layers]
        self.gradients = open_gradients(studio, choice.info, choice.path, layers=layers)
        self._exact = open_gradients(studio, choice.info, choice.path, layers=layers, exact=True)
        self.objective = Objective([(self._term(layer), share) for layer, share in choice.layers])

    def ascent(self) -> Ascent:
        """A new one, with nothing climbed yet."""
        return Ascent(self.gradients, self.objective, self.options)

    def plan(self, picture: Picture) -> tuple[Octave, ...]:
        """The octaves as asked; a reconstruction is made at one size."""
        usual = RECONSTRUCTION_STEPS.get(self.options.objective)
        if usual is not None:
            width, height = output_size(picture.width, picture.height, self.options.size_px)
            steps = self.options.steps or usual
            return (Octave(index=0, width=width, height=height, steps=steps),)
        least_px = max(self.choice.info.min_side_px(layer) for layer, _ in self.choice.layers)
        return plan_octaves(picture.width, picture.height, self.options, min_side_px=least_px)

    def affordable(self, octaves: Sequence[Octave]) -> tuple[Octave, ...]:
        """The octaves with as many of their steps as the studio's budget pays for."""
        if self._studio.budget_s is None:
            return tuple(octaves)
        pixel_s = self._step_s() / MEASURED_SIDE_PX**2
        planned = [octave.steps for octave in octaves]

        def cost_s(steps: int) -> float:
            shares = share_steps(planned, steps)
            pixels = map(self._step_pixels, octaves)
            return pixel_s * sum(a * b for a, b in zip(shares, pixels, strict=True))

        steps = affordable_steps(sum(planned), cost_s, budget_s=self._studio.budget_s)
        shares = share_steps(planned, steps)
        return tuple(
            replace(octave, steps=share) for octave, share in zip(octaves, shares, strict=True)
        )

    def make(
        self, picture: Picture, octaves: Sequence[Octave], *, on_progress: OnProgress | None
    ) -> Tensor:
        """The dreamt image, at the last octave's size."""
        on_step = watch(on_progress, shown=lambda image: self.finished(image, picture))
        if self.options.objective in RECONSTRUCTION_STEPS:
            return self.finished(self._reconstruct(picture, octaves[-1], on_step=on_step), picture)
        is_accent = self.options.made_by == "accent"
        ascent = self._accentuation(picture) if is_accent else self.ascent()
        image = ascent.climb(
            lambda width, height: self._studio.photo_at(picture, width, height),
            octaves,
            on_step=on_step,
        )
        return self.finished(image, picture)

    def finished(self, image: Tensor, picture: Picture) -> Tensor:
        """The image as a person is to see it; ``picture``: what it is a dream of."""
        if self.options.colours != "keep":
            return image
        height, width = image.shape[-2:]
        return keep_colours(image, self._studio.photo_at(picture, width, height))

    def reading(self, picture: Image.Image) -> float:
        """What the objective reads on a picture as it is, in float32."""
        image = to_image(picture, device=self._studio.device)
        return self.objective.reading(self._exact.values(image, self.objective))

    def _reconstruct(self, picture: Picture, octave: Octave, *, on_step: OnStep | None) -> Tensor:
        (layer, _), *others = self.choice.layers
        if others:
            rule = Phrase("rules.one_layer")
            raise OptionError(option="objective", value=self.options.objective, rule=rule)
        network = self._studio.backbone(
            self.choice.info, self.choice.path, layers=[layer], exact=True
        )
        photo = self._studio.photo_at(picture, octave.width, octave.height)
        if self.options.objective == "enhance":
            return enhance(
                photo, lambda image: network(image)[layer], steps=octave.steps, on_step=on_step
            )
        generator = octave_generator(self.options.seed, octave.index)
        noise = fourier_noise(generator, height=octave.height, width=octave.width)
        return invert(
            network(photo)[layer].detach(),
            lambda image: network(image)[layer],
            start=noise.to(photo),
            steps=octave.steps,
            on_step=on_step,
        )

    def _accentuation(self, picture: Picture) -> Accentuation:
        info, path, options = self.choice.info, self.choice.path, self.options
        network = self._studio.backbone(info, path, layers=[CLASSIFIER])
        photo = self._studio.photo_at(picture, *compared_size(picture.width, picture.height))
        groups = [group.indices for group in self._groups]
        suggested = suggestions(network(photo)[CLASSIFIER].detach(), groups)
        places = choose_places(photo, suggested, octave_generator(options.seed, 0))
        objectives = [Objective([(WholeThing(CLASSIFIER, group), 1.0)]) for group in groups]
        # Of its own: views are small, and are never to be cut into tiles.
        gradients = Gradients(network, {CLASSIFIER: info.layer_info[CLASSIFIER]})
        return Accentuation(gradients, objectives, places, options)

    def _step_pixels(self, octave: Octave) -> int:
        """How much a step looks at."""
        if self.options.made_by == "accent":
            return view_side(octave.width, octave.height) ** 2
        return octave.width * octave.height

    @property
    def _groups(self) -> list[ClassGroup]:
        return [find_classes(name, self.choice.info.classes) for name in self.options.classes]

    def _term(self, layer: str) -> Term:
        options = self.options
        if layer == CLASSIFIER and options.random_classes:
            count = self.choice.info.layer_info[layer].channels
            return RandomClasses(layer, count=count)
        if layer == CLASSIFIER and options.classes:
            groups = self._groups
            # Older commands have the mean of the words that there were then.
            is_led = options.made_by != "octaves" or any(group.is_led for group in groups)
            term = LikeliestClasses if is_led else Classes
            # One subject above, the other below (317070/Dream); three share the whole.
            indices = [group.indices for group in groups]
            return term(layer, indices, in_bands=len(groups) == 2)
        plain = self._guided(layer) if self._guide is not None else self._plain(layer)
        if options.channels or options.strongest or options.weakest or options.position:
            return Selected(
                plain,
                channels=options.channels,
                strongest=options.strongest,
                weakest=options.weakest,
                position=options.position,
            )
        return plain

    def _plain(self, layer: str) -> Term:
        return Mean(layer) if self.options.objective == "mean" else L2(layer)

    @torch.no_grad()
    def _guided(self, layer: str) -> Term:
        if self._guide is None:
            raise LookupError("a guided dream without a guide")
        width, height = output_size(self._guide.width, self._guide.height, GUIDE_PX)
        image = self._studio.photo_at(self._guide, width, height)
        features = self._studio.backbone(self.choice.info, self.choice.path, layers=[layer])(image)
        options = self.options
        by_channels = isinstance(options, DreamOptions) and options.guide_mode == "channels"
        return (GuideChannels if by_channels else GuideMatch)(layer, features[layer])

    def _step_s(self) -> float:
        """What a step costs now, on noise of its own, so that no seeded draw is used up."""
        generator = torch.Generator().manual_seed(0)
        side = MEASURED_SIDE_PX
        noise = torch.rand(1, 3, side, side, generator=generator).to(self._studio.device)
        ascent = self.ascent()
        ascent.begin(noise)
        best = math.inf
        for _ in range(3):  # the first also pays for warming up
            started = time.perf_counter()
            ascent.step(generator)
            best = min(best, time.perf_counter() - started)
        return best
