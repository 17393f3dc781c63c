"""The ``oneiro`` command: the service's own processes here, the arts in engine.cli."""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from bot.errors import SettingsError
from bot.logs import set_up_logging
from bot.processes import follow_parent
from bot.settings import Settings, default_data_dir, load_settings
from engine.cli import Parser, add_commands
from engine.errors import ArtError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns: 0 done, 2 wrong words or input, 1 any other failure, 130 Ctrl-C."""
    args = _parser().parse_args(argv)
    try:
        return int(args.run(args))
    except KeyboardInterrupt:
        return 130
    except ArtError as exc:
        _say_error(exc)
        return 2 if isinstance(exc, SettingsError) else 1


def _parser() -> Parser:
    parser = Parser(prog="oneiro", description="Dreams and paintings from photos, in a chat.")
    parser.add_argument("--version", action="version", version=f"oneiro {version('oneiro')}")
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=_data_dir_from_environment(),
        help="where everything is stored (default: ONEIRO_DATA_DIR, or %(default)s)",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_up(commands)
    _add_processes(commands)
    _add_doctor(commands)
    add_commands(commands)
    return parser


def _data_dir_from_environment() -> Path:
    named = os.environ.get("ONEIRO_DATA_DIR")
    return Path(named) if named else default_data_dir(os.environ)


def _add_up(commands: argparse._SubParsersAction[Parser]) -> None:
    up = commands.add_parser("up", help="run everything on this machine, with a chat page")
    up.add_argument("--port", type=int, help="port of the chat page (default: 8081)")
    _add_data_dir(up)
    up.set_defaults(run=_run_up)


def _add_processes(commands: argparse._SubParsersAction[Parser]) -> None:
    bot = commands.add_parser("bot", help="run the chat process alone")
    bot.set_defaults(run=_run_bot)
    worker = commands.add_parser("worker", help="run one render worker alone")
    worker.set_defaults(run=_run_worker)
    local = commands.add_parser("local-telegram", help="run the local Telegram alone")
    local.add_argument("--api-port", type=int, required=True, help="port of its Bot API")
    local.set_defaults(run=_run_local_telegram)
    for parser in (bot, worker, local):
        _add_data_dir(parser)
        parser.add_argument("--ready-fd", type=int, help=argparse.SUPPRESS)


def _add_doctor(commands: argparse._SubParsersAction[Parser]) -> None:
    doctor = commands.add_parser(
        "doctor", help="try every part of this machine and say what is wrong"
    )
    doctor.add_argument("--json", action="store_true", help="a list of {check, ok, detail, remedy}")
    _add_data_dir(doctor)
    doctor.set_defaults(run=_run_doctor)


def _add_data_dir(parser: Parser) -> None:
    # SUPPRESS: said after the command it wins, unsaid it leaves what stood before it.
    parser.add_argument(
        "--data-dir", type=Path, default=argparse.SUPPRESS, help="where everything is stored"
    )


def _settings(args: argparse.Namespace, **overrides: object) -> Settings:
    settings = load_settings(data_dir=args.data_dir, **overrides)
    if getattr(args, "ready_fd", None) is not None and sys.platform != "linux":
        follow_parent()  # on Linux the supervisor has arranged it already
    secrets = (
        settings.bot_token,
        settings.database_url,
        settings.redis_url,
        settings.webhook_secret,
    )
    set_up_logging(
        settings.log_level, secrets=[secret.get_secret_value() for secret in secrets if secret]
    )
    return settings


def _run_up(args: argparse.Namespace) -> int:
    from bot.up import run_up

    if "ONEIRO_FOLLOW_PARENT" in os.environ:  # set by `make run`: killing make ends us too
        follow_parent()
    return asyncio.run(run_up(_settings(args, port=args.port), say=_say))


def _run_bot(args: argparse.Namespace) -> int:
    gc.disable()  # loading makes much and throws little away: a fifth quicker without
    from bot.app import run_bot

    gc.enable()
    return asyncio.run(run_bot(_settings(args), ready_fd=args.ready_fd))


def _run_worker(args: argparse.Namespace) -> int:
    from bot.worker import run_worker

    return run_worker(_settings(args), ready_fd=args.ready_fd)


def _run_local_telegram(args: argparse.Namespace) -> int:
    from bot.local.main import run_local_telegram

    return asyncio.run(
        run_local_telegram(_settings(args), api_port=args.api_port, ready_fd=args.ready_fd)
    )


def _run_doctor(args: argparse.Namespace) -> int:
    from bot.doctor import run_doctor

    return asyncio.run(run_doctor(_settings(args), as_json=args.json))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _say_error(error: ArtError) -> None:
    sys.stderr.write(f"oneiro: {error}\n")


if __name__ == "__main__":
    sys.exit(main())
