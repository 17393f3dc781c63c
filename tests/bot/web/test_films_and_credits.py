"""Films on the pages, piece by piece; and whose pictures the house has painted."""

from __future__ import annotations

import pytest

from bot.community.copies import FILM, file_name
from bot.delivery.results.result_store import ResultFolder
from bot.domain.community.paintings import HOUSE_ID, Credit, free_licence
from bot.domain.community.works import Size, Work
from bot.storage.community import works
from bot.storage.database import Database
from tests.bot.conversation.community.feed_site import FeedSite
from tests.bot.storage.community.shown import SIZE
from tests.bot.web.pages import drawn

DATA = bytes(range(200)) * 5


async def film(db: Database, store: ResultFolder) -> Work:
    work = await drawn(db, store, film=Size(width=320, height=200))
    store.write(file_name(work.token, FILM), DATA)
    return work


async def test_a_film_plays_without_scripts(
    site: FeedSite, db: Database, store: ResultFolder
) -> None:
    work = await film(db, store)
    page = await site.get(f"/feed/w/{work.id}")
    assert "media-src 'self'" in page.headers["Content-Security-Policy"]
    source = f"/feed/p/{work.token}-film.mp4"
    poster = f"/feed/p/{work.token}-work.jpg"
    assert f'<video src="{source}" poster="{poster}" width="320" height="200"' in page.text
    assert ' controls="" playsinline="" preload="none"' in page.text
    assert "Made of what is seen in it." in page.text
    many = await site.get()
    assert "<video" not in many.text
    assert 'class="film" aria-hidden="true"' in many.text
    assert many.pictures == [f"/feed/p/{work.token}-small.webp"]
    assert await site.bytes_of(source) == DATA
    assert (await site.get(source)).headers["Content-Type"] == "video/mp4"


@pytest.mark.parametrize(
    ("asked", "first", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=990-", 990, 1000),
        ("bytes=-10", 990, 1000),
        ("bytes=990-5000", 990, 1000),
        ("bytes=-5000", 0, 1000),
    ],
)
async def test_a_part_of_a_film_is_answered(
    site: FeedSite, db: Database, store: ResultFolder, asked: str, first: int, end: int
) -> None:
    work = await film(db, store)
    path = f"{site.url}/feed/p/{work.token}-film.mp4"
    async with site.session.get(path, headers={"Range": asked}) as answer:
        assert answer.status == 206
        assert answer.headers["Content-Range"] == f"bytes {first}-{end - 1}/1000"
        assert answer.headers["Accept-Ranges"] == "bytes"
        assert await answer.read() == DATA[first:end]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Range": "bytes=1000-"}, 416),
        ({"Range": "bytes=9-2"}, 416),
        ({"Range": "lines=1-2"}, 200),
        ({"Range": "bytes=0-1,5-6"}, 200),
        ({"Range": "bytes=0-9", "If-Range": '"another"'}, 200),
    ],
)
async def test_what_is_no_part_is_refused_or_all_of_it(
    site: FeedSite, db: Database, store: ResultFolder, headers: dict[str, str], status: int
) -> None:
    work = await film(db, store)
    path = f"{site.url}/feed/p/{work.token}-film.mp4"
    async with site.session.get(path, headers=headers) as answer:
        assert answer.status == status
        if status == 200:
            assert await answer.read() == DATA


async def test_a_film_that_is_taken_back_is_gone(
    site: FeedSite, db: Database, store: ResultFolder
) -> None:
    work = await film(db, store)
    await works.take_back(db, work.id, user_id=1)
    assert (await site.get(f"/feed/p/{work.token}-film.mp4")).status == 404


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("https://example.org/cat", '<a href="https://example.org/cat" rel="noreferrer nofollow">'),
        ("javascript:alert(1)", "javascript:alert(1)</figcaption>"),
        ("<script>a book</script>", "&lt;script&gt;a book&lt;/script&gt;"),
    ],
)
async def test_a_page_of_the_house_tells_whose_picture_it_was(
    site: FeedSite, db: Database, store: ResultFolder, source: str, shown: str
) -> None:
    licence = free_licence("CC BY-SA 4.0")
    assert licence is not None
    credit = Credit(title="A <cat>", author="Ada & Bo", licence=licence, source=source)
    work = await drawn(db, store, user_id=HOUSE_ID, credit=credit, photo=SIZE)
    text = (await site.get(f"/feed/w/{work.id}")).text
    assert "A &lt;cat&gt;, by Ada &amp; Bo" in text
    assert 'href="https://creativecommons.org/licenses/by-sa/4.0/"' in text
    assert "CC BY-SA 4.0" in text
    assert shown in text
    assert "Painted by Oneiro itself" in text
    assert "start=back_" not in text
    assert "start=like_" in text
    assert "start=make_" in text
    assert ">by Oneiro</span>" in (await site.get()).text
