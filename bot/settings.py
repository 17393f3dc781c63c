"""What an operator can set: one frozen object, read once at start and passed on."""

from __future__ import annotations

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Literal, Self

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.data_dir import ENV_FILE, default_data_dir
from bot.errors import SettingsError
from bot.logs import LogFormat
from engine.machine import file_in_the_way
from engine.texts.phrase import Phrase

PREFIX = "ONEIRO_"
_BUCKET = re.compile(r"s3://[A-Za-z0-9._-]+(/[A-Za-z0-9._/-]*)?")
_REGION = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*|-?[0-9]{1,16}")
_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>@]+/?")
# How `make run` asks to end with it; not a setting.
FOREIGN_NAMES = frozenset({"ONEIRO_FOLLOW_PARENT"})
# A guess at a key must be hopeless.
MIN_KEY_CHARS = 16


class Settings(BaseSettings):
    """Every field is an environment variable: ``ONEIRO_`` and its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, extra="ignore", frozen=True, env_ignore_empty=True
    )

    bot_token: SecretStr | None = Field(None, description="From @BotFather; unset: local Telegram")
    data_dir: Path = Field(
        default_factory=lambda: default_data_dir(os.environ), description="Everything stored"
    )
    database_url: SecretStr | None = Field(None, description="Postgres; unset: SQLite in data_dir")
    migrate: bool = Field(
        True, description="Bring the tables up to date at start; false: `oneiro migrate` does it"
    )
    redis_url: SecretStr | None = Field(
        None, description="Redis, or its Sentinels; unset: `oneiro up` brings one"
    )
    tiers: Path | None = Field(None, description="A tiers.toml of your own")
    prints: Path | None = Field(None, description="A prints.toml of your own")
    print_provider_token: SecretStr | None = Field(
        None, description="Of a payment provider, from @BotFather; unset: no prints are sold"
    )
    print_address_days: float = Field(
        30.0, gt=0, description="Days that an address is kept after a print arrived"
    )
    host: str = Field("127.0.0.1", description="Address of the chat page")
    port: int = Field(8081, ge=1, le=65535, description="Port of the chat page")
    telegram_url: str = Field("https://api.telegram.org", description="Bot API server")
    webhook_url: str | None = Field(None, description="Public https URL; unset: long polling")
    webhook_secret: SecretStr | None = Field(None, description="Secret token of the webhook")
    webhook_host: str | None = Field(None, description="Address it listens on; unset: every one")
    webhook_port: int = Field(8443, ge=1, le=65535, description="Port the webhook listens on")
    pools: Annotated[frozenset[Literal["gpu", "cpu", "instant"]], NoDecode] = Field(
        frozenset(("gpu", "cpu", "instant")),
        min_length=1,
        description="Which jobs a worker takes: gpu, cpu, instant, with commas between them",
    )
    device: Literal["cuda", "mps", "cpu"] | None = Field(None, description="Unset: the best found")
    render_budget_s: float = Field(60.0, gt=0, description="Longest render on a CPU worker")
    operators: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(),
        description="Telegram user ids of those who may say /admin and use networks kept for them",
    )
    support_contact: str | None = Field(
        None, description="Whom people write to about a payment: @name, an address or a link"
    )
    results_url: str | None = Field(
        None, description="s3://bucket/prefix for results of several machines; unset: data_dir"
    )
    payment_keys: SecretStr | None = Field(
        None,
        description="Keys that sign invoices, with commas between them; unset: from the bot token",
    )
    refunds_per_month: int = Field(
        3, ge=1, description="Pictures that one person may give back in 30 days for not liking them"
    )
    device_hour_stars: float | None = Field(
        None, ge=0, description="What an hour of a device costs you, in Stars; unset: no margin"
    )
    regions_open: Annotated[frozenset[str], NoDecode] = Field(
        frozenset(),
        description="To whom alone this is open: language codes, ids of chats; unset: to everybody",
    )
    regions_closed: Annotated[frozenset[str], NoDecode] = Field(
        frozenset(), description="To whom it is not open, likewise"
    )
    region_default: Literal["open", "closed"] | None = Field(
        None,
        description="For people without a language; unset: closed where regions_open has something",
    )
    storage_chat: int | None = Field(
        None,
        description="Id of a chat of yours for results of guests; unset: each person's own chat",
    )
    result_keep_h: float = Field(48.0, gt=0, description="Hours a full-size result is kept")
    history_keep_days: float = Field(
        90.0,
        ge=7,
        le=3650,
        description="Days that orders, menus and where pictures lie at Telegram are kept",
    )
    updates_keep_days: float = Field(
        7.0, ge=1, le=90, description="Days that the numbers of updates are known"
    )
    undelivered_refund_days: float = Field(
        7.0, gt=0, description="Days until a paid picture that cannot be delivered is refunded"
    )
    metrics_port: int | None = Field(
        None, ge=0, le=65535, description="Metrics and health of the chat process; unset: none"
    )
    worker_metrics_port: int | None = Field(
        None, ge=0, le=65535, description="The same of each worker; 0: any free port"
    )
    metrics_host: str = Field("127.0.0.1", description="Address that both listen on")
    web_port: int | None = Field(
        None, ge=0, le=65535, description="Web pages of the feed; unset: none"
    )
    web_host: str = Field("127.0.0.1", description="Address that they listen on")
    web_url: str | None = Field(
        None, description="Public address of the web pages, which the chat links to; unset: none"
    )
    feed_reports: int = Field(
        3, ge=1, description="So many people's reports hide a work until an operator looks at it"
    )
    feed_folder: Path | None = Field(
        None, description="Free pictures that idle workers paint for the feed; unset: none"
    )
    feed_per_day: int = Field(
        6, ge=1, le=1000, description="So many of them are shown a day, of all workers together"
    )
    person_updates_per_minute: int = Field(
        60, ge=0, description="What one person may send; the rest is dropped unread; 0: no limit"
    )
    chat_updates_per_minute: int = Field(
        240, ge=0, description="What may come from one group, likewise; 0: no limit"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: LogFormat = Field(
        "line", description="json: one object a line, for a log collector"
    )

    @field_validator("operators", "pools", "regions_open", "regions_closed", mode="before")
    @classmethod
    def _with_commas(cls, value: object) -> object:
        return value.replace(",", " ").split() if isinstance(value, str) else value

    @field_validator("regions_open", "regions_closed")
    @classmethod
    def _languages_and_ids(cls, value: frozenset[str]) -> frozenset[str]:
        names = frozenset(each.lower().replace("_", "-") for each in value)
        if not all(map(_REGION.fullmatch, names)):
            raise ValueError("it is a list of language codes, such as ru or pt-br, and chat ids")
        return names

    @field_validator("payment_keys")
    @classmethod
    def _long_keys(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and any(len(key) < MIN_KEY_CHARS for key in _keys_in(value)):
            raise ValueError(f"each key must have {MIN_KEY_CHARS} characters or more")
        return value

    @field_validator("results_url")
    @classmethod
    def _bucket_without_keys(cls, value: str | None) -> str | None:
        if value is not None and not _BUCKET.fullmatch(value):
            raise ValueError("it looks like s3://bucket/prefix; keys go into AWS_* variables")
        return value

    @field_validator("web_url")
    @classmethod
    def _whole_address(cls, value: str | None) -> str | None:
        if value is not None and not _ADDRESS.fullmatch(value):
            raise ValueError("it looks like https://example.org")
        return None if value is None else value.rstrip("/")

    @model_validator(mode="after")
    def _webhook_needs_a_secret(self) -> Self:
        if self.webhook_url and not self.webhook_secret:
            raise ValueError("ONEIRO_WEBHOOK_URL needs ONEIRO_WEBHOOK_SECRET as well")
        return self

    @property
    def sql_url(self) -> str:
        """The database as SQLAlchemy's async engine wants it."""
        if self.database_url is None:
            return f"sqlite+aiosqlite:///{self.data_dir / 'oneiro.sqlite3'}"
        scheme, _, rest = self.database_url.get_secret_value().partition("://")
        return (
            f"postgresql+asyncpg://{rest}"
            if scheme in ("postgres", "postgresql")
            else (f"{scheme}://{rest}")
        )

    @property
    def signing_keys(self) -> tuple[str, ...]:
        """The operator's own keys of invoices: the first signs, all verify."""
        return _keys_in(self.payment_keys) if self.payment_keys is not None else ()

    @property
    def results_dir(self) -> Path:
        """Where rendered pictures wait for delivery and for Full size, if in no bucket."""
        return self.data_dir / "results"

    @property
    def incoming_dir(self) -> Path:
        """People's files while they are looked at."""
        return self.data_dir / "incoming"

    @property
    def weights_dir(self) -> Path:
        return self.data_dir / "weights"


def _keys_in(value: SecretStr) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, value.get_secret_value().split(","))))


def load_settings(**overrides: object) -> Settings:
    """Settings from the environment and ``.env``; ``overrides`` (None ignored) win.

    Raises: SettingsError: a misspelt name or a value that does not fit, in plain words.
    """
    names = {PREFIX + name.upper() for name in Settings.model_fields} | FOREIGN_NAMES
    for name in (*os.environ, *dotenv_values(ENV_FILE)):
        if name.startswith(PREFIX) and name not in names:
            near = get_close_matches(name, names, n=1)
            remedy = Phrase("remedies.see_all_settings")
            if near:
                remedy = Phrase("near.did_you_mean", names=near[0])
            raise SettingsError(
                name=name, problem=Phrase("problems.no_such_setting"), remedy=remedy
            )
    try:
        settings = Settings(**{k: v for k, v in overrides.items() if v is not None})  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as exc:
        # The input value may be a secret, so only its name and the rule are told.
        first = exc.errors(include_input=False, include_url=False)[0]
        name = PREFIX + "".join(str(part) for part in first["loc"][:1]).upper()
        raise SettingsError(
            name=name if first["loc"] else Phrase("settings.all"),
            problem=first["msg"],
            remedy=Phrase("remedies.see_file", file=".env.example"),
        ) from None
    file = file_in_the_way(settings.data_dir)
    if file is not None:
        problem = Phrase("problems.is_file", file=str(file))
        raise SettingsError(
            name=f"--data-dir ({PREFIX}DATA_DIR)",
            problem=problem,
            remedy=Phrase("remedies.name_a_folder"),
        )
    return settings
