"""The public notice of a listing, in plain words."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue.models import Listing
from marketplace.core.clock import Clock
from marketplace.core.money import yuan
from marketplace.core.presentation import market_end
from marketplace.desk.commands.notices import post_notice
from marketplace.desk.models import Case, NoticeKind, PublicNotice
from marketplace.desk.official import official


@official
def post_listing_notice(case: Case, now: datetime, actor: Actor, clock: Clock, document: str = "") -> PublicNotice:
    """挂牌公告: what is offered, by whom, on which terms and until when (R-LST-04)."""
    listing = case.listing
    return post_notice(
        kind=NoticeKind.LISTING,
        exchange=case.exchange,
        title=_("{title}挂牌公告（{project}）").format(title=listing.title[:200], project=case.project_number),
        body="\n".join(facts_of(listing)),
        subject=listing,
        project_number=case.project_number,
        document=document,
        starts_at=listing.published_at or now,
        ends_at=listing.disclosure_ends_at,
        actor=actor,
        clock=clock,
    )


def facts_of(listing: Listing) -> list[str]:
    """The lines that a notice tells of a listing: public facts only."""
    price = yuan(listing.asking_price_fen) if listing.asking_price_fen else ""
    rows = [
        (_("项目名称"), listing.title),
        (_("转让方"), listing.lister.name),
        (_("转化方式"), "、".join(labels_of(listing))),
        (_("定价方式"), listing.get_price_mode_display()),
        (_("挂牌价格（元）"), price),
        (_("付款条件"), listing.payment_terms),
        (_("受让方资格条件"), listing.buyer_conditions),
        (_("已有许可、质押和争议"), listing.encumbrances),
        (_("公告截止"), day_of(listing.disclosure_ends_at)),
    ]
    return [f"{label}：{value}" for label, value in rows if value]


def labels_of(listing: Listing) -> list[str]:
    field = Listing._meta.get_field("transfer_modes").base_field
    names = dict(field.choices or [])
    return [str(names.get(code, code)) for code in listing.transfer_modes]


def day_of(at: datetime | None) -> str:
    """The end of a period in the words of the reader; empty if there is none."""
    return market_end(at, get_language() or settings.LANGUAGE_CODE) if at else ""


def last_notice(listing: Listing) -> PublicNotice | None:
    """The notice that a correction refers to; a listing taken over may have none."""
    about = PublicNotice.objects.filter(subject=f"listing:{listing.number}")
    return about.filter(kind__in=[NoticeKind.LISTING, NoticeKind.CHANGE]).order_by("-id").first()
