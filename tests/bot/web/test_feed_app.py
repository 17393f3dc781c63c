"""The web pages: what they send, what they refuse, and that nothing of people's runs on them."""

from __future__ import annotations

import re

import pytest
from yarl import URL

from bot.community.choosing import PAGE
from bot.delivery.results.result_store import ResultFolder
from bot.domain.community.works import Recipe, Work
from bot.domain.orders import Art, StyleRef
from bot.storage.community import opinions, works
from bot.storage.database import Database
from tests.bot.conversation.community.feed_site import FeedSite
from tests.bot.storage.examples import NOW
from tests.bot.web.pages import drawn

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)> '\u202etxt {0}"


async def test_an_empty_feed_is_a_page(site: FeedSite) -> None:
    for path in ("/feed", "/feed/", "/"):
        page = await site.get(path)
        assert page.status == 200
        assert page.headers["Content-Type"] == "text/html; charset=utf-8"
        assert "Nobody shows anything yet" in page.text
        assert page.pictures == []


async def test_every_answer_is_strict_and_sets_no_cookie(
    site: FeedSite, db: Database, store: ResultFolder
) -> None:
    work = await drawn(db, store)
    page = await site.get()
    css = re.findall(r'href="(/feed/a/[^"]+)"', page.text)
    assert len(css) == 2
    for path in ("/feed", f"/feed/w/{work.id}", *page.pictures, *css, "/feed/nothing", "/x"):
        headers = (await site.get(path)).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script" not in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "Set-Cookie" not in headers


async def test_pages_ask_nothing_of_other_sites(
    site: FeedSite, db: Database, store: ResultFolder
) -> None:
    work = await drawn(db, store)
    for path in ("/feed", f"/feed/w/{work.id}"):
        text = (await site.get(path)).text
        assert "<script" not in text
        assert "style=" not in text
        loaded = re.findall(r'(?:src|<link[^>]* href)="([^"]+)"', text)
        assert loaded
        assert all(address.startswith("/feed/") for address in loaded)
        links = re.findall(r'<a [^>]*href="(https?:[^"]+)"', text)
        assert all(link.startswith("https://t.me/a_bot") for link in links)
        assert all(len(start) <= 64 for start in re.findall(r"start=([^\"]+)", text))


async def test_nothing_that_people_write_runs(
    site: FeedSite, db: Database, store: ResultFolder
) -> None:
    recipe = Recipe(
        art=Art.STYLE,
        options={"preset": HOSTILE},
        styles=(StyleRef(name=HOSTILE),),
    )
    work = await drawn(db, store, signature=HOSTILE[:40], recipe=recipe)
    for path in ("/feed", f"/feed/w/{work.id}"):
        text = (await site.get(path)).text
        assert "<script" not in text
        assert "<img src=x" not in text
        assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize(
    "path",
    [
        "/feed/p/../../oneiro.sqlite3",
        "/feed/p/..%2F..%2Foneiro.sqlite3",
        "/feed/p/%2e%2e/%2e%2e/local-token",
        "/feed/p/{token}-work.jpg%00.png",
        "/feed/p/{token}-other.jpg",
        "/feed/p/{token}-work.jpg/..%2Fsmall.webp",
        "/feed/p/" + "a" * 24 + "-work.jpg",
        "/feed/w/../p/{token}-work.jpg",
        "/feed/w/'%20OR%201=1--",
        "/feed/w/" + "a" * 12,
        "/feed/a/x/..%2F__init__.py",
        "/feed/a/x/__init__.py",
        "/feed?before=-1",
        "/feed?before=1e9",
        "/feed?before=%C2%B2",
        "/feed?before=99999999999999999999",
        "/oneiro.sqlite3",
    ],
)
async def test_tricks_with_addresses_find_nothing(
    site: FeedSite, db: Database, store: ResultFolder, path: str
) -> None:
    work = await drawn(db, store)
    url = URL(site.url + path.replace("{token}", work.token), encoded=True)
    async with site.session.get(url) as answer:
        body = await answer.read()
        assert answer.status == 404 or (answer.status == 200 and body == await _large(site, work))


async def _large(site: FeedSite, work: Work) -> bytes:
    return await site.bytes_of(f"/feed/p/{work.token}-work.jpg")


async def test_pictures_are_for_these_pages_alone(
    site: FeedSite, db: Database, store: ResultFolder
) -> None:
    await drawn(db, store)
    (path,) = (await site.get()).pictures
    assert re.fullmatch(r"/feed/p/[a-z0-9]{24}-small\.webp", path)
    foreign = {"Referer": "https://evil.example/page"}
    assert (await site.get(path, **foreign)).status == 403
    embedded = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}
    assert (await site.get(path, **embedded)).status == 403
    for own in (
        {"Referer": f"{site.url}/feed"},
        {"Referer": "https://art.example/feed"},
        {"Sec_Fetch_Site": "same-origin", "Sec_Fetch_Mode": "no-cors"},
        {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate"},
        {},
    ):
        page = await site.get(path, **own)
        assert page.status == 200
        assert page.headers["Cross-Origin-Resource-Policy"] == "same-origin"


async def test_what_is_taken_back_is_no_longer_believed(
    site: FeedSite, db: Database, store: ResultFolder
) -> None:
    work = await drawn(db, store)
    (path,) = (await site.get()).pictures
    answer = await site.get(path)
    assert answer.headers["Cache-Control"] == "no-cache"
    kept = {"If_None_Match": answer.headers["ETag"]}
    assert (await site.get(path, **kept)).status == 304
    await works.take_back(db, work.id, user_id=1)
    # The files may be there for a moment yet.
    assert (await site.get(path, **kept)).status == 404
    assert (await site.get(f"/feed/w/{work.id}")).status == 404


async def test_many_are_told_page_by_page(
    site: FeedSite, db: Database, store: ResultFolder
) -> None:
    every = [await drawn(db, store, f"u{n}") for n in range(PAGE + 5)]
    first = await site.get()
    assert len(first.pictures) == len(first.works) == PAGE
    # The newest leads, and some from long ago stand among the new.
    assert first.works[0] == f"/feed/w/{every[-1].id}"
    oldest = {f"/feed/w/{work.id}" for work in every[: PAGE + 5 - 9]}
    assert 1 <= len(oldest & set(first.works)) <= 3
    (older,) = re.findall(r'href="(/feed\?before=\d+)"', first.text)
    second = await site.get(older)
    assert set(second.works) == oldest
    assert "?before=" not in second.text
    assert await opinions.like(db, every[0].id, user_id=5, now=NOW)
    assert (await site.get()).works[0] == f"/feed/w/{every[-1].id}"


async def test_a_link_to_a_work_shows_its_picture_in_chats(
    site: FeedSite, db: Database, store: ResultFolder
) -> None:
    work = await drawn(db, store)
    text = (await site.get(f"/feed/w/{work.id}")).text
    picture = f"https://art.example/feed/p/{work.token}-work.jpg"
    assert f'<meta property="og:image" content="{picture}">' in text
