"""Which handler answers which command and which button; the only list of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from bot.chat.context import ChatContext
from bot.chat.elsewhere.contexts import GuestContext, InlineContext
from bot.chat.ownership import check_may_ask
from bot.domain.payments import CURRENCY
from bot.handlers import (
    colours,
    dream,
    films,
    jobs,
    live,
    menus,
    results,
    simple_arts,
    start,
    style,
    style_menu,
    texture,
)
from bot.handlers.chats import group, language, settings
from bot.handlers.community import feed, saved, saving, showing
from bot.handlers.delights import extras, makings, profile_photo, shapes, stickers, today
from bot.handlers.elsewhere import guests, inline
from bot.handlers.money import (
    balance,
    credits,
    gifts,
    invitations,
    packs,
    pay,
    premium,
    promo,
    refunds,
    subscription,
)
from bot.handlers.operators import admin
from bot.handlers.prints import buying, choosing
from bot.handlers.privacy import deleting, exporting, regions
from bot.transport.callback_data import Verb, parse_press

Handle = Callable[[ChatContext], Awaitable[None]]


async def _start(context: ChatContext) -> None:
    """A link to us may bring a gift, mean a work of the feed or a style, or be an invitation."""
    if not (
        await gifts.open_link(context)
        or await feed.open_link(context)
        or await saved.open_link(context)
    ):
        await invitations.arrive(context)
        await start.start(context)


async def _dream(context: ChatContext) -> None:
    """In a group a live dream is asked for, and steered, by the same command; of a film too."""
    if not await live.live(context) and not await films.instead(context, "dream"):
        await dream.dream(context)


async def _style(context: ChatContext) -> None:
    """A film is painted by the same command."""
    if not await films.instead(context, "style"):
        await style.style(context)


async def plain_talk(context: ChatContext) -> None:
    """Words alone, in a private chat: a name that was asked for, or talk."""
    if not await saving.name_said(context):
        await start.small_talk(context)


async def name_said(context: ChatContext) -> None:
    """An answer to the question after a name, whatever else its words would mean."""
    if not await saving.name_said(context):
        await context.say(context.text("saved.name_old"))


def where_asked(handle: Handle) -> Handle:
    """``handle`` of an art; where administrators alone may ask, no menu opens for others."""

    async def run(context: ChatContext) -> None:
        await check_may_ask(context)
        await handle(context)

    return run


_ARTS: Mapping[str, Handle] = {
    "dream": _dream,
    "style": _style,
    "video": films.video,
    "texture": texture.texture,
    "zoom": simple_arts.zoom,
    "paint": simple_arts.paint,
    "colorize": colours.colorize,
    "draw": simple_arts.draw,
    "what": simple_arts.what,
    "explain": simple_arts.explain,
}
COMMANDS: Mapping[str, Handle] = {
    "start": _start,
    "help": start.help_,
    **{name: where_asked(handle) for name, handle in _ARTS.items()},
    "sticker": stickers.sticker,
    "today": today.today,
    "feed": feed.feed,
    "mine": showing.mine,
    "mystyles": saved.my_styles,
    "save_style": saving.save_style,
    "queue": jobs.queue,
    "cancel": jobs.cancel_all,
    "premium": premium.premium,
    "balance": balance.balance,
    "promo": promo.promo,
    "gift": gifts.gift,
    "invite": invitations.invite,
    "subscribe": subscription.subscribe,
    "print": choosing.print_,
    "settings": settings.settings,
    "language": language.language,
    "refund": refunds.refund,
    "terms": start.terms,
    "privacy": start.privacy,
    "delete_me": deleting.delete_me,
    "export": exporting.export,
    "support": start.support,
    "paysupport": start.pay_support,
}


# Also of people whose region is closed: what is theirs, and what they paid.
FOR_EVERYBODY = frozenset(
    {
        "mine",
        "mystyles",
        "queue",
        "cancel",
        "balance",
        "refund",
        "terms",
        "language",
        "privacy",
        "delete_me",
        "export",
        "support",
        "paysupport",
    }
)

# For those alone whose ids stand in ONEIRO_OPERATORS; to others they are no commands at all.
OPERATOR_COMMANDS: Mapping[str, Handle] = {"admin": admin.admin}

PRESSES: Mapping[Verb, Handle] = {
    Verb.DREAM: menus.dream,
    Verb.STYLE: menus.style,
    Verb.MORE: menus.more,
    Verb.PRESET: menus.preset,
    Verb.STRENGTH: menus.strength,
    Verb.DEPTH: menus.depth,
    Verb.NETWORK: menus.network,
    Verb.GUIDE: menus.guide,
    Verb.PICK: style_menu.pick,
    Verb.MIX: style_menu.mix,
    Verb.PAINT: style_menu.paint,
    Verb.PAGE: style_menu.page,
    Verb.SCALE: menus.scale,
    Verb.COLOURS: style_menu.colours,
    Verb.FACES: style_menu.faces,
    Verb.MASK: style_menu.mask,
    Verb.COLOUR: colours.pressed,
    Verb.TEXTURE: texture.of_photo,
    Verb.STROKES: simple_arts.paint_of_photo,
    Verb.FILM_DREAM: films.dream,
    Verb.FILM_STYLES: films.styles,
    Verb.FILM_PICK: films.pick,
    Verb.CLOSE: menus.close,
    Verb.CANCEL: jobs.cancel,
    Verb.AGAIN: results.again,
    Verb.VARY: results.vary,
    Verb.WHOLE: results.make_whole,
    Verb.STRONGER: results.stronger,
    Verb.WEAKER: results.weaker,
    Verb.FULL: results.full_size,
    Verb.LOOKS: results.choose_snapshot,
    Verb.LOOK: results.show_snapshot,
    Verb.KEEP: results.keep_snapshot,
    Verb.MAKING: makings.making,
    Verb.ROUND: makings.round_,
    Verb.DELETE: results.delete,
    Verb.DREAM_IT: results.dream_it,
    Verb.BIGGER: pay.bigger,
    Verb.STEPS: pay.choose_steps,
    Verb.FREE: pay.free,
    Verb.BUY: pay.buy,
    Verb.CREDITS: credits.pay,
    Verb.PACK: packs.buy,
    Verb.TAKE_BACK: gifts.take_back,
    Verb.PLAN: subscription.pressed,
    Verb.PLAN_STOP: subscription.stop,
    Verb.PLAN_GO_ON: subscription.go_on,
    Verb.DISLIKE: refunds.dislike,
    Verb.GIVE_BACK: refunds.give_back,
    Verb.KEEP_IT: refunds.keep,
    Verb.TO_ALL: admin.send_to_all,
    Verb.PRINT: choosing.materials,
    Verb.PRINT_TO: choosing.countries,
    Verb.PRINT_ON: choosing.sizes,
    Verb.PROOF: choosing.show_proof,
    Verb.PRINT_BUY: buying.buy,
    Verb.PRINT_FILE: choosing.make_file,
    Verb.LANGUAGE: language.pressed,
    Verb.GROUP: group.pressed,
    Verb.DELETE_ME: deleting.asked,
    Verb.FORGET: deleting.forget,
    Verb.KEEP_ALL: deleting.keep,
    Verb.EXPORT: exporting.asked,
    Verb.TELL_ME: regions.tell_me,
    Verb.EXTRAS: extras.extras,
    Verb.STICKER: stickers.of_result,
    Verb.SHAPE: shapes.shape,
    Verb.MY_PHOTO: profile_photo.dream,
    Verb.SHOW: showing.ask,
    Verb.SHOW_IT: showing.show_it,
    Verb.UNSHOW: showing.take_back,
    Verb.MINE_NEXT: showing.next_of_mine,
    Verb.SAVE_STYLE: saving.of_result,
    Verb.SAVE_PICTURE: saving.of_photo,
    Verb.SAVED: saved.show,
    Verb.SAVED_USE: saved.use,
    Verb.SAVED_NAME: saving.ask_name,
    Verb.SAVED_SHARE: saved.share,
    Verb.SAVED_KEEP: saved.keep,
    Verb.SAVED_DROP: saved.drop,
    Verb.LIKE: feed.like,
    Verb.NEXT: feed.next_,
    Verb.LIKE_THIS: feed.like_this,
    Verb.REPORT: feed.report,
    Verb.FEED_KEEP: admin.keep_in_feed,
    Verb.FEED_DROP: admin.drop_from_feed,
}

# As FOR_EVERYBODY.
PRESSES_FOR_EVERYBODY = frozenset(
    {
        Verb.CLOSE,
        Verb.CANCEL,
        Verb.FULL,
        Verb.LOOKS,
        Verb.LOOK,
        Verb.KEEP,
        Verb.MAKING,
        Verb.ROUND,
        Verb.DELETE,
        Verb.EXTRAS,
        Verb.SHAPE,
        Verb.TAKE_BACK,
        Verb.PLAN_STOP,
        Verb.DISLIKE,
        Verb.GIVE_BACK,
        Verb.KEEP_IT,
        Verb.LANGUAGE,
        Verb.DELETE_ME,
        Verb.FORGET,
        Verb.KEEP_ALL,
        Verb.EXPORT,
        Verb.TELL_ME,
        Verb.UNSHOW,
        Verb.MINE_NEXT,
        Verb.SAVED,
        Verb.SAVED_DROP,
    }
)


def where_open(handle: Handle) -> Handle:
    """``handle``, unless whoever asks stands before a closed door."""

    async def run(context: ChatContext) -> None:
        if not await regions.is_closed(context):
            await handle(context)

    return run


async def guest(context: GuestContext) -> None:
    """What others talk of in their chats is nothing to us."""
    if guests.is_meant(context) and not await regions.is_closed(context):
        await guests.guest(context)


async def inline_query(context: InlineContext) -> None:
    """As :func:`where_open`."""
    if not await regions.is_closed(context):
        await inline.offer(context)


async def pre_checkout(context: ChatContext) -> None:
    """Stars are asked for by Telegram itself, all other money by the provider of prints."""
    query = context.update.pre_checkout_query
    is_print = query is not None and query.currency != CURRENCY
    await (buying.pre_checkout(context) if is_print else pay.pre_checkout(context))


async def paid(context: ChatContext) -> None:
    """As :func:`pre_checkout`, once the money is there."""
    received = context.message.successful_payment
    is_print = received is not None and received.currency != CURRENCY
    await (buying.paid(context) if is_print else pay.paid(context))


async def press(context: ChatContext) -> None:
    """Every press is answered, and once; one that is not ours, or from before, says so."""
    pressed = parse_press(context.query.data or "")
    if pressed is None:
        await context.answer(context.text("answer.old"), alert=True)
        return
    if context.query.message is None:
        # Under an inline message Telegram tells no chat.
        await guests.pressed(context)
        return
    handle = PRESSES[pressed.verb]
    await (handle if pressed.verb in PRESSES_FOR_EVERYBODY else where_open(handle))(context)
    await context.answer()
