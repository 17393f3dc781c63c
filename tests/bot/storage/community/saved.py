"""Saved styles to test with."""

from __future__ import annotations

from bot.domain.community.saved_styles import STYLE_ID_CHARS, NewStyle, SavedStyle, Sharing
from bot.domain.jobs import Job, JobState
from bot.domain.orders import Art, Order, PictureRef, StyleRef
from bot.storage.community import saved_styles
from bot.storage.database import Database, new_id
from bot.storage.jobs.job_changes import set_columns
from engine.options.style import StyleOptions
from tests.bot.storage.examples import NOW, PHOTO, add


def new_style(user_id: int = 1, source: str = "s1", name: str = "Night") -> NewStyle:
    return NewStyle(id=new_id(STYLE_ID_CHARS), user_id=user_id, source=source, name=name)


async def saved(
    db: Database,
    *,
    user_id: int = 1,
    source: str = "s1",
    name: str = "Night",
    sharing: Sharing = Sharing.PRIVATE,
) -> SavedStyle:
    """A style that Telegram has too."""
    new = new_style(user_id, source, name)
    await saved_styles.begin(db, new.id, now=NOW)
    style = await saved_styles.save(db, new, now=NOW)
    assert isinstance(style, SavedStyle)
    await saved_styles.set_file(db, style.id, f"file-{style.id}")
    if sharing is not Sharing.PRIVATE:
        await saved_styles.share(db, style.id, sharing, user_id=user_id)
    found = await saved_styles.usable(db, style.id, user_id=user_id)
    assert found is not None
    return found


def order_in(*styles: SavedStyle) -> Order:
    """A painting in saved styles."""
    refs = [
        StyleRef(
            name=f"p{style.number}",
            picture=PictureRef(id=f"p{style.number}", file_id="f", message_id=style.place),
            saved=style.id,
            title=style.shown_name,
        )
        for style in styles
    ]
    return Order(art=Art.STYLE, options=StyleOptions(), photo=PHOTO, styles=tuple(refs))


async def painted(
    db: Database,
    style: SavedStyle,
    request_key: str,
    *,
    user_id: int = 2,
    state: JobState = JobState.DONE,
) -> Job:
    """Somebody's job in that style, in that state."""
    job = await add(db, request_key, user_id=user_id, order=order_in(style))
    await set_columns(db, job.id, state=state.value)
    return job
