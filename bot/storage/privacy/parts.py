"""Which rows name a person, and what is told of each: a table more is a part more here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import InstrumentedAttribute

from bot.storage.tables.community import FeedLikeRow, FeedReportRow, FeedWorkRow
from bot.storage.tables.conversation import DraftRow, PersonRow, PhotoRow
from bot.storage.tables.delights import StickerPackRow, StickerRow
from bot.storage.tables.gifts import (
    GiftRow,
    InvitationRow,
    SubscriptionCancelRow,
    SubscriptionRow,
)
from bot.storage.tables.jobs import CachedResultRow, JobRow, RenderDayRow
from bot.storage.tables.live import LiveDreamRow, LiveWishRow
from bot.storage.tables.money import ChargeRow, OfferRow
from bot.storage.tables.operators import BanRow, ChatOptionsRow
from bot.storage.tables.prints import PrintOfferRow, PrintOrderRow
from bot.storage.tables.privacy import ExportRow, RegionWaitRow, SpentDayRow
from bot.storage.tables.saved_styles import KeptStyleRow, SavedStyleRow, StyleUseRow

Column = InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of one table by what they are called in the file; ``whose``: has the person's id."""

    whose: Column
    newest: Column
    named: Mapping[str, Column]


PARTS: Mapping[str, Part] = {
    "person": Part(
        whose=PersonRow.user_id,
        newest=PersonRow.last_seen_at,
        named={
            "language": PersonRow.language,
            "chosen_language": PersonRow.chosen_language,
            "first_seen_at": PersonRow.first_seen_at,
            "last_seen_at": PersonRow.last_seen_at,
        },
    ),
    "usual_in_our_chat": Part(
        whose=ChatOptionsRow.chat_id,
        newest=ChatOptionsRow.art,
        named={"art": ChatOptionsRow.art, "options": ChatOptionsRow.options},
    ),
    "orders": Part(
        whose=JobRow.user_id,
        newest=JobRow.created_at,
        named={
            "id": JobRow.id,
            "asked_at": JobRow.created_at,
            "begun_at": JobRow.begun_at,
            "ended_at": JobRow.finished_at,
            "state": JobRow.state,
            "chat": JobRow.chat_id,
            "language": JobRow.language,
            "order": JobRow.order,
            "size": JobRow.tier,
            "result": JobRow.outcome,
            "problem": JobRow.error_code,
            "render_s": JobRow.render_s,
            "charge": JobRow.charge_id,
            "made_from": JobRow.parent_id,
            "result_was_deleted": JobRow.is_deleted,
        },
    ),
    "pictures_at_telegram": Part(
        whose=PhotoRow.user_id,
        newest=PhotoRow.created_at,
        named={
            "name": PhotoRow.id,
            "sent_at": PhotoRow.created_at,
            "chat": PhotoRow.chat_id,
            "message": PhotoRow.message_id,
            "telegram_name": PhotoRow.file_unique_id,
            "is_style": PhotoRow.is_style,
            "is_film": PhotoRow.is_film,
        },
    ),
    "menus": Part(
        whose=DraftRow.user_id,
        newest=DraftRow.created_at,
        named={
            "kind": DraftRow.kind,
            "opened_at": DraftRow.created_at,
            "chat": DraftRow.chat_id,
            "photo": DraftRow.photo,
            "choices": DraftRow.choices,
        },
    ),
    "shown": Part(
        whose=FeedWorkRow.user_id,
        newest=FeedWorkRow.number,
        named={
            "shown_at": FeedWorkRow.shown_at,
            "id": FeedWorkRow.id,
            "order": FeedWorkRow.job_id,
            "signed": FeedWorkRow.signature,
            "how": FeedWorkRow.recipe,
            "pictures": FeedWorkRow.sizes,
            "likes": FeedWorkRow.likes,
            "is_hidden": FeedWorkRow.is_hidden,
        },
    ),
    "liked": Part(
        whose=FeedLikeRow.user_id,
        newest=FeedLikeRow.created_at,
        named={"work": FeedLikeRow.work_id, "at": FeedLikeRow.created_at},
    ),
    "reported": Part(
        whose=FeedReportRow.user_id,
        newest=FeedReportRow.created_at,
        named={"work": FeedReportRow.work_id, "at": FeedReportRow.created_at},
    ),
    "saved_styles": Part(
        whose=SavedStyleRow.user_id,
        newest=SavedStyleRow.number,
        named={
            "saved_at": SavedStyleRow.saved_at,
            "id": SavedStyleRow.id,
            "name": SavedStyleRow.name,
            "shared": SavedStyleRow.sharing,
            "uses": SavedStyleRow.uses,
        },
    ),
    "kept_styles": Part(
        whose=KeptStyleRow.user_id,
        newest=KeptStyleRow.kept_at,
        named={"style": KeptStyleRow.style_id, "kept_at": KeptStyleRow.kept_at},
    ),
    "painted_in_styles_of_others": Part(
        whose=StyleUseRow.user_id,
        newest=StyleUseRow.created_at,
        named={
            "order": StyleUseRow.job_id,
            "style": StyleUseRow.style_id,
            "ordered_at": StyleUseRow.created_at,
        },
    ),
    "results_known_again": Part(
        whose=CachedResultRow.user_id,
        newest=CachedResultRow.created_at,
        named={"order": CachedResultRow.job_id, "noted_at": CachedResultRow.created_at},
    ),
    "live_dreams": Part(
        whose=LiveDreamRow.user_id,
        newest=LiveDreamRow.created_at,
        named={
            "begun_at": LiveDreamRow.created_at,
            "chat": LiveDreamRow.chat_id,
            "name": LiveDreamRow.name,
            "photo": LiveDreamRow.photo,
            "seconds": LiveDreamRow.film_s,
        },
    ),
    "wishes_in_live_dreams": Part(
        whose=LiveWishRow.user_id,
        newest=LiveWishRow.created_at,
        named={
            "wished_at": LiveWishRow.created_at,
            "name": LiveWishRow.name,
            "for": LiveWishRow.subjects,
        },
    ),
    "rendered": Part(
        whose=RenderDayRow.user_id,
        newest=RenderDayRow.day,
        named={
            "day": RenderDayRow.day,
            "art": RenderDayRow.art,
            "size": RenderDayRow.tier,
            "seconds": RenderDayRow.seconds,
            "renders": RenderDayRow.renders,
        },
    ),
    "had_today_before_deleting": Part(
        whose=SpentDayRow.user_id,
        newest=SpentDayRow.day,
        named={
            "day": SpentDayRow.day,
            "size": SpentDayRow.tier,
            "orders": SpentDayRow.jobs,
            "seconds": SpentDayRow.seconds,
        },
    ),
    "payments": Part(
        whose=ChargeRow.user_id,
        newest=ChargeRow.charged_at,
        named={
            "charge": ChargeRow.charge_id,
            "paid_at": ChargeRow.charged_at,
            "amount": ChargeRow.stars,
            "currency": ChargeRow.currency,
            "for": ChargeRow.product,
            "order": ChargeRow.job_id,
            "state": ChargeRow.state,
            "given_back_at": ChargeRow.refunded_at,
            "given_back_because": ChargeRow.refund_reason,
        },
    ),
    "invoices": Part(
        whose=OfferRow.user_id,
        newest=OfferRow.created_at,
        named={
            "offered_at": OfferRow.created_at,
            "good_until": OfferRow.expires_at,
            "stars": OfferRow.stars,
            "for": OfferRow.product,
            "sold": OfferRow.sold,
        },
    ),
    "subscription": Part(
        whose=SubscriptionRow.user_id,
        newest=SubscriptionRow.created_at,
        named={
            "begun_at": SubscriptionRow.created_at,
            "plan": SubscriptionRow.plan,
            "paid_until": SubscriptionRow.expires_at,
            "is_stopped": SubscriptionRow.is_cancelled,
            "ended_at": SubscriptionRow.ended_at,
        },
    ),
    "subscriptions_being_stopped": Part(
        whose=SubscriptionCancelRow.user_id,
        newest=SubscriptionCancelRow.created_at,
        named={
            "charge": SubscriptionCancelRow.charge_id,
            "asked_at": SubscriptionCancelRow.created_at,
        },
    ),
    "gifts_given": Part(
        whose=GiftRow.giver_id,
        newest=GiftRow.created_at,
        named={
            "given_at": GiftRow.created_at,
            "credits": GiftRow.credits,
            "lies_until": GiftRow.expires_at,
            "ended_at": GiftRow.ended_at,
        },
    ),
    "gifts_received": Part(
        whose=GiftRow.receiver_id,
        newest=GiftRow.created_at,
        named={"received_at": GiftRow.ended_at, "credits": GiftRow.credits},
    ),
    "came_by_an_invitation": Part(
        whose=InvitationRow.user_id,
        newest=InvitationRow.created_at,
        named={"came_at": InvitationRow.created_at, "rewarded_at": InvitationRow.rewarded_at},
    ),
    "people_invited": Part(
        whose=InvitationRow.inviter_id,
        newest=InvitationRow.created_at,
        named={"came_at": InvitationRow.created_at, "rewarded_at": InvitationRow.rewarded_at},
    ),
    "prints": Part(
        whose=PrintOrderRow.user_id,
        newest=PrintOrderRow.created_at,
        named={
            "number": PrintOrderRow.number,
            "ordered_at": PrintOrderRow.created_at,
            "what": PrintOrderRow.spec,
            "amount": PrintOrderRow.amount,
            "currency": PrintOrderRow.currency,
            "shipping": PrintOrderRow.shipping,
            "country": PrintOrderRow.country,
            "address": PrintOrderRow.address,
            "state": PrintOrderRow.state,
            "problem": PrintOrderRow.problem,
            "charge": PrintOrderRow.charge_id,
            "ended_at": PrintOrderRow.ended_at,
        },
    ),
    "print_offers": Part(
        whose=PrintOfferRow.user_id,
        newest=PrintOfferRow.created_at,
        named={
            "offered_at": PrintOfferRow.created_at,
            "what": PrintOfferRow.spec,
            "amount": PrintOfferRow.amount,
            "currency": PrintOfferRow.currency,
            "country": PrintOfferRow.country,
        },
    ),
    "sticker_packs": Part(
        whose=StickerPackRow.user_id,
        newest=StickerPackRow.created_at,
        named={"name": StickerPackRow.name, "begun_at": StickerPackRow.created_at},
    ),
    "stickers": Part(
        whose=StickerRow.user_id,
        newest=StickerRow.created_at,
        named={
            "picture": StickerRow.picture,
            "pack": StickerRow.pack,
            "made_at": StickerRow.created_at,
        },
    ),
    "files_like_this": Part(
        whose=ExportRow.user_id,
        newest=ExportRow.created_at,
        named={"asked_at": ExportRow.created_at},
    ),
    "waits_for_an_opening": Part(
        whose=RegionWaitRow.user_id,
        newest=RegionWaitRow.created_at,
        named={"since": RegionWaitRow.created_at, "language": RegionWaitRow.language},
    ),
    "ban": Part(
        whose=BanRow.user_id,
        newest=BanRow.created_at,
        named={"since": BanRow.created_at, "reason": BanRow.reason},
    ),
}
