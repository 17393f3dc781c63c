"""What a picture without a command is for."""

from __future__ import annotations

from typing import Any

import pytest

from bot.domain.orders import PictureRef
from bot.menus.draft_choices import awaiting
from bot.menus.picture_role import Arrival, Role, role_of
from bot.storage.drafts import Draft, DraftKind

PHOTO = PictureRef(id="a", file_id="f", message_id=1)
MENU_MESSAGE = 10
ALONE = Arrival(request_key="u9", is_private=True)
IN_GROUP = Arrival(request_key="u9", is_private=False)
REPLY = Arrival(request_key="u9", is_private=False, replied_to=MENU_MESSAGE)
REPLY_TO_OTHER = Arrival(request_key="u9", is_private=False, replied_to=99)


def menu(kind: DraftKind, menu_id: int = 1, **changes: Any) -> Draft:
    values: dict[str, Any] = {"request_key": "u1", "photo": PHOTO, "message_id": MENU_MESSAGE}
    return Draft(id=menu_id, chat_id=1, user_id=1, kind=kind, **(values | changes))


GUIDED = menu(DraftKind.DREAM, choices=awaiting({}, "guide"))
DREAM = menu(DraftKind.DREAM)
PHOTOLESS = menu(DraftKind.DREAM, photo=None)
STYLE = menu(DraftKind.STYLE, 2)
OLD_FILM, NEW_FILM = menu(DraftKind.FILM, 1), menu(DraftKind.FILM, 3)


@pytest.mark.parametrize(
    ("menus", "came", "role"),
    [
        ([], ALONE, Role.ASKED),
        ([], IN_GROUP, Role.TALK),
        ([DREAM], ALONE, Role.ASKED),
        ([DREAM], REPLY, Role.TALK),
        ([PHOTOLESS], ALONE, Role.FOR_DREAM_MENU),
        ([PHOTOLESS], REPLY, Role.TALK),
        ([GUIDED], ALONE, Role.GUIDE),
        ([GUIDED], REPLY, Role.GUIDE),
        ([GUIDED], IN_GROUP, Role.TALK),
        ([GUIDED], REPLY_TO_OTHER, Role.TALK),
        ([GUIDED, STYLE], ALONE, Role.GUIDE),
        ([PHOTOLESS, STYLE], ALONE, Role.FOR_STYLE_MENU),
        ([STYLE], ALONE, Role.FOR_STYLE_MENU),
        ([STYLE], REPLY, Role.FOR_STYLE_MENU),
        ([STYLE], REPLY_TO_OTHER, Role.TALK),
        ([OLD_FILM], ALONE, Role.STYLE_OF_FILM),
        ([OLD_FILM, STYLE], ALONE, Role.FOR_STYLE_MENU),
        ([NEW_FILM, STYLE], ALONE, Role.STYLE_OF_FILM),
        ([NEW_FILM, STYLE], IN_GROUP, Role.TALK),
        # A turn taken up again finds the menu that it has brought itself.
        ([menu(DraftKind.STYLE, request_key="u9")], IN_GROUP, Role.FOR_STYLE_MENU),
        ([menu(DraftKind.DREAM, request_key="u9")], IN_GROUP, Role.GUIDE),
    ],
)
def test_the_menus_that_wait_decide_what_a_picture_is_for(
    menus: list[Draft], came: Arrival, role: Role
) -> None:
    found, taker = role_of({menu.kind: menu for menu in menus}, came)
    assert found is role
    assert (taker is None) == (role in (Role.ASKED, Role.TALK))
