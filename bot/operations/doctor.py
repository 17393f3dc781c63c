"""``oneiro doctor``: try every part of this machine, and say what is wrong and what to do."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import platform
import shutil
import signal
import tempfile
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

from bot.delivery.results.result_store import ResultStore, open_results
from bot.errors import QueueError, ResultsAwayError
from bot.processes import die_with_parent
from bot.run.redis_server import embedded_redis
from bot.settings import Settings
from bot.texts.catalogue import text
from engine.errors import ArtError, BadInputError
from engine.terminal.console import say

LEAST_FREE_BYTES = 1_000_000_000
TRY_PX = 64
ANSWER_S = 20.0
# Of a folder full of pictures without a licence, some show what is amiss.
MOST_SKIPPED = 20
_BELOW = "\n" + " " * 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check's end. ``remedy`` is what to do: a must when not ok, an advice otherwise."""

    check: str
    ok: bool
    detail: str
    remedy: str = ""


Check = Callable[[Settings], Awaitable[Finding]]


async def run_doctor(settings: Settings, *, as_json: bool) -> int:
    """Run every check and print what was found. Returns: 1 if one failed, else 0."""
    findings = [await _examine(name, check, settings) for name, check in CHECKS.items()]
    if as_json:
        say(json.dumps([asdict(finding) for finding in findings]))
    else:
        say("\n".join(_line(finding) for finding in findings))
    return 0 if all(finding.ok for finding in findings) else 1


def _line(finding: Finding) -> str:
    mark = "ok  " if finding.ok else "FAIL"
    remedy = f"\n       → {finding.remedy}" if finding.remedy else ""
    return f"{mark}  {finding.check:<9} {finding.detail}{remedy}"


async def _examine(name: str, check: Check, settings: Settings) -> Finding:
    try:
        return await check(settings)
    except (ArtError, OSError, ImportError) as exc:
        return Finding(
            check=name, ok=False, detail=str(exc) or type(exc).__name__, remedy=_remedy(name)
        )


async def _python(_: Settings) -> Finding:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("torch", "torchvision", "pillow"))
    return Finding(
        check="python", ok=True, detail=f"Python {platform.python_version()}, {libraries}"
    )


async def _data(settings: Settings) -> Finding:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=settings.data_dir) as file:
        file.write(b"oneiro")
        file.flush()
        os.fsync(file.fileno())
    free = shutil.disk_usage(settings.data_dir).free
    folder, is_enough = str(settings.data_dir.resolve()), free >= LEAST_FREE_BYTES
    return Finding(
        check="data",
        ok=is_enough,
        detail=text("doctor.writable", folder=folder, gigabytes=f"{free / 1e9:.1f}"),
        remedy="" if is_enough else text("doctor.free_space"),
    )


async def _results(settings: Settings) -> Finding:
    store = open_results(settings)
    place = settings.results_url or str(settings.results_dir.resolve())
    try:
        await asyncio.to_thread(_try_store, store)
    except ResultsAwayError as exc:
        detail = text("doctor.results_away", place=place, why=exc.detail)
        return Finding(check="results", ok=False, detail=detail, remedy=_remedy("results"))
    return Finding(check="results", ok=True, detail=text("doctor.results", place=place))


def _try_store(store: ResultStore) -> None:
    """Keep a file, have it back, and leave nothing. Raises: ResultsAwayError."""
    name, data = f"doctor-{uuid.uuid4()}", b"oneiro"
    store.write(name, data)
    kept = store.read(name)
    store.delete([name])
    if kept != data:
        raise ResultsAwayError("what is written does not come back")


async def _database(settings: Settings) -> Finding:
    from bot.storage import updates
    from bot.storage.database import Database, make_ready
    from bot.storage.jobs import unreadable_jobs

    await asyncio.to_thread(make_ready, settings.sql_url, may_upgrade=settings.migrate)
    database = Database(settings.sql_url)
    try:
        await database.ping()
        aside = await unreadable_jobs.count(database)
        updates_aside = await updates.count_set_aside(database)
    finally:
        await database.close()
    kind = settings.sql_url.partition("+")[0]
    details, remedies = [text("doctor.migrated", database=kind)], []
    if aside.jobs:
        details.append(text("doctor.jobs_aside", jobs=aside.jobs, paid=aside.paid))
        remedies.append(text("doctor.older_version"))
    if updates_aside:
        details.append(text("doctor.updates_aside", updates=updates_aside))
        remedies.append(text("doctor.see_updates"))
    return Finding(check="database", ok=True, detail="; ".join(details), remedy=" ".join(remedies))


async def _redis(settings: Settings) -> Finding:
    import redis.asyncio
    import redis.exceptions

    from bot.queue.redis_client import redis_client

    async with _some_redis(settings) as url:
        client = redis_client(url, redis.asyncio.Redis)
        try:
            async with asyncio.timeout(ANSWER_S):
                info = await client.info("server")
        except (redis.exceptions.RedisError, TimeoutError) as exc:
            raise QueueError(str(exc)) from exc
        finally:
            await client.aclose()
    key = "doctor.own_redis" if settings.redis_url is None else "doctor.redis"
    return Finding(check="redis", ok=True, detail=text(key, version=info["redis_version"]))


@contextlib.asynccontextmanager
async def _some_redis(settings: Settings) -> AsyncIterator[str]:
    """The operator's Redis, or one of our own for as long as the check takes."""
    if settings.redis_url is not None:
        yield settings.redis_url.get_secret_value()
        return
    with tempfile.TemporaryDirectory(prefix="oneiro-") as folder:
        server = embedded_redis(Path(folder))
        process = await asyncio.create_subprocess_exec(
            *server.command(),
            stdout=asyncio.subprocess.DEVNULL,
            preexec_fn=die_with_parent(os.getpid(), signal.SIGKILL),
        )
        try:
            await server.answers(timeout_s=ANSWER_S)
            yield server.url
        finally:
            process.terminate()
            await process.wait()


async def _telegram(settings: Settings) -> Finding:
    if settings.bot_token is None:
        return Finding(check="telegram", ok=True, detail=text("doctor.no_token"))
    import telegram
    import telegram.error

    # Not the service's own client, which would wait patiently for a server that is away.
    bot = telegram.Bot(
        settings.bot_token.get_secret_value(), base_url=f"{settings.telegram_url}/bot"
    )
    try:
        async with bot:
            me = await bot.get_me()
    except telegram.error.TelegramError as exc:
        # PTB's own words about a wrong token hold the token.
        is_unknown = isinstance(exc, telegram.error.InvalidToken)
        detail = text("doctor.unknown_token") if is_unknown else exc.message
        return Finding(check="telegram", ok=False, detail=detail, remedy=_remedy("telegram"))
    detail = text("doctor.token", username=me.username or "")
    modes = {
        "doctor.guests_off": me.supports_guest_queries,
        "doctor.inline_off": me.supports_inline_queries,
    }
    remedy = " ".join(text(key) for key, is_on in modes.items() if not is_on)
    return Finding(check="telegram", ok=True, detail=detail, remedy=remedy)


async def _feed(settings: Settings) -> Finding:
    """Every free picture is opened, as a worker does before it paints it."""
    if settings.feed_folder is None:
        return Finding(check="feed", ok=True, detail=text("house.no_folder"))
    from bot.community.free_pictures import FreeFolder, Skipped
    from bot.transport.files.free_copy import free_copy
    from bot.transport.files.openers import Opener

    found = await asyncio.to_thread(FreeFolder(settings.feed_folder).look)
    skipped, child = list(found.skipped), Opener()
    try:
        for picture in found.pictures:
            try:
                await free_copy(picture.file, child=child)
            except BadInputError as exc:
                skipped.append(Skipped(name=picture.file.name, why=str(exc)))
    finally:
        await child.end()
    fit = len(found.pictures) + len(found.skipped) - len(skipped)
    details = [text("house.folder", folder=str(settings.feed_folder.resolve()), count=fit)]
    for each in skipped[:MOST_SKIPPED]:
        details.append(text("house.skipped", name=each.name, why=each.why))
    if len(skipped) > MOST_SKIPPED:
        details.append(text("house.more_skipped", count=len(skipped) - MOST_SKIPPED))
    remedy = "" if fit else _remedy("feed")
    return Finding(check="feed", ok=fit > 0, detail=_BELOW.join(details), remedy=remedy)


async def _networks(settings: Settings) -> Finding:
    from engine.weights.store import WeightStore

    networks = await asyncio.to_thread(WeightStore(settings.weights_dir).list)
    at_hand = [network for network in networks if network.state != "missing"]
    remedy = ""
    if any(network.state in ("half", "damaged") for network in at_hand):
        remedy = text("doctor.see_list")
    elif all(network.state == "embedded" for network in at_hand):
        remedy = text("doctor.richer_networks")
    return Finding(
        check="networks",
        ok=all(network.state != "damaged" for network in at_hand),
        detail=", ".join(f"{network.name} ({network.state})" for network in at_hand),
        remedy=remedy,
    )


async def _dream(settings: Settings) -> Finding:
    return await asyncio.to_thread(_try_art, settings, "dream")


async def _style(settings: Settings) -> Finding:
    return await asyncio.to_thread(_try_art, settings, "style")


def _try_art(settings: Settings, art: str) -> Finding:
    """Render a small picture of our own by the same way as any photo."""
    from engine.machine import prepare_for_torch

    prepare_for_torch()
    from engine.catalogue.house_styles import HOUSE_STYLES, house_style_path
    from engine.dream.deepdream import dream
    from engine.media.pictures import decode_picture
    from engine.options.dream import DreamOptions
    from engine.options.style import StyleOptions
    from engine.studio.studio import Studio
    from engine.style.transfer import StyleSource, style
    from engine.weights.store import WeightStore

    name = next(iter(HOUSE_STYLES))
    picture = decode_picture(house_style_path(name).read_bytes(), name=name)
    studio = Studio(store=WeightStore(settings.weights_dir), device=settings.device)
    if art == "dream":
        options = DreamOptions(size_px=TRY_PX, octaves=1, steps=3)
        work = dream(picture, options, studio=studio)
    else:
        source = StyleSource(name=name, picture=picture)
        work = style(picture, [source], StyleOptions(size_px=TRY_PX, steps=3), studio=studio)
    detail = text(
        "doctor.rendered",
        size_px=TRY_PX,
        network=work.network,
        device=work.device,
        seconds=f"{work.seconds:.1f}",
    )
    return Finding(check=art, ok=True, detail=detail)


CHECKS: dict[str, Check] = {
    "python": _python,
    "data": _data,
    "results": _results,
    "database": _database,
    "redis": _redis,
    "telegram": _telegram,
    "feed": _feed,
    "networks": _networks,
    "dream": _dream,
    "style": _style,
}


def _remedy(check: str) -> str:
    return text(f"doctor.remedies.{check}")
