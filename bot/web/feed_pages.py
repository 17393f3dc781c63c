"""The pages of the feed as HTML: of many works, of one, and of none."""

from __future__ import annotations

from dataclasses import dataclass

from bot.community.choosing import FeedPage
from bot.community.copies import FILM, PHOTO, SMALL, STYLE, WORK, file_name
from bot.community.words import command, title
from bot.domain.community.works import LinkVerb, Size, Work, start_words
from bot.texts.catalogue import text
from bot.web.assets import ICON, STYLE_SHEET, icon, versioned
from bot.web.html import Html, joined, tag
from engine.texts.phrase import Fact

# Of a picture's shape, in tenths: what is longer is cut on the page of many.
_SHAPES = (5, 24)
# So many are on the first screen of most; the others wait until somebody comes to them.
_AT_ONCE = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Where pages link to, and in which language they speak.

    ``bot``: the bot's address, https://t.me/NAME; ``url``: the pages' own, where it is known.
    """

    bot: str
    url: str | None
    language: str

    def text(self, key: str, /, **facts: Fact) -> str:
        return text(key, self.language, **facts)

    def start(self, verb: LinkVerb, work: Work) -> str:
        return f"{self.bot}?start={start_words(verb, work.id)}"


def many(site: Site, page: FeedPage, *, is_first: bool) -> str:
    """A page of works, the newest first."""
    if not page.works:
        return _empty(site, "web.empty", "web.empty_hint")
    lead = tag("div", tag("h1", site.text("web.lead")), class_="lead") if is_first else Html()
    cards = [_card(site, work, place) for place, work in enumerate(page.works)]
    links = []
    if not is_first:
        links.append(tag("a", site.text("web.newest"), class_="button", href="/feed"))
    if page.before is not None:
        older = f"/feed?before={page.before}"
        links.append(tag("a", site.text("web.older"), class_="button", href=older, rel="next"))
    body = [lead, tag("ul", *cards, class_="works"), tag("nav", *links, class_="pages")]
    return _document(site, site.text("web.title"), *body)


def one(site: Site, work: Work) -> str:
    """A work beside what it was made of."""
    name = title(work.recipe, site.language)
    picture = tag(
        "div",
        _picture_or_film(site, work),
        # A person's stands in the pixels.
        *(_signature(site, work) if work.is_ours else []),
        class_="frame",
    )
    date = site.text("web.shown_on", date=work.shown_at.date())
    acts = [
        _button(site, "web.like", LinkVerb.LIKE, work, is_strong=True),
        _button(site, "web.like_this", LinkVerb.MAKE, work),
    ]
    small = [tag("a", site.text("web.report"), href=site.start(LinkVerb.REPORT, work))]
    if not work.is_ours:
        back = site.start(LinkVerb.TAKE_BACK, work)
        small.append(tag("a", site.text("web.take_back"), href=back))
    small.append(tag("a", site.text("web.back"), href="/feed"))
    told = tag(
        "div",
        tag("h1", name),
        tag("p", f"{site.text('web.likes', likes=work.likes)} · {date}", class_="meta"),
        *([tag("p", site.text("house.painted"), class_="quiet")] if work.is_ours else []),
        tag("div", *acts, class_="acts"),
        tag("h2", site.text("web.made_of")),
        _inputs(site, work),
        tag("h2", site.text("web.with_words")),
        tag("code", command(work.recipe)),
        tag("p", *small, class_="small"),
    )
    article = tag("article", picture, told, class_="one")
    return _document(site, name, article, preview=work)


def missing(site: Site) -> str:
    """In the place of a work that is not shown any more, or never was."""
    return _empty(site, "web.missing", "web.missing_hint")


def away(site: Site) -> str:
    """Nothing can be had at this moment."""
    return _empty(site, "web.title", "web.away")


def _empty(site: Site, key: str, hint: str) -> str:
    back = tag("a", site.text("web.back"), class_="button", href="/feed")
    words = [tag("h1", site.text(key)), tag("p", site.text(hint)), back]
    return _document(site, site.text("web.title"), tag("div", *words, class_="empty"))


def _card(site: Site, work: Work, place: int) -> Html:
    page = f"/feed/w/{work.id}"
    name = title(work.recipe, site.language)
    # How its shape is told the style sheet: it may be in no attribute of its own.
    shape = min(max(round(10 * work.size.width / work.size.height), _SHAPES[0]), _SHAPES[1])
    lazy = None if place < _AT_ONCE else "lazy"
    img = _img(work, SMALL, work.size, alt=_alt(site, work), loading=lazy)
    heart = tag(
        "a",
        f"♥ {work.likes}",
        class_="heart",
        href=site.start(LinkVerb.LIKE, work),
        title=site.text("web.like"),
    )
    under = tag("div", tag("a", name, class_="name", href=page), heart, class_="under")
    mark = [] if work.film is None else [tag("span", "▶", class_="film", aria_hidden="true")]
    frame = tag("a", img, *mark, *_signature(site, work), class_="frame", href=page)
    return tag("li", frame, under, class_=f"work s{shape}")


def _alt(site: Site, work: Work) -> str:
    name = title(work.recipe, site.language)
    if work.signature is None:
        return name
    return site.text("web.picture", title=name, name=work.signature)


def _signature(site: Site, work: Work) -> list[Html]:
    name = site.text("house.mark") if work.is_ours else work.signature
    return [] if name is None else [tag("span", name, class_="signature", dir="auto")]


def _inputs(site: Site, work: Work) -> Html:
    """Pictures where they are shown; else that they are not."""
    shown = ((PHOTO, work.photo, "web.photo"), (STYLE, work.style, "web.style"))
    figures = [
        tag(
            "figure",
            _img(work, name, size, alt=site.text(key)),
            tag("figcaption", *_caption(site, work, key)),
        )
        for name, size, key in shown
        if size is not None
    ]
    if figures:
        return tag("div", *figures, class_="inputs")
    if work.film is not None:
        return tag("p", site.text("films.made_of"), class_="quiet")
    key = "web.private" if work.recipe.art.needs_photo else "web.from_nothing"
    return tag("p", site.text(key), class_="quiet")


def _picture_or_film(site: Site, work: Work) -> Html:
    if work.film is None:
        return _img(work, WORK, work.size, alt=_alt(site, work))
    return tag(
        "video",
        src=f"/feed/p/{file_name(work.token, FILM)}",
        poster=f"/feed/p/{file_name(work.token, WORK)}",
        width=work.film.width,
        height=work.film.height,
        aria_label=_alt(site, work),
        controls="",
        playsinline="",
        preload="none",
    )


def _caption(site: Site, work: Work, key: str) -> list[str]:
    """What stands below a picture; whose it is, where it is a free one."""
    if work.credit is None:
        return [site.text(key)]
    credit, licence = work.credit, work.credit.licence
    words = site.text("house.photo_by", name=credit.title, author=credit.author)
    source: str = credit.source
    if credit.source_url is not None:
        source = _elsewhere(credit.source_url, site.text("house.source"))
    named = licence.name if licence.url is None else _elsewhere(licence.url, licence.name)
    return [words, " · ", named, " · ", source]


def _elsewhere(url: str, words: str) -> Html:
    """To another site, which does not hear from where anybody came."""
    return tag("a", words, href=url, rel="noreferrer nofollow")


def _img(work: Work, name: str, size: Size, *, alt: str, loading: str | None = None) -> Html:
    return tag(
        "img",
        src=f"/feed/p/{file_name(work.token, name)}",
        width=size.width,
        height=size.height,
        alt=alt,
        loading=loading,
        decoding="async",
    )


def _button(site: Site, key: str, verb: LinkVerb, work: Work, *, is_strong: bool = False) -> Html:
    kind = "button strong" if is_strong else "button"
    return tag("a", site.text(key), class_=kind, href=site.start(verb, work))


def _document(site: Site, name: str, *body: str, preview: Work | None = None) -> str:
    head = [
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="dark light"),
        tag("title", name),
        tag("link", rel="icon", type="image/svg+xml", href=versioned(ICON)),
        tag("link", rel="stylesheet", href=versioned(STYLE_SHEET)),
        *_preview(site, name, preview),
    ]
    mark = tag("a", icon(), "Oneiro", class_="mark", href="/feed")
    begin = tag("a", site.text("web.begin"), class_="button strong go", href=site.bot)
    whole = tag(
        "html",
        tag("head", *head),
        tag(
            "body",
            tag("header", mark, begin),
            tag("main", *body),
            tag("footer", tag("p", site.text("web.privacy"))),
        ),
        lang=site.language,
    )
    return joined([Html("<!doctype html>\n"), whole, Html("\n")])


def _preview(site: Site, name: str, work: Work | None) -> list[Html]:
    """What a chat shows of a link to a work."""
    if work is None or site.url is None:
        return []
    picture = f"{site.url}/feed/p/{file_name(work.token, WORK)}"
    facts = {"og:title": name, "og:image": picture, "og:url": f"{site.url}/feed/w/{work.id}"}
    return [tag("meta", property=key, content=value) for key, value in facts.items()]
