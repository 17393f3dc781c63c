"""What the commands of ``oneiro`` share: settings, and errors in one line. Quick to load."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings
    from engine.terminal.console import Run


def settled(run: Run) -> Run:
    """``run`` with errors in one line; settings are the operator's words, so theirs are input."""

    def run_settled(args: argparse.Namespace) -> int:
        from bot.errors import SettingsError
        from engine.errors import ArtError, BadInputError
        from engine.terminal.console import EXIT_BAD_INPUT, EXIT_FAILED, complain

        try:
            return run(args)
        except ArtError as exc:
            is_input = isinstance(exc, SettingsError | BadInputError)
            return complain(str(exc), EXIT_BAD_INPUT if is_input else EXIT_FAILED)

    return run_settled


def settings_of(args: argparse.Namespace, **overrides: object) -> Settings:
    from bot.data_dir import keep_private
    from bot.logs import set_up_logging
    from bot.processes import follow_parent
    from bot.settings import load_settings

    settings = load_settings(data_dir=args.data_dir, **overrides)
    keep_private(settings.data_dir)
    if getattr(args, "ready_fd", None) is not None and sys.platform != "linux":
        follow_parent()  # on Linux the supervisor has arranged it already
    secrets = (
        settings.bot_token,
        settings.database_url,
        settings.redis_url,
        settings.webhook_secret,
        settings.print_provider_token,
    )
    foreign = [os.environ.get(name, "") for name in ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")]
    set_up_logging(
        settings.log_level,
        log_format=settings.log_format,
        secrets=[
            *foreign,
            *settings.signing_keys,
            *(secret.get_secret_value() for secret in secrets if secret),
        ],
    )
    return settings
