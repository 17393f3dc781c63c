"""Refusals of the local Telegram: to the bot in the Bot API's words, to a person in plain ones."""

from __future__ import annotations


class BotApiError(Exception):
    """What the bot gets as ``{"ok": false, …}``, in Telegram's own words."""

    def __init__(
        self,
        code: int,
        description: str,
        *,
        retry_after_s: int | None = None,
        new_chat_id: int | None = None,
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after_s = retry_after_s
        self.new_chat_id = new_chat_id

    def to_json(self) -> dict[str, object]:
        reply: dict[str, object] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.retry_after_s is not None:
            reply["parameters"] = {"retry_after": self.retry_after_s}
        elif self.new_chat_id is not None:
            reply["parameters"] = {"migrate_to_chat_id": self.new_chat_id}
        return reply


class PortTakenError(Exception):
    """A port of ours that another program has."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(why)
        self.host = host
        self.port = port


def bad_request(what: str) -> BotApiError:
    return BotApiError(400, f"Bad Request: {what}")


def too_many_requests(retry_after_s: int) -> BotApiError:
    return BotApiError(
        429, f"Too Many Requests: retry after {retry_after_s}", retry_after_s=retry_after_s
    )


def migrated(new_chat_id: int) -> BotApiError:
    what = "Bad Request: group chat was upgraded to a supergroup chat"
    return BotApiError(400, what, new_chat_id=new_chat_id)


class PersonError(Exception):
    """What a person's script gets as ``{"error": …}`` with a 4xx status."""

    def __init__(self, problem: str, *, status: int = 400) -> None:
        super().__init__(problem)
        self.status = status


class TooFewStarsError(PersonError):
    """A purse holds less than what should be paid from it."""

    def __init__(self, stars: int, *, price: int) -> None:
        super().__init__(f"This costs ⭐️{price:,}, and you have ⭐️{stars:,}.")
