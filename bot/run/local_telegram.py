"""The local Telegram as a process of its own, for `oneiro up` and for trying by hand."""

from __future__ import annotations

from bot.errors import SettingsError
from bot.local_telegram.errors import PortTakenError
from bot.local_telegram.server import LocalTelegram
from bot.processes import heeding_signals, tell_ready
from bot.settings import Settings
from engine.texts.phrase import Phrase


async def run_local_telegram(
    settings: Settings, *, api_port: int, feed_url: str | None, ready_fd: int | None
) -> int:
    """Serve until SIGTERM or SIGINT. Returns: the exit code.

    ``feed_url``: where the site passes /feed on to.

    Raises: SettingsError: no bot token, or a port is taken.
    """
    if settings.bot_token is None:
        raise SettingsError(
            name="ONEIRO_BOT_TOKEN",
            problem=Phrase("problems.no_local_token"),
            remedy=Phrase("remedies.make_token"),
        )
    telegram = LocalTelegram(
        folder=settings.data_dir / "telegram",
        token=settings.bot_token.get_secret_value(),
        api_port=api_port,
        site_port=settings.port,
        site_host=settings.host,
        feed_url=feed_url,
        on_open=lambda: tell_ready(ready_fd, "telegram"),
    )
    try:
        with heeding_signals(lambda _: telegram.ended.set()):
            try:
                await telegram.start()
                await telegram.ended.wait()
            finally:
                await telegram.stop()
        if telegram.failure is not None:
            raise telegram.failure
    except PortTakenError as exc:
        raise SettingsError(
            str(exc),
            name=Phrase("settings.port_of", port=exc.port, host=exc.host),
            problem=Phrase("problems.port_not_to_be_had"),
            remedy=Phrase("remedies.another_port"),
        ) from exc
    return 0
