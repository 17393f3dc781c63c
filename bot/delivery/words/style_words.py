"""What a painting's caption says of how it was painted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.orders import StyleRef
from bot.texts.catalogue import fact_text, text

USUAL_SCALE = 1.0
USUAL_COLOURS = "style"


_COLOURS_DONE = {
    "keep": "done.colours_keep",
    "match": "done.colours_match",
    "luma": "done.colours_luma",
}


_REGIONS_DONE = {"person": "done.region_person", "background": "done.region_background"}


def treatment(
    options: Mapping[str, Any], language: str, *, has_mask: bool, style_count: int
) -> list[str]:
    """What is done besides painting in a style, in a few plain words each.

    ``options``: of StyleOptions, as JSON.
    """
    done = []
    scale = options.get("scale", USUAL_SCALE)
    if scale != USUAL_SCALE:
        done.append(text("done.scale", language, percent=round(scale * 100, 1)))
    colours = _COLOURS_DONE.get(options.get("colours", USUAL_COLOURS))
    if colours is not None:
        done.append(text(colours, language))
    if options.get("palette"):
        done.append(text("done.palette", language, count=options["palette"]))
    if options.get("keep_faces"):
        done.append(text("done.faces", language))
    region = _REGIONS_DONE.get(options.get("region", "all"))
    if region is not None:
        done.append(text(region, language))
    if has_mask:
        done.append(text("done.mask_two" if style_count > 1 else "done.mask", language))
    return done


def flaw_lines(styles: Sequence[StyleRef], language: str) -> list[str]:
    """A line for each reason why a style picture is a poor one."""
    flaws = dict.fromkeys(style.flaw for style in styles if style.flaw is not None)
    return [fact_text(flaw, language) for flaw in flaws]
