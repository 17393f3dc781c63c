"""Small previews: what is asked for at a paid size is shown for nothing before it is paid."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from bot.domain.orders import Art, Order, changed, option, size_px_of
from bot.domain.tiers import Fitted, Tiers, allowing, fit_free, limits_of

# Small enough to be there within seconds, and to be no picture that one would have bought.
PREVIEW_PX = 256
# Of a film its free length is the preview, and explanations are not sold.
_PREVIEWED = (Art.DREAM, Art.STYLE, Art.DRAW, Art.TEXTURE)
_SIZES = ("size_px", "steps")


def preview_order(tiers: Tiers, order: Order, *, usual: Mapping[str, Any]) -> Order | None:
    """The very picture of an order for a paid size, small; None: no such size is asked for.

    The same seed and choices, and as many steps as are sold: at this size they cost less than a
    free result does.

    Args:
        usual: options that are meant where nothing is said: they are no wish to buy.
    """
    fitted = fit_free(tiers, order.options)
    asked = [
        name for name in _SIZES if fitted.reduced.get(name, usual.get(name)) != usual.get(name)
    ]
    is_one_picture = order.art in _PREVIEWED and order.variations == 1 and order.live_id is None
    if not (asked and is_one_picture and tiers.paid and tiers.free.size_px > PREVIEW_PX):
        return None
    names = ("size_px", "steps", "snapshots")
    return dataclasses.replace(
        order,
        options=changed(
            fitted.options,
            size_px=min(PREVIEW_PX, size_px_of(order.options)),
            steps=_steps(tiers, order, fitted),
            snapshots=0,
        ),
        reduced=fitted.reduced,
        preview_of={name: option(order.options, name) for name in names},
    )


def _steps(tiers: Tiers, order: Order, fitted: Fitted) -> int | None:
    """As many as were asked for, if so many are sold."""
    free: int | None = option(fitted.options, "steps")
    if "steps" not in fitted.reduced:
        return free
    sold = allowing(tiers, order.options, fitted.reduced)
    most = max(int(limits_of(tier, order.options)["steps"]) for tier in sold)
    return min(int(fitted.reduced["steps"]), most)
