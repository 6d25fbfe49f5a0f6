"""What a content does on our side when it begins to hold: a notice stands on the board, a deal waits for its check."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actor import Actor
from accounts.models import ExchangeCode
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.desk.commands.notices import post_notice
from marketplace.desk.models import NoticeKind, PublicNotice
from marketplace.network.models import ExternalDeal, Kind, PartnerRecord
from marketplace.network.shapes import Content

PROJECT_NUMBER_MAX = 20  # of a notice on our board


def take_effect(record: PartnerRecord, content: Content, actor: Actor, clock: Clock) -> None:
    """Do what follows from a content that holds from now on."""
    if record.kind == Kind.NOTICE:
        _post(record, content, actor, clock)
    elif record.kind == Kind.DEAL:
        _register(record, content, actor, clock)


def _post(record: PartnerRecord, content: Content, actor: Actor, clock: Clock) -> None:
    """Put a notice on the board; one that stands there already is corrected by another, never altered."""
    earlier: PublicNotice | None = record.notice
    posted = post_notice(
        kind=NoticeKind.ERRATUM if earlier else content["notice_kind"],
        exchange=record.exchange,
        title=content["title"],
        body=f"{origin(record)}\n\n{content['body']}",
        subject=record,
        starts_at=midnight(content["starts_on"]),
        ends_at=midnight(content["ends_on"], days=1) if "ends_on" in content else None,
        corrects=earlier,
        project_number=record.original_number if len(record.original_number) <= PROJECT_NUMBER_MAX else "",
        actor=actor,
        clock=clock,
    )
    record.notice = posted
    record.save(update_fields=["notice"])


def origin(record: PartnerRecord) -> str:
    """The line that says where a notice comes from; public text is Chinese, whoever brings it in."""
    with override("zh-hans"):
        name = ExchangeCode(record.exchange).label
        return _("〔来自{exchange}原系统，原项目编号 {number}〕").format(exchange=name, number=record.original_number)


def midnight(day: str, *, days: int = 0) -> datetime:
    """The beginning of a day in Shanghai, or of one that follows."""
    return datetime.combine(date.fromisoformat(day) + timedelta(days=days), time(), tzinfo=SHANGHAI)


def deal_fields(content: Content) -> dict[str, Any]:
    """A content as the fields of a deal; what the other system left out is empty."""
    names = ("title", "method", "amount_fen", "venue", "seller", "seller_region", "buyer", "buyer_region")
    return {name: content.get(name, "") for name in names} | {
        "deal_date": date.fromisoformat(content["deal_date"]),
        "contract_number": content["original_number"],
        "seller_uscc": content.get("transferor_uscc", ""),
        "buyer_uscc": content.get("transferee_uscc", ""),
    }


def _register(record: PartnerRecord, content: Content, actor: Actor, clock: Clock) -> None:
    """A deal to be checked: a new one, or the one of that contract number with its new content, to be checked again."""
    assert actor.user is not None
    assert actor.organisation is not None
    fields = deal_fields(content)
    told = {"entered_by": actor.user, "entered_at": clock.read(), "record": record}
    found = ExternalDeal.objects.filter(exchange=record.exchange, contract_number=record.original_number).first()
    if found is None:
        ExternalDeal.objects.create(exchange=record.exchange, organisation=actor.organisation, **fields, **told)
    else:
        found.move("replace", **fields, **told, checked_by=None, checked_at=None, note="")
