"""What painting in one pass can be asked for. No torch."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from engine.errors import OptionError
from engine.options.style import StyleOptions
from engine.options.video import VideoOptions
from engine.texts.phrase import Phrase

# What only steps can do: an instant painting that passed over them would not be what was asked.
NEEDS_STEPS = (
    *("recipe", "loss", "content_layers", "style_layers"),
    *("optimiser", "start", "snapshots"),
    *("content_weight", "style_weight", "tv_weight", "learning_rate"),
)


def without_steps(options: StyleOptions) -> StyleOptions:
    """The same wishes, as far as they can be met at once: for a preview of a real painting."""
    usual: dict[str, Any] = {
        field.name: field.default for field in fields(StyleOptions) if field.name in NEEDS_STEPS
    }
    return replace(options, instant=True, network=None, **usual)


def as_learnt(options: StyleOptions | VideoOptions) -> bool:
    """Whether nothing is asked that a network which learnt a few styles cannot do."""
    palette = getattr(options, "palette", None)
    return options.strength <= 1 and options.scale == 1 and palette is None


def refuse_what_needs_steps(options: StyleOptions | VideoOptions) -> None:
    """Raises: OptionError: a wish that would be passed over."""
    for field in fields(options):
        value = getattr(options, field.name)
        if field.name in NEEDS_STEPS and value != field.default:
            word = ", ".join(value) if isinstance(value, tuple) else value
            if value is True:
                word = "yes"
            rule = Phrase("rules.needs_steps")
            raise OptionError(option=field.name, value=word, rule=rule)
