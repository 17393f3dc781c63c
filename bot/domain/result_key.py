"""What makes two results one and the same: all that a render depends on, and whose it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence

from bot.domain.jobs import Outcome
from bot.domain.orders import Order, PictureRef


def pictures_of(order: Order) -> list[PictureRef]:
    """The person's pictures and films of an order, in the order in which a key names them."""
    return [ref for _, ref in _by_role(order)]


def result_key(
    order: Order,
    *,
    user_id: int,
    tier: str,
    pictures: Sequence[str],
    weights: Sequence[tuple[str, int, int]],
) -> str:
    """A digest that two orders share only where one's result is the other's.

    Args:
        pictures: what each of :func:`pictures_of` is known by: Telegram's file_unique_id, or the
            digest of its bytes.
        weights: the networks' files at hand (engine.weights.folders.files_at_hand).
    """
    roles = [role for role, _ in _by_role(order)]
    wish = {
        "person": user_id,
        "art": order.art.value,
        "options": order.options.to_json(),
        "styles": [(None if style.picture else style.name, style.weight) for style in order.styles],
        "pictures": list(zip(roles, pictures, strict=True)),
        "tier": tier,
        "weights": list(weights),
    }
    if order.variations > 1:  # whole ones keep the key that they had before there were others
        wish["variations"] = order.variations
    canonical = json.dumps(wish, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def may_be_kept(order: Order) -> bool:
    """Not a piece of a live dream, which goes on from the one before, nor a printer's file, which
    would be read as the picture that it shows.
    """
    return order.live_id is None and order.printed is None


def is_whole(outcome: Outcome) -> bool:
    """Nothing was left out for want of time: asked for again, it could come out better."""
    clip = outcome.clip
    return not outcome.steps_cut and (clip is None or clip.frames >= clip.wanted)


def _by_role(order: Order) -> Iterator[tuple[str, PictureRef]]:
    named = [("photo", order.photo), ("guide", order.guide), ("mask", order.mask)]
    named += [("style", style.picture) for style in order.styles]
    return ((role, ref) for role, ref in named if ref is not None)
