"""What a sale leaves in its case: stages, documents, the public notice of the result."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from accounts.models import Organisation, OwnerCategory
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock, last_day
from marketplace.core.errors import MarketError
from marketplace.core.money import yuan
from marketplace.desk.commands import pass_stage, post_notice
from marketplace.desk.models import Case, NoticeKind, PublicNotice, Stage
from marketplace.desk.official import official
from marketplace.desk.queries import notices_of
from marketplace.documents.commands import issue_or_log, reissue
from marketplace.documents.models import Document
from marketplace.rulebook.queries import deadline
from marketplace.trading.models import Certificate, Contract, Sale

logger = logging.getLogger(__name__)


def pass_deal(sale: Sale, contract: Contract, deed: str, now: datetime, actor: Actor, clock: Clock) -> None:
    """成交确认书 for both sides, then the contract, whose document is `deed`, is waited for until its due time."""
    winner = sale.leading_registration
    assert winner is not None
    document = issue_for_sale(sale, "result_confirmation", lambda: _confirmation(sale, contract, now), actor, clock)
    _pass(
        sale,
        Stage.CONFIRMATION,
        now,
        actor,
        _said("agreed" if sale.is_negotiated else "won"),
        winner.organisation,
        document=document,
    )
    _pass(sale, Stage.CONTRACT, now, actor, "", document=deed, ends_at=contract.due_at)


def pass_failure(sale: Sale, now: datetime, actor: Actor) -> None:
    """Back on offer: there was no buyer, or the listing left the offer."""
    _pass_back(sale, now, actor, _said("failed"))


def pass_default(sale: Sale, now: datetime, actor: Actor, clock: Clock) -> None:
    """The deal is over: the case is back on offer, and a result that was made public is corrected."""
    _pass_back(sale, now, actor, _said("defaulted"))
    _correct_result(sale, "defaulted", now, clock)


def pass_terminated(sale: Sale, now: datetime, actor: Actor, clock: Clock) -> None:
    """The contract was ended: as after a default, but nobody has failed."""
    _pass_back(sale, now, actor, _said("terminated"))
    _correct_result(sale, "terminated", now, clock)


def _correct_result(sale: Sale, why: str, now: datetime, clock: Clock) -> None:
    result = notices_of(audit.ref(sale)).filter(kind=NoticeKind.RESULT).last()
    if result is not None:
        _post_end(sale, result, why, now, clock)


def pass_called_off(sale: Sale, now: datetime, actor: Actor) -> None:
    """The agreement fell away before its contract: the case is back on offer."""
    _pass_back(sale, now, actor, _said("called_off"))


def pass_contract(sale: Sale, now: datetime, actor: Actor, clock: Clock) -> None:
    """The contract is in force: price and fees are waited for, and the result is made public (R-SET-07)."""
    _pass(sale, Stage.SETTLEMENT, now, actor, _said("signed"), ends_at=sale.settlement.due_at)
    post_result(sale, now, clock)


def pass_settlement(sale: Sale, now: datetime, actor: Actor) -> None:
    _pass(sale, Stage.VOUCHER, now, actor, _said("settled"))


def pass_certificate(sale: Sale, certificate: Certificate, now: datetime, actor: Actor, clock: Clock) -> None:
    """The voucher is issued and printed: the case waits for its archive."""
    printed = issue_for_sale(sale, "certificate_print", lambda: _printed(sale, certificate), actor, clock)
    _pass(sale, Stage.ARCHIVE, now, actor, _said("certified"), document=printed)


def _pass_back(sale: Sale, now: datetime, actor: Actor, note: str) -> None:
    subject = audit.ref(sale)
    pass_stage(
        listing=sale.listing, stage=Stage.INTEREST, actor=actor, now=now, subject=subject, note=note, failed=True
    )


def _pass(
    sale: Sale,
    stage: str,
    now: datetime,
    actor: Actor,
    note: str,
    transferee: Organisation | None = None,
    *,
    document: str = "",
    ends_at: datetime | None = None,
) -> None:
    pass_stage(
        listing=sale.listing,
        stage=stage,
        actor=actor,
        now=now,
        note=note,
        subject=audit.ref(sale),
        transferee=transferee,
        document=document,
        ends_at=ends_at,
    )


@official
def _said(what: str) -> str:
    return {
        "won": _("竞价成交，成交确认书已出具。"),
        "agreed": _("协议成交，成交确认书已出具。"),
        "failed": _("竞价未成交，继续挂牌。"),
        "defaulted": _("受让方违约，成交终止，继续挂牌。"),
        "called_off": _("协议在签约前终止，继续挂牌。"),
        "terminated": _("合同解除，成交终止，继续挂牌。"),
        "signed": _("双方签署，合同生效。"),
        "settled": _("价款和服务费结清。"),
        "certified": _("已出具鉴证书。"),
    }[what]


@official
def issue_for_sale(
    sale: Sale,
    code: str,
    data: Callable[[], dict[str, Any]],
    actor: Actor,
    clock: Clock,
    addressee: Organisation | None = None,
) -> str:
    """Issue a document about a sale, which never waits for its paper; its number."""
    return issue_or_log(
        code=code,
        subject=sale,
        exchange=sale.exchange,
        data=lambda: {**_about(sale), **data()},
        actor=actor,
        clock=clock,
        addressee=addressee,
    )


@official
def reissue_for_sale(
    sale: Sale, document: Document, data: Callable[[], dict[str, Any]], reason: str, actor: Actor, clock: Clock
) -> None:
    """The same document with other data; the old one says by which it is superseded. It keeps nobody waiting either."""
    try:
        with transaction.atomic():
            reissue(document=document, data={**_about(sale), **data()}, reason=reason, actor=actor, clock=clock)
    except MarketError:
        logger.exception("document %s of %s could not be issued anew", document.number, sale.number)


def _about(sale: Sale) -> dict[str, Any]:
    number = Case.objects.filter(listing=sale.listing_id).values_list("number", flat=True).first()
    about = {"project_title": sale.listing.title, "project_number": sale.listing.project_number}
    return {**about, **({"case_number": number} if number else {})}


def _confirmation(sale: Sale, contract: Contract, now: datetime) -> dict[str, Any]:
    winner = sale.leading_registration
    assert winner is not None
    bids = sale.bid_count if sale.is_by_envelope else sale.bids.filter(accepted=True).count()
    bidding = {"start_price": sale.start_fen, "bids": bids}
    return {
        "sale_number": sale.number,
        "transferor": sale.listing.lister.name,
        "transferee": winner.organisation.name,
        "track": sale.get_method_display(),
        "price": sale.leading_fen,
        **({} if sale.is_negotiated else bidding),
        "closed_at": now,
        "contract_due_date": last_day(contract.due_at),
    }


def _printed(sale: Sale, certificate: Certificate) -> dict[str, Any]:
    winner, settlement = sale.leading_registration, sale.settlement
    assert winner is not None
    told = {
        "certificate_number": certificate.number,
        "sale_number": sale.number,
        "contract_number": sale.contract.number,
        "transferor": sale.listing.lister.name,
        "transferor_uscc": sale.listing.lister.uscc,
        "transferee": winner.organisation.name,
        "transferee_uscc": winner.organisation.uscc,
        "track": sale.get_method_display(),
        "price": settlement.price_fen,
        "closed_at": sale.closed_at,
        "settled_at": settlement.settled_at,
        "rules": sale.rule_version.number,
        "certificate_sha256": certificate.sha256,
    }
    return {name: value for name, value in told.items() if value}


@official
def post_result(sale: Sale, now: datetime, clock: Clock) -> None:
    """成交公告: object, floor and price; at least the working days of R-SET-07 for a state firm's asset, as long for all."""
    listing = sale.listing
    days = int(sale.rule_version.value("R-SET-07", "result_notice_working_days"))
    rows = [
        _("标的名称：{title}").format(title=listing.title),
        _("转让方：{name}").format(name=listing.lister.name),
        _priced(sale),
        _("成交价：{price} 元").format(price=yuan(sale.leading_fen or 0)),
    ]
    if listing.owner_category == OwnerCategory.STATE_FIRM:
        rows.insert(2, _("评估结果：见备案文件（案卷内）"))
    post_notice(
        kind=NoticeKind.RESULT,
        exchange=sale.exchange,
        title=_("{title}成交公告（{project}）").format(title=listing.title[:200], project=listing.project_number),
        body="\n".join(rows),
        subject=sale,
        project_number=listing.project_number,
        starts_at=now,
        ends_at=deadline(now, working_days=days).at,
        actor=system_actor("trading.post_result"),
        clock=clock,
    )


def _priced(sale: Sale) -> str:
    """From which price the deal came."""
    if sale.is_negotiated:
        return _("定价方式：协议定价")
    return _("{label}：{price} 元").format(label=sale.start_label, price=yuan(sale.start_fen))


@official
def _post_end(sale: Sale, result: PublicNotice, why: str, now: datetime, clock: Clock) -> None:
    """更正公告: the deal that was announced has ended, and the lot is on offer again. It names nobody."""
    listing = sale.listing
    post_notice(
        kind=NoticeKind.ERRATUM,
        exchange=sale.exchange,
        title=_("{title}成交终止公告（{project}）").format(title=listing.title[:200], project=listing.project_number),
        body={
            "defaulted": _("该项目受让方未按期履行，本次成交终止，项目继续挂牌（规则 R-SET-05）。"),
            "terminated": _("该项目的合同已解除，本次成交终止，项目继续挂牌（规则 R-SET-09）。"),
        }[why],
        subject=sale,
        project_number=listing.project_number,
        starts_at=now,
        corrects=result,
        actor=system_actor("trading.pass_default"),
        clock=clock,
    )
