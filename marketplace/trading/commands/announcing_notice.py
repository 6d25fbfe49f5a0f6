"""竞价公告: the terms of a sale made public, with the grounds on which a deposit may be forfeited (R-BID-04)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import system_actor
from marketplace.core.clock import Clock
from marketplace.core.money import yuan
from marketplace.desk.commands import post_notice
from marketplace.desk.models import NoticeKind
from marketplace.desk.official import official
from marketplace.trading.commands.pausing import said
from marketplace.trading.grounds import told
from marketplace.trading.models import Sale


@official
def post_sale_notice(sale: Sale, now: datetime, clock: Clock) -> None:
    """Everybody reads the terms; they stay as they are said here."""
    listing = sale.listing
    post_notice(
        kind=NoticeKind.SALE,
        exchange=sale.exchange,
        title=_("{title}竞价公告（{project}）").format(title=listing.title[:200], project=listing.project_number),
        body="\n".join(_rows(sale)),
        subject=sale,
        project_number=listing.project_number,
        starts_at=now,
        actor=system_actor("trading.announce_sale"),
        clock=clock,
    )


def _rows(sale: Sale) -> Iterator[str]:
    yield _("竞价编号：{sale}").format(sale=sale.number)
    yield _("标的名称：{title}").format(title=sale.listing.title)
    yield _("成交方式：{method}").format(method=sale.get_method_display())
    yield _("{label}：{price} 元").format(label=sale.start_label, price=yuan(sale.start_fen))
    if sale.increment_fen:
        yield _("加价幅度：{step} 元").format(step=yuan(sale.increment_fen))
    yield _("保留价：{reserve}").format(reserve=_("设有，已密封存证") if sale.reserve_commitment else _("不设"))
    if sale.registration_ends_at:
        yield _("报名截止：{at}").format(at=said(sale.registration_ends_at))
    yield _("竞价开始：{at}").format(at=said(sale.opens_at))
    ends = _("密封报价截止：{at}") if sale.is_by_envelope else _("自由报价期至：{at}")
    yield ends.format(at=said(sale.free_ends_at))
    yield _("交易保证金：{deposit} 元，自本单位账户交纳（规则 R-BID-02）").format(deposit=yuan(sale.deposit_fen))
    text = _("有下列情形之一的，保证金不予退还：{grounds}。其他情形一律退还（规则 R-BID-04）。")
    yield text.format(grounds=told(sale.forfeit_grounds))
