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
    """What a person gets each month; ``plan``: as it was sold. ``told_at``: that it has lapsed."""

    __tablename__ = "subscriptions"
    __table_args__ = (Index("subscriptions_expires", "expires_at"),)

    user_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    charge_id: Mapped[str]
    plan: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime]
    is_cancelled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
