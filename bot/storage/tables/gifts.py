"""What comes without a payment at that moment: codes, gifts, invitations, subscriptions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from bot.storage.tables.base import Base, CleanId


class PromoCodeRow(Base):
    """A word that is worth ``credits`` to each of ``uses`` people, once, until then."""

    __tablename__ = "promo_codes"
    __table_args__ = (CheckConstraint("used <= uses", name="promo_uses"),)

    code: Mapped[str] = mapped_column(CleanId(32), primary_key=True)
    credits: Mapped[int]
    uses: Mapped[int]
    used: Mapped[int]
    until: Mapped[datetime]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class GiftRow(Base):
    """Credits that somebody holds ready for whoever opens the link; ``id`` stands in it."""

    __tablename__ = "gifts"
    __table_args__ = (
        Index("gifts_giver", "giver_id", "created_at"),
        Index("gifts_expires", "ended_at", "expires_at"),
    )

    id: Mapped[str] = mapped_column(CleanId(24), primary_key=True)
    giver_id: Mapped[int]
    credits: Mapped[int]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    receiver_id: Mapped[int | None]
    ended_at: Mapped[datetime | None]


class InvitationRow(Base):
    """Who came by whose link; ``rewarded_at``: when both had something of it."""

    __tablename__ = "invitations"
    __table_args__ = (Index("invitations_inviter", "inviter_id", "rewarded_at"),)

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    inviter_id: Mapped[int]
    created_at: Mapped[datetime]
    rewarded_at: Mapped[datetime | None]


class SubscriptionRow(Base):
    """As bot.domain.money.subscriptions explains it; ``told_at``: that it has lapsed."""

    __tablename__ = "subscriptions"
    __table_args__ = (Index("subscriptions_expires", "expires_at"),)

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    offer_id: Mapped[str]
    charge_id: Mapped[str | None]
    plan: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime]
    is_cancelled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]


class SubscriptionCancelRow(Base):
    """A subscription for which Telegram is to take no more Stars, until it has said that it won't.

    ``charge_id``: of its first month. ``language``: its person is to be told, in this one.
    """

    __tablename__ = "subscription_cancels"
    __table_args__ = (Index("subscription_cancels_next_try", "next_try_at"),)

    charge_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int]
    language: Mapped[str | None]
    tries: Mapped[int]
    next_try_at: Mapped[datetime]
    created_at: Mapped[datetime]
