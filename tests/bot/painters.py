"""Painters that need no engine: they take the time and trouble that a test asks for."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from PIL import Image, ImageOps

from bot.jobs import Order, Outcome
from bot.painter import Made, OnProgress, Pictures
from bot.settings import Settings
from engine.pictures import encode_picture

HAND = {"dream": "embedded", "style": "embedded", "device": "cpu"}


@dataclass(frozen=True, slots=True)
class StepSeen:
    fraction: float
    image: Image.Image

    def preview(self) -> Image.Image:
        return self.image.resize((60, 40))


@dataclass(slots=True)
class SlowPainter:
    """Inverts the photo, in ``steps`` steps of ``step_s`` each.

    Attributes:
        errors: raised one after another by the first renders.
        gate: closed, every render waits at its first step.
        painted: how many renders came to their end.
    """

    steps: int = 5
    step_s: float = 0.01
    errors: list[Exception] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    begun: threading.Event = field(default_factory=threading.Event)
    hand: dict[str, str] = field(default_factory=lambda: dict(HAND))
    painted: int = 0

    def __post_init__(self) -> None:
        self.gate.set()

    def open(self, settings: Settings, give_up: threading.Event) -> SlowPainter:
        return self

    def paint(self, order: Order, pictures: Pictures, on_progress: OnProgress) -> Made:
        photo = pictures.photo
        assert photo is not None
        self.begun.set()
        while not self.gate.wait(0.01):
            on_progress(StepSeen(0.0, photo.image))
        if self.errors:
            raise self.errors.pop(0)
        for step in range(self.steps):
            time.sleep(self.step_s)
            on_progress(StepSeen((step + 1) / self.steps, photo.image))
        self.painted += 1
        options = {**order.options.to_json(), "network": "embedded"}
        if not order.styles:
            options["layer"] = "inception_3b"
        outcome = Outcome(
            options=options,
            width=photo.width,
            height=photo.height,
            steps=self.steps,
            steps_cut=False,
            seconds=0.1,
            device="cpu",
        )
        return Made(file=encode_picture(ImageOps.invert(photo.image)), kind="png", outcome=outcome)
