"""/invite, and whoever comes by its link."""

from __future__ import annotations

from bot.chat.context import ChatContext
from bot.chat.links import invitation_link, linked_inviter, speaks_for_themselves
from bot.storage import people
from bot.storage.credits import invitations


async def invite(context: ChatContext) -> None:
    """The person's own link, and what it brings, where there are invitations at all."""
    limits = context.services.tiers.now.products.invitations
    if limits is None:
        await context.say(context.text("invitation.off"))
        return
    if not await speaks_for_themselves(context):
        return
    db, now = context.services.db, context.services.clock()
    # Whoever invites is to be known.
    await people.remember(db, context.user.id, language=context.own_language, now=now)
    await context.say(
        context.text(
            "invitation.link",
            link=invitation_link(context),
            credits=limits.credits,
            per_person=limits.per_person,
            per_day=limits.per_day,
        )
    )


async def arrive(context: ChatContext) -> None:
    """Note who came by whose link; a person who was here before came by none."""
    limits, inviter_id = context.services.tiers.now.products.invitations, linked_inviter(context)
    if limits is None or inviter_id is None or not context.is_private:
        return
    is_new = await invitations.arrive(
        context.services.db,
        context.user.id,
        inviter_id=inviter_id,
        language=context.own_language,
        now=context.services.clock(),
    )
    if is_new:
        await context.say(context.text("invitation.arrived", credits=limits.credits))
