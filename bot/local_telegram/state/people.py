"""Who there is: the bot, persons made up as they are needed, and one group."""

from __future__ import annotations

import re

from bot.local_telegram.errors import PersonError, bad_request, migrated
from bot.local_telegram.state.store import Json, Store
from bot.local_telegram.state.topics import is_forum

GROUP_ID = -1001
SUPERGROUP_ID = -1_000_000_001_001  # what the group becomes when it is upgraded
GROUP_TITLE = "Two painters and a bot"
FOREIGN_ID = -2001  # a group that the bot is not in
FOREIGN_TITLE = "Painters without a bot"
GROUP_MEMBERS = (1, 2)
FIRST_NAMES = {1: "Ada", 2: "Ben"}
LANGUAGE_CODE = "en"
MAX_TITLE = 128
PHOTOS = "profile_photos"  # of a person, the newest first
_FIRST_NAME = re.compile(r"(?=.*\S).{1,64}")
# An IETF language tag, as Telegram's clients send them.
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FORMS = {
    "first_name": "a name of 1 to 64 characters",
    "language_code": "a tag such as ru or pt-br",
}
# Bot API: ids have at most 52 significant bits.
LARGEST_ID = 2**52 - 1
BOT_NAME = "Oneiro"
BOT_USERNAME = "oneiro_local_bot"


def bot_user(token: str) -> Json:
    """The bot as Telegram's User; its id is the token's first half."""
    return {
        "id": int(token.partition(":")[0]),
        "is_bot": True,
        "first_name": BOT_NAME,
        "username": BOT_USERNAME,
    }


def first_name(store: Store, user_id: int) -> str:
    said = store.get("person", user_id) or {}
    return str(said.get("first_name") or FIRST_NAMES.get(user_id, f"Person {user_id}"))


def language_code(store: Store, user_id: int) -> str:
    return str((store.get("person", user_id) or {}).get("language_code") or LANGUAGE_CODE)


def introduce(store: Store, user_id: int, said: Json) -> Json:
    """Keep what a person's client says of them: ``first_name``, ``language_code``.

    Returns: the User that they are now. Raises: PersonError.
    """
    unknown = said.keys() - {"first_name", "language_code"}
    if unknown:
        raise PersonError(f"A person has no {min(unknown)}")
    for name, form in (("first_name", _FIRST_NAME), ("language_code", _LANGUAGE_CODE)):
        value = said.get(name)
        if value is not None and not (isinstance(value, str) and form.fullmatch(value)):
            raise PersonError(f"{name} must be {_FORMS[name]}")
    kept = store.get("person", user_id) or {}
    store.put("person", user_id, kept | {k: v for k, v in said.items() if v is not None})
    return person(store, user_id)


def person(store: Store, user_id: int) -> Json:
    """A person as Telegram's User."""
    return {
        "id": user_id,
        "is_bot": False,
        "first_name": first_name(store, user_id),
        "username": f"person_{user_id}",
        "language_code": language_code(store, user_id),
    }


def chat(store: Store, chat_id: int) -> Json:
    """A chat as Telegram's Chat."""
    if chat_id == FOREIGN_ID:
        return {"id": chat_id, "type": "group", "title": FOREIGN_TITLE}
    if chat_id in (GROUP_ID, SUPERGROUP_ID):
        group = {"id": chat_id, "type": "group", "title": group_title(store)}
        if is_forum(store, chat_id):
            return group | {"type": "supergroup", "is_forum": True}
        return group | ({"type": "supergroup"} if chat_id == SUPERGROUP_ID else {})
    return {
        "id": chat_id,
        "type": "private",
        "first_name": first_name(store, chat_id),
        "username": f"person_{chat_id}",
    }


def group_title(store: Store) -> str:
    return str((store.get("group", "title") or {}).get("title") or GROUP_TITLE)


def entitle(store: Store, title: str) -> None:
    """The group is called so from now on. Raises: PersonError."""
    if not 1 <= len(title.strip()) <= MAX_TITLE:
        raise PersonError(f"A title has 1 to {MAX_TITLE} characters")
    store.put("group", "title", {"title": title})


def promote(store: Store, user_id: int, *, is_administrator: bool) -> None:
    """Make a member an administrator of the group, or no longer; its owner stays one."""
    if user_id not in GROUP_MEMBERS[1:]:
        raise PersonError(f"Person {user_id} cannot become an administrator")
    store.put("administrator", user_id, {"is_administrator": is_administrator})


def status_in(store: Store, chat_id: int, user_id: int) -> str:
    """What a member is there, as ChatMember has it."""
    if chat_id > 0:
        return "member"
    if user_id == GROUP_MEMBERS[0]:
        return "creator"
    row = store.get("administrator", user_id)
    return "administrator" if row is not None and row["is_administrator"] else "member"


def members(chat_id: int) -> tuple[int, ...]:
    return GROUP_MEMBERS if chat_id < 0 else (chat_id,)


class Chats:
    """Which chats exist, where the bot may write, and whether the group was upgraded."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ids(self) -> list[int]:
        met = sorted(i for row in self._store.all("chat") if (i := int(row["id"])) > 0)
        return [
            *GROUP_MEMBERS,
            *(i for i in met if i not in GROUP_MEMBERS),
            *self._groups(),
            FOREIGN_ID,
        ]

    def _groups(self) -> tuple[int, ...]:
        return (GROUP_ID, SUPERGROUP_ID) if self.is_upgraded() else (GROUP_ID,)

    def is_upgraded(self) -> bool:
        return self._store.get("upgrade", GROUP_ID) is not None

    def upgrade(self, chat_id: int) -> int:
        """Make the group a supergroup, once. Returns: its new id. Raises: PersonError."""
        if chat_id != GROUP_ID:
            raise PersonError("Only a group can become a supergroup")
        if self.is_upgraded():
            raise PersonError(f"The group is chat {SUPERGROUP_ID} already")
        self._store.put("upgrade", GROUP_ID, {"new_chat_id": SUPERGROUP_ID})
        return SUPERGROUP_ID

    def for_person(self, chat_id: int) -> int:
        """A chat that a person's script names; made when it is new."""
        if chat_id in (*self._groups(), FOREIGN_ID):
            return chat_id
        if not 0 < chat_id <= LARGEST_ID:
            raise PersonError(f"There is no chat {chat_id}", status=404)
        if self._store.get("chat", chat_id) is None:
            self._store.put("chat", chat_id, {"id": chat_id, "is_blocked": False})
        return chat_id

    def speaker(self, chat_id: int, user_id: int | None) -> int:
        """Who acts in a chat: its person unless named. Raises: PersonError: not a member."""
        if user_id is None:
            return members(chat_id)[0]
        is_anybody = chat_id == FOREIGN_ID and 0 < user_id <= LARGEST_ID
        if user_id not in members(chat_id) and not is_anybody:
            raise PersonError(f"Person {user_id} is not in chat {chat_id}")
        return user_id

    def for_bot(self, chat_id: int) -> int:
        """A chat that the bot names. Raises: BotApiError: it does not exist, or moved."""
        if chat_id == GROUP_ID and self.is_upgraded():
            raise migrated(SUPERGROUP_ID)
        is_known = chat_id in (*GROUP_MEMBERS, *self._groups())
        if is_known or self._store.get("chat", chat_id) is not None:
            return chat_id
        raise bad_request("chat not found")

    def restrict(self, chat_id: int, *, text: bool, media: bool) -> None:
        """What the bot may send in a group."""
        self._store.put("rights", chat_id, {"text": text, "media": media})

    def may_send(self, chat_id: int, kind: str) -> bool:
        """``kind``: "text" or "media"; whoever may send no text may send nothing."""
        rights = self._store.get("rights", chat_id)
        return rights is None or bool(rights["text"] and rights[kind])

    def is_blocked(self, chat_id: int) -> bool:
        row = self._store.get("chat", chat_id)
        return row is not None and bool(row["is_blocked"])

    def block(self, chat_id: int, *, is_blocked: bool) -> None:
        self._store.put("chat", chat_id, {"id": chat_id, "is_blocked": is_blocked})
