"""Polls: sent, stopped; votes come from the site."""

from __future__ import annotations

from bot.local_telegram.api.calls import Call
from bot.local_telegram.api.sending import formatted, input_media, post
from bot.local_telegram.backend import Backend
from bot.local_telegram.errors import PersonError, bad_request
from bot.local_telegram.state.messages import content_of
from bot.local_telegram.state.store import Json, Message

OPTIONS = range(1, 13)
MAX_QUESTION, MAX_OPTION = 300, 100
VOTES = "votes"


async def send_poll(backend: Backend, call: Call) -> Json:
    question, entities = formatted(
        call.params.get("question"), None, call.json("question_entities")
    )
    if not 1 <= len(question) <= MAX_QUESTION:
        raise bad_request("poll question length must be between 1 and 300")
    given = call.json("options") or []
    if len(given) not in OPTIONS:
        raise bad_request("poll must have 1-12 options")
    options = [_option(number, option) for number, option in enumerate(given)]
    poll_id = str(backend.store.count("poll"))
    poll: Json = {
        "id": poll_id,
        "question": question,
        "options": options,
        "total_voter_count": 0,
        "is_closed": call.flag("is_closed"),
        "is_anonymous": "is_anonymous" not in call.params or call.flag("is_anonymous"),
        "type": call.text("type") or "regular",
        "allows_multiple_answers": call.flag("allows_multiple_answers"),
        "allows_revoting": "allows_revoting" not in call.params or call.flag("allows_revoting"),
        "members_only": call.flag("members_only"),
        **({"question_entities": entities} if entities else {}),
    }
    item = call.json("media")
    if item:
        poll["media"] = await input_media(backend, call, item)
    return post(backend, call, {"poll": poll})


async def stop_poll(backend: Backend, call: Call) -> Json:
    chat_id = backend.chats.for_bot(call.need_integer("chat_id"))
    message = backend.messages.find(chat_id, call.need_integer("message_id"))
    poll = None if message is None else message.body.get("poll")
    if message is None or poll is None or not message.is_from_bot:
        raise bad_request("message with poll to stop not found")
    if poll["is_closed"]:
        raise bad_request("poll has already been closed")
    closed: Json = {**poll, "is_closed": True}
    backend.messages.edit(message, content={**content_of(message), "poll": closed}, markup=None)
    return closed


def vote(backend: Backend, message: Message, user_id: int, option: int | None) -> Json:
    """A person's vote; None takes it back. Returns: the poll. Raises: PersonError."""
    poll = message.body.get("poll")
    if poll is None:
        raise PersonError(f"Message {message.message_id} is no poll")
    if poll["is_closed"]:
        raise PersonError("The poll is closed")
    if option is not None and not 0 <= option < len(poll["options"]):
        raise PersonError("The poll has no such option")
    row = backend.store.get(VOTES, poll["id"]) or {"by": {}}
    votes = {user: chosen for user, chosen in row["by"].items() if user != str(user_id)}
    if option is not None:
        votes[str(user_id)] = option
    backend.store.put(VOTES, poll["id"], {"by": votes})
    chosen = list(votes.values())
    options = [
        {**each, "voter_count": chosen.count(number)} for number, each in enumerate(poll["options"])
    ]
    now: Json = {**poll, "options": options, "total_voter_count": len(votes)}
    if now != poll:
        markup = message.body.get("reply_markup")
        content = {**content_of(message), "poll": now}
        backend.messages.edit(message, content=content, markup=markup)
    return now


def _option(number: int, given: Json | str) -> Json:
    text = given if isinstance(given, str) else str(given.get("text") or "")
    if not 1 <= len(text) <= MAX_OPTION:
        raise bad_request("poll options length must be between 1 and 100")
    return {"persistent_id": str(number), "text": text, "voter_count": 0}


METHODS = {"sendPoll": send_poll, "stopPoll": stop_poll}
