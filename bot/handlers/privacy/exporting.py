"""/export: all that we keep of a person, as a file, in their private chat."""

from __future__ import annotations

from bot.chat.context import ChatContext
from bot.menus.privacy_keyboards import ALL
from bot.storage.privacy import exports

# Within a day: each is as much work as some pictures.
MOST_A_DAY = 3


async def export(context: ChatContext) -> None:
    """Send the file, or say why not."""
    if not context.is_private:
        await context.say(context.text("export.in_private"))
        return
    services, now = context.services, context.services.clock()
    key, user_id = context.request_key, context.user.id
    if not await exports.take(services.db, user_id, request_key=key, most=MOST_A_DAY, now=now):
        await context.say(context.text("export.too_many", most=MOST_A_DAY))
        return
    made = await services.exports.make(user_id)
    caption = context.text("export.caption", files=made.files)
    if made.left_out:
        caption += "\n" + context.text("export.left_out", files=made.left_out)
    await context.bot.send_document(
        context.chat.id,
        made.zip,
        filename=f"oneiro-{now.date().isoformat()}.zip",
        caption=caption,
        disable_content_type_detection=True,
    )


async def asked(context: ChatContext) -> None:
    """As /export."""
    if context.press.subject != ALL:
        await context.answer(context.text("answer.old"), alert=True)
        return
    await context.answer(context.text("answer.sending"))
    await export(context)
