"""/dream live, /dream stop, and the wishes that steer a group's live dream."""

from __future__ import annotations

from telegram import Message
from telegram.error import BadRequest, TelegramError

from bot.chat.context import ChatContext
from bot.chat.limits import check_allowance_of
from bot.chat.photo_intake import film_of, photo_meant, picture_of
from bot.commands.parser import parse_words
from bot.delivery.live_dreams import LiveDreamRunner
from bot.delivery.telegram_errors import is_unreachable, may_not_show
from bot.domain.jobs import StatusMessage
from bot.domain.live import QUIET, Ending, LiveDream, live_caption, plain_name, wished_subjects
from bot.domain.orders import Art, PictureRef
from bot.storage import live_dreams, people, photos
from bot.storage.photos import NewPicture
from engine.catalogue.house_styles import HOUSE_STYLES, house_style_path
from engine.errors import OptionError
from engine.texts.phrase import Phrase


async def live(context: ChatContext) -> bool:
    """Deal with a /dream that is about a live dream; False: it is about one photo."""
    word, _, rest = context.command.rest.strip().partition(" ")
    if word.lower() == "live" and rest.strip().lower() == "stop":
        word = "stop"
    if word.lower() in ("live", "stop"):
        if context.is_private:
            await context.say(context.text("live.for_groups"))
        elif word.lower() == "live":
            await _begin(context, rest)
        else:
            await _stop(context)
        return True
    return await _wish(context)


async def _begin(context: ChatContext, rest: str) -> None:
    subjects: tuple[str, ...] = ()
    if rest.strip():
        wished = _wished(rest)
        if wished is None:
            raise OptionError(option="live", value=rest, rule=Phrase("rules.after_live"))
        subjects = wished
    services = context.services
    running = await live_dreams.open_in(services.db, context.chat.id)
    if running is None:
        await check_allowance_of(context, context.services.tiers.now.free)
        photo = await photo_meant(context, photo_id=None)
        running = await live_dreams.begin(
            services.db,
            request_key=context.request_key,
            chat_id=context.chat.id,
            user_id=context.person_id,
            name=plain_name(context.user.full_name),
            language=context.language,
            seed=services.draw_seed(),
            photo=photo,
            now=services.clock(),
            thread_id=context.thread_id,
        )
    if running.request_key != context.request_key:
        await context.say(context.text("live.already", name=running.name))
        return
    await _add_wish(context, running, subjects)
    if running.message is None:
        try:
            await _show_first(context, running)
        except TelegramError as exc:
            if is_unreachable(exc) or may_not_show(exc):
                # Nobody would see what is made of it.
                await live_dreams.end(services.db, running.id, Ending.STOPPED)
            raise
    await _go_on(context, running)


def _is_worked_on(message: Message) -> bool:
    """The live dream itself is a film of ours: a reply to that is a wish."""
    is_ours = message.from_user is not None and message.from_user.is_bot
    return bool(picture_of(message) or (film_of(message) and not is_ours))


async def _wish(context: ChatContext) -> bool:
    """Take a wish where a live dream runs; a photo or film of somebody's, or any other word, is
    not about it.
    """
    message, rest = context.message, context.command.rest
    is_about_own = any(
        _is_worked_on(meant) for meant in (message, message.reply_to_message) if meant
    )
    if context.is_private or is_about_own or "=" in rest or not rest.strip():
        return False
    if await live_dreams.is_wish(context.services.db, context.request_key):
        return True
    running = await live_dreams.open_in(context.services.db, context.chat.id)
    if running is None:
        return False
    subjects = _wished(rest)
    if subjects is None:
        return False
    await check_allowance_of(context, context.services.tiers.now.free)
    is_noted = await _add_wish(context, running, subjects)
    if is_noted:
        await _go_on(context, running)
    return is_noted


def _wished(rest: str) -> tuple[str, ...] | None:
    """None: it is no wish for a live dream. Raises: UnknownNameError, OptionError."""
    words = parse_words(Art.DREAM, rest)
    return None if words.variations > 1 else wished_subjects(words.options)


async def _stop(context: ChatContext) -> None:
    running = await live_dreams.open_in(context.services.db, context.chat.id)
    if running is None:
        await context.say(context.text("live.none"))
    elif running.user_id != context.person_id:
        minutes = QUIET.seconds // 60
        await context.say(context.text("live.only_starter", name=running.name, minutes=minutes))
    else:
        await _show(context).end(running, Ending.STOPPED)


async def _add_wish(context: ChatContext, running: LiveDream, subjects: tuple[str, ...]) -> bool:
    """Note the wish; False: the dream has just ended."""
    services, now = context.services, context.services.clock()
    await people.remember(services.db, context.person_id, language=context.own_language, now=now)
    return await live_dreams.add_wish(
        services.db,
        running.id,
        request_key=context.request_key,
        user_id=context.person_id,
        name=plain_name(context.user.full_name),
        language=context.language,
        subjects=subjects,
        message_id=context.message.message_id,
        now=now,
    )


async def _go_on(context: ChatContext, running: LiveDream) -> None:
    """Make what was wished for, at once or after the piece in work, and say so."""
    show = _show(context)
    await show.go_on(running.id)
    await show.tell(running.id)


async def _show_first(context: ChatContext, begun: LiveDream) -> None:
    """Send the message that will hold the film, with the picture that it begins with."""
    words = live_caption(begun, await live_dreams.wishes(context.services.db, begun.id))
    photo = begun.photo
    house = house_style_path(list(HOUSE_STYLES)[begun.seed % len(HOUSE_STYLES)])
    try:
        sent = await context.bot.send_photo(
            context.chat.id,
            photo.file_id if photo else house,
            caption=words,
            message_thread_id=context.thread_id,
            reply_parameters=context.reply(),
        )
    except BadRequest as exc:
        if photo is None or may_not_show(exc):
            raise
        # A picture that came as a file is no photo to Telegram; the first piece's first
        # look is the picture.
        sent = await context.say(words)
    status = StatusMessage(message_id=sent.message_id, has_media=bool(sent.photo))
    if photo is None:
        photo = await _remember(context, file_id=sent.photo[-1].file_id, message_id=sent.message_id)
    await live_dreams.set_message(context.services.db, begun.id, status, photo=photo)
    await live_dreams.note_shown(context.services.db, begun.id, words)


async def _remember(context: ChatContext, *, file_id: str, message_id: int) -> PictureRef:
    """A picture of ours, to be fetched like anybody's."""
    picture = NewPicture(
        chat_id=context.chat.id, user_id=context.bot.id, message_id=message_id, file_id=file_id
    )
    return await photos.remember(context.services.db, picture, now=context.services.clock())


def _show(context: ChatContext) -> LiveDreamRunner:
    services = context.services
    return LiveDreamRunner(
        db=services.db,
        queue=services.queue,
        bot=context.bot,
        tiers=services.tiers,
        clock=services.clock,
    )
