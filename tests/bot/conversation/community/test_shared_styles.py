"""A style that is shared: its link, who keeps it, what its maker sees and has of it."""

from __future__ import annotations

import re

from bot.domain.community.saved_styles import Sharing
from bot.domain.jobs import JobState
from bot.domain.money.products import Products, StyleUses
from bot.money.giving import Giving
from bot.storage.community import saved_styles, works
from tests.bot.conversation.community.test_saved_styles import copies, saved_one, shown
from tests.bot.conversation.credits.shop import assert_right, has, open_shop
from tests.bot.conversation.talk import Talk, labels
from tests.bot.storage.community.saved import painted, saved
from tests.bot.storage.postgres import on_each_database
from tests.person import Message, Person
from tests.pictures import photo_bytes

_LINK = re.compile(r"https://t\.me/\w+\?start=(style_\w+)")
PAID = Products(style_uses=StyleUses(credits=3, per_day=5))


async def shared(talk: Talk) -> str:
    """What stands behind start= in the link to a new style of person 1."""
    await talk.person.press(await saved_one(talk), "Share")
    return start_of(await shown(talk.person, words="Whoever opens this link"))


def start_of(message: Message) -> str:
    found = _LINK.search(message["caption"])
    assert found is not None
    assert len(found[1]) <= 64
    return found[1]


async def offered(person: Person, start: str) -> Message:
    (sent,) = await person.send(f"/start {start}")
    return await person.wait_for_message(
        lambda m: m["message_id"] > sent and "Paint my next photo with it" in labels(m)
    )


async def count(talk: Talk) -> None:
    """What the reconciler does every few seconds."""
    services = talk.services
    giving = Giving(
        db=services.db, bot=talk.chat.app.bot, tiers=services.tiers, clock=services.clock
    )
    await giving.count_style_uses()


@on_each_database
async def test_a_link_gives_a_style_whose_maker_sees_and_is_paid_for_its_use(
    working: Talk,
) -> None:
    talk = working
    open_shop(talk, PAID)
    start = await shared(talk)
    style = await offered(talk.other, start)
    assert "Night" in style["caption"]
    assert labels(style) == ["Paint my next photo with it", "Keep it among mine"]
    await talk.other.press(style, "Paint my next photo with it")
    await talk.says("Now send me the photo", person=talk.other)
    await talk.other.send(photos=[photo_bytes()])
    await talk.job(state=JobState.DONE)
    await count(talk)
    assert (await has(talk), await has(talk, 2)) == (3, 0)
    # Whatever is told again, the same job pays nothing more.
    for update in list(talk.seen):
        await talk.replay(update)
    await count(talk)
    (sent,) = await talk.person.send("/mystyles")
    menu = await shown(talk.person, after=sent, words="Others made 1 picture with it")
    assert "brings you 3 credits, up to 15 a day" in menu["caption"]
    assert await has(talk) == 3
    await talk.person.send("/balance")
    await talk.says("for pictures of others in your styles")
    await assert_right(talk)


async def test_ones_own_link_offers_nothing_and_ones_own_pictures_count_for_nothing(
    working: Talk,
) -> None:
    talk = working
    open_shop(talk, PAID)
    start = await shared(talk)
    await talk.person.send(f"/start {start}")
    menu = await shown(talk.person, words="the link to your own style")
    await talk.person.press(menu, "Use it")
    await talk.says("Now send me the photo")
    await talk.person.send(photos=[photo_bytes()])
    await talk.job(state=JobState.DONE)
    await count(talk)
    assert await has(talk) == 0
    (style,) = await saved_styles.own(talk.services.db, 1)
    assert style.uses == 0


async def test_what_is_kept_stands_among_ones_own_until_it_is_put_away(talk: Talk) -> None:
    start = await shared(talk)
    style = await offered(talk.other, start)
    await talk.other.press(style, "Keep it among mine")
    menu = await shown(talk.other, words="Somebody shares it with you")
    assert labels(menu) == ["Use it", "Put away"]
    assert labels(await offered(talk.other, start)) == ["Paint my next photo with it"]
    await talk.other.press(menu, "Put away")
    await talk.says("You have saved no styles yet", person=talk.other)
    assert len(copies(talk)) == 1


async def test_a_link_leads_nowhere_once_its_style_is_deleted_or_shared_no_more(
    talk: Talk,
) -> None:
    start = await shared(talk)
    style = await offered(talk.other, start)
    menu = await shown(talk.person, words="Whoever opens this link")
    await talk.person.press(menu, "Stop sharing")
    await talk.other.send(f"/start {start}")
    await talk.says("That style is not there any more", person=talk.other)
    for label in labels(style):
        told = await talk.other.press(style, label)
        assert "any more" in (told or "")
    (sent,) = await talk.person.send("/mystyles")
    await talk.person.press(await shown(talk.person, after=sent), "Share")
    await talk.other.press(style, "Keep it among mine")
    kept = await shown(talk.other, words="Somebody shares it with you")
    await talk.person.press(await shown(talk.person, after=sent), "Delete")
    await talk.says("You have saved no styles yet")
    assert "any more" in (await talk.other.press(kept, "Use it") or "")
    assert copies(talk) == []


@on_each_database
async def test_the_command_that_repeats_it_goes_by_the_sharing_too(working: Talk) -> None:
    talk = working
    style = await offered(talk.other, await shared(talk))
    await talk.other.press(style, "Paint my next photo with it")
    await talk.says("Now send me the photo", person=talk.other)
    await talk.other.send(photos=[photo_bytes()])
    result = await talk.result(person=talk.other)
    command = result["caption"].splitlines()[-1]
    for made, person in enumerate((talk.other, talk.other_in_group), start=2):
        await person.send(command)
        await talk.job(count=made, state=JobState.DONE)
    (saved_id,) = {job.order.styles[0].saved for job in await talk.jobs()}
    assert saved_id is not None
    await talk.person.press(await shown(talk.person, words="Whoever opens"), "Stop sharing")
    for person in (talk.other, talk.other_in_group):
        await person.send(command)
        await talk.says("That style is not there any more", person=person)
    assert len(await talk.jobs()) == 3


async def test_anothers_style_is_not_shown_beside_ones_own_photo(working: Talk) -> None:
    talk = working
    style = await offered(talk.other, await shared(talk))
    await talk.other.press(style, "Paint my next photo with it")
    await talk.says("Now send me the photo", person=talk.other)
    await talk.other.send(photos=[photo_bytes()])
    result = await talk.result(person=talk.other)
    await talk.job(state=JobState.DONE)
    await talk.other.press(result, "Show it")
    question = await talk.says("Show this to everybody?", person=talk.other)
    await talk.other.press(question, "With my photo")
    await talk.says("Everybody can see it now", person=talk.other)
    (work,) = await works.newest(talk.services.db, before=None, count=2)
    assert (work.photo is None, work.style is None) == (False, True)
    assert work.recipe.styles == ()


async def test_a_ban_deletes_what_somebody_saved_and_shares(talk: Talk, operator: Person) -> None:
    start = await shared(talk)
    await operator.send("/admin ban 1 spam")
    await talk.says("1", person=operator)
    await talk.other.send(f"/start {start}")
    await talk.says("That style is not there any more", person=talk.other)
    assert copies(talk) == []


async def test_the_style_menu_has_ones_own_and_what_others_like(talk: Talk) -> None:
    db = talk.services.db
    await shared(talk)
    liked = await saved(db, user_id=7, source="l", name="Tide", sharing=Sharing.EVERYBODY)
    await saved(db, user_id=7, source="u", name="Unused", sharing=Sharing.EVERYBODY)
    for user_id in (3, 4):
        await painted(db, liked, f"p{user_id}", user_id=user_id)
    await count(talk)
    (sent,) = await talk.person.send("/style")
    menu = await talk.person.wait_for_message(lambda m: m["message_id"] > sent and m["photo"])
    assert [label for label in labels(menu) if label[0] in "★♥"] == ["★ Night", "♥ Tide"]
    await talk.person.press(menu, "Mix")
    menu = await talk.person.wait_for_message(lambda m: "✓ Mix" in labels(m))
    await talk.person.press(menu, "★ Night")
    place = menu["message_id"]

    def chosen(message: Message) -> bool:
        return message["message_id"] == place and "✓ \u2068Night\u2069" in labels(message)

    menu = await talk.person.wait_for_message(chosen)
    await talk.person.press(menu, "✓ \u2068Night\u2069")
    menu = await talk.person.wait_for_message(
        lambda m: m["message_id"] == place and any("2 × " in label for label in labels(m))  # noqa: RUF001
    )
    await talk.in_group.send("/style", photos=[photo_bytes()])
    menu = await talk.in_group.wait_for_message(lambda m: m["from_bot"] and m["photo"])
    assert not [label for label in labels(menu) if label[0] in "★♥"]
