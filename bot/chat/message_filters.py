"""Which messages are for which handler."""

from __future__ import annotations

from typing import Any

from telegram import Message, Update
from telegram.ext import BaseHandler, filters

from bot.chat.photo_intake import film_of, picture_of
from bot.transport.said import command_of

# What the question begins with, in every language.
ASKS_NAME = "✏️"


class CommandFilter(filters.MessageFilter):
    """A text or caption that begins with a command for us; ``name`` None: any other command."""

    def __init__(self, name: str | None) -> None:
        super().__init__(name=f"command {name}")
        self._command = name

    def filter(self, message: Message) -> bool:
        command = command_of(message)
        if command is None:
            return False
        is_named = command.bot_username is not None
        if is_named and command.bot_username != message.get_bot().username.lower():
            return False
        if self._command is not None:
            return command.name == self._command
        return is_named or message.chat.type == message.chat.PRIVATE


class PictureFilter(filters.MessageFilter):
    """A picture, as a photo or as a file."""

    def filter(self, message: Message) -> bool:
        return picture_of(message) is not None


class FilmFilter(filters.MessageFilter):
    """A film: a video, a round one, an animation, or a file that is no GIF."""

    def filter(self, message: Message) -> bool:
        return film_of(message) is not None


class StyleNameFilter(filters.MessageFilter):
    """An answer to our question after a style's name: a name may be any words but a command's."""

    def filter(self, message: Message) -> bool:
        asked = message.reply_to_message
        return (
            message.text is not None
            and not message.text.startswith("/")
            and message.chat.type == message.chat.PRIVATE
            and asked is not None
            and asked.from_user is not None
            and asked.from_user.id == message.get_bot().id
            and (asked.text or "").startswith(ASKS_NAME)
        )


class SubscriptionHandler(BaseHandler[Update, Any, Any]):
    """A change of a subscription, which is newer than the library: it passes it on as it came."""

    def check_update(self, update: object) -> bool:
        return isinstance(update, Update) and "subscription" in update.api_kwargs


class GuestHandler(BaseHandler[Update, Any, Any]):
    """What somebody asks for in a chat that we are not in."""

    def check_update(self, update: object) -> bool:
        return isinstance(update, Update) and update.guest_message is not None
