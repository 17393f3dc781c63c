"""/start, /help and the short texts that whoever takes money owes."""

from __future__ import annotations

from difflib import get_close_matches

from bot.chat.context import Turn
from bot.storage import people
from bot.texts.catalogue import sentences
from engine.catalogue.house_styles import HOUSE_STYLES
from engine.catalogue.presets import PRESETS


async def start(turn: Turn) -> None:
    await people.remember(
        turn.services.db,
        turn.user.id,
        language=turn.language,
        now=turn.services.clock(),
    )
    await turn.say(turn.text("start.hello"))


async def help_(turn: Turn) -> None:
    free = turn.services.tiers.free
    await turn.say(
        turn.text(
            "help.text",
            presets=", ".join(PRESETS),
            styles=", ".join(HOUSE_STYLES),
            free_px=free.size_px,
            free_frames=free.zoom_frames,
            free_s=free.video_s,
            free_jobs=free.jobs_per_day or "∞",
        )
    )


async def terms(turn: Turn) -> None:
    await turn.say(turn.text("terms.text", keep_h=f"{turn.services.settings.result_keep_h:g}"))


async def support(turn: Turn) -> None:
    await turn.say(turn.text("support.text", contact=_contact(turn)))


async def pay_support(turn: Turn) -> None:
    await turn.say(turn.text("paysupport.text", contact=_contact(turn)))


def _contact(turn: Turn) -> str:
    """Whom to write to, in words: the operator may have named somebody."""
    contact = turn.services.settings.support_contact
    if contact is None:
        return turn.text("support.contact")
    return turn.text("support.contact_named", contact=contact)


async def unknown_command(turn: Turn) -> None:
    """A command that we do not have: what comes close."""
    known = [key.removeprefix("commands.") for key in sentences("en") if _is_command(key)]
    close = get_close_matches(turn.command.name, known, n=1)
    command = f"/{turn.command.name}"
    if close:
        await turn.say(turn.text("say.unknown_command_near", command=command, near=f"/{close[0]}"))
    else:
        await turn.say(turn.text("say.unknown_command", command=command))


async def small_talk(turn: Turn) -> None:
    """Words without a photo, in a private chat."""
    await turn.say(turn.text("say.send_photo"))


def _is_command(key: str) -> bool:
    return key.startswith("commands.")
