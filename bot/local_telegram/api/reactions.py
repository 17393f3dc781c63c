"""setMessageReaction."""

from __future__ import annotations

from bot.local_telegram.api.calls import Call
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import bad_request

# Bot API: ReactionTypeEmoji.
_EMOJI = """
❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌
🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘
🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
ALLOWED = frozenset(_EMOJI.split())


async def set_message_reaction(backend: Backend, call: Call) -> bool:
    """A bot has one reaction at most under a message."""
    chat_id = backend.chats.for_bot(call.need_integer("chat_id"))
    backend.need_in(chat_id)
    message = backend.messages.find(chat_id, call.need_integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    reactions = call.json("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    emoji = [str(one.get("emoji")) for one in reactions]
    if any(one not in ALLOWED for one in emoji):
        raise bad_request("REACTION_INVALID")
    backend.messages.react(message, emoji)
    return True


METHODS = {"setMessageReaction": set_message_reaction}
