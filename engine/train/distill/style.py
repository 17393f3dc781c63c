"""Teaching our style network: an encoder that sees as VGG-19 does, then decoders that undo it.

First each layer is taught alone, on those below it (as FitNets' hints, Romero et al. 2015): that
costs little, for it needs no more than the few pixels below each feature. Then all together.

Large teachers are slow: what they say of a picture is kept, and the student learns from it several
times before the picture is replaced. Half of the new pictures are not new: they are old ones, moved
so that the student finds another picture's statistics in them, as a style transfer does. They
teach what is *no* feature, without which a painting is noise that the student takes for paint.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from engine.train.distill.options import StyleDistillOptions
from engine.train.distill.style_student import (
    DECODED,
    TAUGHT,
    Decoder,
    Patches,
    StyleStudent,
    patches_of,
)
from engine.train.distill.style_teachers import StyleTeachers
from engine.train.loop import Step
from engine.train.muon import FilterOptimiser
from engine.train.pool import PicturePool
from engine.weights.safetensors_file import KIND_KEY
from engine.weights.store import WeightStore
from engine.weights.writing import write_weights

PATCHES = 2048  # in a step of a single layer
WHOLE_RATE = 0.5  # of the learning rate, where the layers are taught together
DECODED_PX = 72  # side of what a decoder is taught with
BLOCK_SHARE = 0.6  # of a decoder's steps, in which only what is new in it is taught
BLOCK_PICTURES = 3  # times as many as otherwise: these steps are cheap
MOVED_SHARE = 0.5  # of the pictures that change: one in each step
MOVES = 3  # gradient steps each time
MOVE_SIZE = 0.02  # mean change of a pixel of [0, 1] per gradient step
PIXEL_VARIANCE = 0.05  # about a photo's: pixels then count as much as a layer
SMALLEST_SCALE = 0.1  # of a channel's root mean square, over the layer's mean one
LAST_RATE = 0.02  # of the first, at the end
MEASURED = 24  # pictures of the pool, for these scales


class StyleDistillation:
    """A run; one generator decides everything that is random."""

    def __init__(
        self, teachers: StyleTeachers, pictures: Sequence[Tensor], options: StyleDistillOptions
    ) -> None:
        """``pictures``: (3, H, W) RGB in [0, 1], of any sizes."""
        self.teachers = teachers
        self.options = options
        self.generator = torch.Generator().manual_seed(options.seed)
        self.pool = PicturePool(
            pictures, count=options.pool, side_px=options.side_px, generator=self.generator
        )
        self.student = StyleStudent(self.generator, widths=options.widths)
        self.decoders = {level: Decoder(level, self.student, self.generator) for level in DECODED}
        self.parts = {
            **{layer.name: options.layer_steps for layer in TAUGHT},
            "encoder": options.steps,
            **{f"decoder{level}": options.decoder_steps for level in DECODED},
        }
        self.part, self.step = TAUGHT[0].name, 0
        self.scales = _scales(teachers, self.pool.images[:MEASURED])
        self.targets: dict[str, Tensor] = {}
        self._learn(range(options.pool))
        self._begin_part()

    @property
    def steps(self) -> int:
        """Of all parts together."""
        return sum(self.parts.values())

    def advance(self) -> Step:
        """One step of a layer, of the encoder, or of a decoder, which its note names.

        Returns: layer, or pixels -> squared error over the target's square.
        """
        if self.step - self._before(self.part) == self.parts[self.part]:
            self._next_part()
        done = (self.step - self._before(self.part)) / self.parts[self.part]
        rate = self.options.learning_rate * _falling(done)
        rate *= WHOLE_RATE if self.part == "encoder" else 1
        if self.part in self.student.heads:
            errors = self._teach_layer()
        elif self.part == "encoder":
            errors = self._teach_encoder()
        else:
            errors = self._teach_decoder(is_whole=done >= BLOCK_SHARE)
        self._correct(errors, rate=rate)
        self.step += 1
        losses = {name: error.item() for name, error in errors.items()}
        return Step(number=self.step, losses=losses, note=self.part)

    def _before(self, part: str) -> int:
        """The steps before a part."""
        names = list(self.parts)
        return sum(self.parts[name] for name in names[: names.index(part)])

    def tensors(self) -> dict[str, Tensor]:
        """The file's, in float16."""
        student = copy.deepcopy(self.student)
        if not self._is_decoding:
            student.settle()
        tensors = student.tensors()
        for decoder in self.decoders.values():
            tensors |= decoder.tensors()
        return {name: tensor.half() for name, tensor in tensors.items()}

    def state_dict(self) -> dict[str, Any]:
        """For a checkpoint; what the teachers said is asked of them again."""
        return {
            "part": self.part,
            "step": self.step,
            "student": self.student.state_dict(),
            "decoders": {
                str(level): decoder.state_dict() for level, decoder in self.decoders.items()
            },
            "optimiser": self.optimiser.state_dict(),
            "pool": self.pool.state_dict(),
            "scales": self.scales,
            "generator": self.generator.get_state(),
        }

    def load_state_dict(self, state: Mapping[str, Any]) -> None:
        """Go on as if the run had never stopped."""
        self.part, self.step = state["part"], state["step"]
        self.student.load_state_dict(state["student"])
        for level, decoder in state["decoders"].items():
            self.decoders[int(level)].load_state_dict(decoder)
        self.pool.load_state_dict(state["pool"])
        self.scales = state["scales"]
        if self._is_decoding:
            self._freeze_encoder()
        else:
            self._learn(range(self.options.pool))
        self._begin_part()
        self.optimiser.load_state_dict(state["optimiser"])
        self.generator.set_state(state["generator"])

    @property
    def _is_decoding(self) -> bool:
        return self.part.startswith("decoder")

    def _begin_part(self) -> None:
        self.patches: Patches | None = None
        self.taught: nn.Module = self.student
        if self._is_decoding:
            self.taught = self.decoders[int(self.part[-1])]
        elif self.part != "encoder":
            layer = next(layer for layer in TAUGHT if layer.name == self.part)
            parts = (self.student.convolutions[layer.name], self.student.heads[layer.name])
            self.taught = nn.ModuleList(parts)
            targets = self.targets[layer.teacher]
            self.patches = patches_of(layer, self.student, self.pool.images, targets)
        self.optimiser = FilterOptimiser(self.taught.parameters())

    def _next_part(self) -> None:
        if self.part == "encoder":
            self.student.settle()
            self._freeze_encoder()
            self.targets = {}
        parts = list(self.parts)
        self.part = parts[parts.index(self.part) + 1]
        if self._is_decoding and self.part != f"decoder{DECODED[0]}":
            level = int(self.part[-1])
            self.decoders[level].begin_as(self.decoders[level - 1])
        self._begin_part()

    def _freeze_encoder(self) -> None:
        self.student.mirror_borders()
        self.student.requires_grad_(False)

    def _teach_layer(self) -> dict[str, Tensor]:
        """Of a single layer, those below being taught."""
        if self.patches is None:
            raise LookupError("only layers have patches")
        patches, wanted = self.patches.draw(PATCHES, generator=self.generator)
        made = self.student.answer(self.part, patches)
        return {self.part: _relative_error(made, wanted)}

    def _teach_encoder(self) -> dict[str, Tensor]:
        """Of all layers at once, after a picture was changed."""
        place = int(self.pool.draw(1))
        if self._uniform() < MOVED_SHARE:
            self._move(place)
        else:
            self.pool.renew(place)
        self._learn([place])
        places = self.pool.draw(self.options.batch)
        made = self.student(self.pool.at(places))
        return {
            layer.name: _relative_error(
                self.student.head(layer.name, layer.sampled(made[layer.name])),
                self.targets[layer.teacher][places].float(),
            )
            for layer in TAUGHT
        }

    def _teach_decoder(self, *, is_whole: bool) -> dict[str, Tensor]:
        """Of the decoder's first convolutions alone, or as a whole."""
        decoder = self.decoders[int(self.part[-1])]
        self.pool.renew(int(self.pool.draw(1)))
        if not is_whole and decoder.level > DECODED[0]:
            count = min(BLOCK_PICTURES * self.options.batch, self.options.pool)
            with torch.no_grad():
                wanted = self.student(self.pool.at(self.pool.draw(count)))
            above = decoder.shallower(wanted[f"conv{decoder.level}1"])
            name = f"conv{decoder.level - 1}1"
            return {name: _relative_error(above, wanted[name])}
        images = self._crops(self.pool.at(self.pool.draw(self.options.batch)))
        with torch.no_grad():
            wanted = self.student(images)
        made = decoder(wanted[f"conv{decoder.level}1"])
        seen = self.student(made)
        errors = {"pixels": (made - images).square().mean() / PIXEL_VARIANCE}
        for name in wanted:
            errors[name] = _relative_error(seen[name], wanted[name]) / len(wanted)
        return errors

    def _correct(self, errors: Mapping[str, Tensor], *, rate: float) -> None:
        self.optimiser.zero_grad()
        total = torch.stack(list(errors.values())).sum()
        total.backward()  # type: ignore[no-untyped-call]  # torch's is untyped
        torch.nn.utils.clip_grad_norm_(self.taught.parameters(), 5.0)
        self.optimiser.step(rate=rate)

    def _learn(self, places: Sequence[int]) -> None:
        """Ask the teachers about these pictures: one by one, so that the answer is always one."""
        for place in places:
            taught = self.teachers(self.pool.images[place : place + 1])
            for layer in TAUGHT:
                name = layer.teacher
                target = layer.sampled(taught[name][0])
                if name not in self.targets:
                    shape = (self.options.pool, *target.shape)
                    self.targets[name] = torch.zeros(shape, dtype=torch.float16)
                self.targets[name][place] = target / self.scales[name]

    def _move(self, place: int) -> None:
        """Give a picture what the student takes for another's statistics, in some layer."""
        image = self.pool.images[place : place + 1]
        other = int(torch.randint(self.options.pool, (), generator=self.generator))
        layer = TAUGHT[int(torch.randint(1, len(TAUGHT), (), generator=self.generator))].name
        with torch.no_grad():
            wanted = _statistics(self.student(self.pool.images[other : other + 1])[layer])
        for _ in range(MOVES):
            image = image.detach().requires_grad_()
            statistics = _statistics(self.student(image)[layer])
            (gradient,) = torch.autograd.grad((statistics - wanted).square().sum(), image)
            size = gradient.abs().mean().clamp_min(1e-20)
            image = (image - MOVE_SIZE / size * gradient).clamp(0, 1)
        self.pool.put(torch.tensor([place]), image)

    def _crops(self, images: Tensor) -> Tensor:
        """The same part of each: a decoder sees less far than the encoder."""
        side = min(DECODED_PX, self.options.side_px)
        most = self.options.side_px - side + 1
        top, left = torch.randint(most, (2,), generator=self.generator).tolist()
        return images[..., top : top + side, left : left + side]

    def _uniform(self) -> float:
        return float(torch.rand((), generator=self.generator))


def new_style_distillation(
    store: WeightStore, teacher: str, pictures: Sequence[Tensor], options: StyleDistillOptions
) -> StyleDistillation:
    """A run from random weights; ``teacher``: a VGG-19 at hand, beside wct16.

    Raises: UnknownNameError, OptionError, WeightsError.
    """
    return StyleDistillation(StyleTeachers.of(store, teacher), pictures, options)


def write_style_student(path: Path, run: StyleDistillation, *, name: str, source: str) -> None:
    """Write encoder and decoders as a file of ours; ``source``: what trained it."""
    metadata = {KIND_KEY: "autoencoders", "name": name, "title": f"{name}, a distilled small VGG"}
    metadata |= {"licence": "Apache-2.0", "source": source, "pool": "average"}
    write_weights(path, run.tensors(), metadata)


def _falling(share: float) -> float:
    """A cosine from 1 to LAST_RATE; it rises over the first fiftieth."""
    rise = min(1.0, (share + 1e-3) / 0.02)
    return rise * (LAST_RATE + (1 - LAST_RATE) * 0.5 * (1 + math.cos(math.pi * share)))


def _scales(teachers: StyleTeachers, images: Tensor) -> dict[str, Tensor]:
    """Layer -> (C, 1, 1): each channel's root mean square."""
    squares: dict[str, Tensor] = {}
    for image in images:
        for name, features in teachers(image[None]).items():
            squares[name] = squares.get(name, 0) + features[0].square().mean(dim=(1, 2))
    sizes = {name: (square / len(images)).sqrt() for name, square in squares.items()}
    return {
        name: size.clamp_min(SMALLEST_SCALE * float(size.mean())).view(-1, 1, 1)
        for name, size in sizes.items()
    }


def _relative_error(made: Tensor, target: Tensor) -> Tensor:
    return (made - target).square().mean() / target.square().mean().clamp_min(1e-12)


def _statistics(features: Tensor) -> Tensor:
    """Means of products of channels, a constant 1 among them: (C + 1, C + 1)."""
    rows = features[0].flatten(1)
    rows = torch.cat([rows, rows.new_ones(1, rows.shape[1])])
    return rows @ rows.T / rows.shape[1]
