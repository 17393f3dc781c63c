"""One frame of a film, dreamt or painted: on its own, or going on from the frame before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PIL import Image
from torch import Tensor

from engine.dream.choices import DreamChoice
from engine.dream.colours import colour_notes, settled
from engine.dream.deepdream import DreamJob
from engine.dream.octaves import octaves_of_frame, plan_octaves, share_steps
from engine.media.pictures import Picture
from engine.ops.images import resize_image, to_image, to_picture
from engine.ops.luminance import keep_colours
from engine.options.dream import DreamOptions
from engine.options.style import StyleOptions
from engine.studio.progress import OnStep, Step
from engine.studio.studio import Studio
from engine.style.controls.colours import ColourPlan, measurable
from engine.style.controls.palette import palette_of, recolour
from engine.style.controls.source import StyleSource
from engine.style.controls.style_picture import Style
from engine.style.gradients import Hold
from engine.style.instant.one_pass import instant
from engine.style.neighbours import Bank, Neighbours
from engine.style.network import StyleNetwork
from engine.style.painting import StyleTransfer
from engine.style.scales import Scale
from engine.texts.phrase import Fact
from engine.video.choices import StyleChoice
from engine.video.flow import Motion, continued
from engine.video.targets import Targets

# The first frame gets so many times the steps of those that go on from it.
DREAM_FIRST_TIMES = 4
STYLE_FIRST_TIMES = 8
# Of the detail that a dream hands on: what is not renewed fades.
DETAIL_KEPT = 0.96
# Of the mean squared difference from the frame before, where that is reliable.
HOLD_WEIGHT = 20.0
# So much more where neighbours are sought: there the style, too, weighs several times as much.
HOLD_BESIDE_NEIGHBOURS = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """The frame before, moved to where this one has it.

    Attributes:
        image: what was made of it.
        frame: it itself.
        trust: (1, 1, H, W) in [0, 1]: how much of it is to stay; 0 where it is not reliable.
        moved: how.
    """

    image: Tensor
    frame: Tensor
    trust: Tensor
    moved: Motion


class FramePainter(Protocol):
    """What makes something of frames."""

    steps: int  # that were made so far
    notes: tuple[Fact, ...]  # what the person should know, as short sentences

    def plain(self, frame: Image.Image) -> Tensor:
        """The frame as far as its light and colours are those of what is made of it."""

    def finish(self, image: Tensor, frame: Tensor) -> Tensor:
        """What was made of ``frame``, as a person is to see it."""

    def begin(self, frame: Image.Image, *, on_step: OnStep) -> Tensor:
        """A film's or a scene's first frame, with more steps."""

    def alone(self, frame: Image.Image, *, on_step: OnStep) -> Tensor:
        """A frame on its own."""

    def go_on(self, frame: Image.Image, before: Carried, *, number: int, on_step: OnStep) -> Tensor:
        """The frame after ``before``; ``number``: of it, for what is drawn at random."""

    @property
    def steps_to_ripen(self) -> float:
        """In so many frames that go on, a place that is new has had as many steps as others."""


class DreamPainter:
    """Dreams; from frame to frame the dreamt detail is handed on.

    Source: samim23/DeepDreamAnim. Differs: detail fades a little with each frame, so that what
        stands still does not burn in; what is not reliable is dropped.
    """

    steps_to_ripen = float(DREAM_FIRST_TIMES)

    def __init__(
        self,
        choice: DreamChoice[DreamOptions],
        first: Image.Image,
        studio: Studio,
        *,
        steps: int,
        width: int,
        height: int,
    ) -> None:
        """``first``: the frame that says whether the film has colours."""
        job = DreamJob(choice, studio, guide=None)
        self.steps = 0
        self._options = settled(choice.options, first)
        self.notes = colour_notes(choice.options, self._options)
        self._ascent = job.ascent()
        self._device = studio.device
        self._each = steps
        self._octaves = plan_octaves(
            width,
            height,
            replace(choice.options, steps=None),
            min_side_px=max(choice.info.min_side_px(layer) for layer, _ in choice.layers),
        )

    def plain(self, frame: Image.Image) -> Tensor:
        return to_image(frame, device=self._device)

    def finish(self, image: Tensor, frame: Tensor) -> Tensor:
        return keep_colours(image, frame) if self._options.colours == "keep" else image

    def begin(self, frame: Image.Image, *, on_step: OnStep) -> Tensor:
        steps = self._each * DREAM_FIRST_TIMES
        return self._climb(self.plain(frame), steps=steps, number=0, on_step=on_step)

    def alone(self, frame: Image.Image, *, on_step: OnStep) -> Tensor:
        return self._climb(self.plain(frame), steps=self._each, number=0, on_step=on_step)

    def go_on(self, frame: Image.Image, before: Carried, *, number: int, on_step: OnStep) -> Tensor:
        detail = (before.image - before.frame) * before.trust.sign() * DETAIL_KEPT
        start = (self.plain(frame) + detail).clamp(0, 1)
        image = self._climb(start, steps=self._each, number=number, on_step=on_step)
        return image.lerp(start, before.trust)

    def _climb(self, start: Tensor, *, steps: int, number: int, on_step: OnStep) -> Tensor:
        """Steps shared out over the octaves of the frame of this number."""
        shares = share_steps([steps] * len(self._octaves), steps)
        octaves = [
            replace(octave, steps=share)
            for octave, share in zip(self._octaves, shares, strict=True)
        ]
        image = self._ascent.climb(
            lambda width, height: resize_image(start, width=width, height=height),
            octaves_of_frame(octaves, number),
            on_step=on_step,
        )
        self.steps += steps
        return image


class StylePainter:
    """Paints; a frame goes on from the one before at the output's size.

    Source: Ruder et al. 2016. Differs: a few steps, and what is reliable is also kept outright.
        Where neighbours are sought, they move along with what they paint.
    """

    steps_to_ripen = 6.0

    def __init__(
        self,
        choice: StyleChoice,
        styles: Sequence[Style],
        first: Image.Image,
        studio: Studio,
        *,
        steps: int,
        width: int,
        height: int,
        steadiness: float,
    ) -> None:
        """``first``: the frame whose colours the film's are, where they are not the style's."""
        backbone = studio.backbone(
            choice.info, choice.path, layers=choice.layers.of_network, for_style=True
        )
        self.steps = 0
        self.notes: tuple[Fact, ...] = ()
        self._each = steps
        firmness = HOLD_BESIDE_NEIGHBOURS if choice.layers.seeks_neighbours else 1.0
        self._hold_weight = HOLD_WEIGHT * firmness * steadiness
        self._scale = Scale(width=width, height=height, steps=steps)
        self._studio = studio
        self.targets: Targets | None = None  # of a frame that went on from another
        self._bank: Bank | None = None
        small = [(measurable(style.image), style.weight) for style in styles]
        self._colours = ColourPlan(choice.options.colours, photo=measurable(first), styles=small)
        # Settled here for the whole film: the job is not to do it anew for each frame.
        coloured = [self._coloured(style, number) for number, style in enumerate(styles)]
        self._palette = palette_of(
            [measurable(style.image) for style in coloured], [style.weight for style in coloured]
        )
        self._job = StyleTransfer(
            first,
            coloured,
            replace(choice.options, colours="style"),
            network=StyleNetwork(backbone, choice.layers, choice.info),
            studio=studio,
            width=width,
            height=height,
        )

    def plain(self, frame: Image.Image) -> Tensor:
        return recolour(to_image(frame, device=self._studio.device), self._palette)

    def finish(self, image: Tensor, frame: Tensor) -> Tensor:
        return self._colours.finish(image, frame)

    def begin(self, frame: Image.Image, *, on_step: OnStep) -> Tensor:
        return self._whole(frame, steps=self._each * STYLE_FIRST_TIMES, on_step=on_step)

    def alone(self, frame: Image.Image, *, on_step: OnStep) -> Tensor:
        return self._whole(frame, steps=self._each, on_step=on_step)

    def go_on(self, frame: Image.Image, before: Carried, *, number: int, on_step: OnStep) -> Tensor:
        start = continued(before.image, self.plain(frame), inside=before.trust.sign())
        hold = Hold(image=before.image, weights=before.trust, weight=self._hold_weight)
        job = self._job.repainting(frame)
        image = job.paint(
            [self._scale],
            start=start,
            hold=hold,
            neighbours=self._neighbours(job, start, before.moved),
            on_step=self._watch(on_step),
        )
        return image.lerp(before.image, before.trust)

    def _neighbours(self, job: StyleTransfer, start: Tensor, moved: Motion) -> Neighbours | None:
        """Those of the frame before, where they can be handed on; the others are found."""
        if not job.network.layers.seeks_neighbours:
            return None
        if self._bank is None:
            self._bank = job.bank(self._scale)
        if self.targets is None:
            self.targets = Targets.of(job.neighbours(self._scale, start, self._bank))
        else:
            kept, off = self.targets.moved(moved)
            found = job.neighbours(self._scale, start, self._bank, former=kept)
            self.targets = Targets.after(found, kept, off)
        return self.targets.neighbours

    def _coloured(self, style: Style, number: int) -> Style:
        """The style in the colours that the film's are to be."""
        if self._colours.mode == "style":
            return style
        image = self._colours.style(to_image(style.image), number)
        return Style.of(to_picture(image), style.weight)

    def _whole(self, frame: Image.Image, *, steps: int, on_step: OnStep) -> Tensor:
        """All scales, small to large."""
        self.targets = None
        job = self._job.repainting(frame)
        return job.paint(job.plan(steps), on_step=self._watch(on_step))

    def _watch(self, on_step: OnStep) -> OnStep:
        def tell(step: Step) -> None:
            self.steps += 1
            on_step(step)

        return tell


class InstantPainter:
    """Paints each frame in one pass, and keeps of the one before what is reliable."""

    steps_to_ripen = 1.0

    def __init__(
        self, options: StyleOptions, styles: Sequence[StyleSource], studio: Studio
    ) -> None:
        self.steps = 0
        self.notes: tuple[Fact, ...] = ()
        self._options = options
        self._styles = styles
        self._studio = studio
        self._made: Tensor | None = None  # the last frame, on its own

    def plain(self, frame: Image.Image) -> Tensor:
        """Nothing drifts here: what a frame is on its own is what it is to be like."""
        if self._made is None:
            raise LookupError("no frame was painted yet")
        return self._made

    def finish(self, image: Tensor, frame: Tensor) -> Tensor:
        return image

    def begin(self, frame: Image.Image, *, on_step: OnStep) -> Tensor:
        return self.alone(frame, on_step=on_step)

    def alone(self, frame: Image.Image, *, on_step: OnStep) -> Tensor:
        made = instant(Picture(image=frame), self._styles, self._options, studio=self._studio)
        self._made = to_image(made.picture, device=self._studio.device)
        on_step(Step(index=1, fraction=1.0, image=self._made))
        return self._made

    def go_on(self, frame: Image.Image, before: Carried, *, number: int, on_step: OnStep) -> Tensor:
        return self.alone(frame, on_step=on_step).lerp(before.image, before.trust)
