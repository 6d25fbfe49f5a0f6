"""Where a sale stands for whoever looks at it: by its state and by market time, since a sweep may lag behind the clock."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.trading.models import Sale


@dataclass(frozen=True, slots=True)
class Phase:
    """`code` names the part of the page, `label` and `tone` its badge (see components/badge.html)."""

    code: str
    label: str | Promise
    tone: str

    @property
    def is_live(self) -> bool:
        return self.code in LIVE


ANNOUNCED = Phase("announced", _("即将开始"), "active")
OPEN = Phase("open", _("竞价中"), "live")
CHECKING = Phase("checking", _("正在核定竞买人"), "waiting")
PAUSED = Phase("paused", _("已暂停"), "waiting")
CLOSING = Phase("closing", _("正在确认结果"), "waiting")
SEALING = Phase("open", _("密封报价中"), "live")
UNOPENED = Phase("closing", _("待开标"), "waiting")
FAILED = Phase("failed", _("未成交"), "failed")
WON = {
    Sale.State.WON: Phase("won", _("已成交，待签约"), "done"),
    Sale.State.CONTRACTED: Phase("contracted", _("已签约，待结算"), "done"),
    Sale.State.SETTLED: Phase("settled", _("已结算"), "done"),
    Sale.State.CERTIFIED: Phase("certified", _("已出具鉴证书"), "done"),
    Sale.State.DEFAULTED: Phase("defaulted", _("受让方违约，成交终止"), "failed"),
    Sale.State.TERMINATED: Phase("terminated", _("合同解除，成交终止"), "failed"),
    Sale.State.CALLED_OFF: Phase("called_off", _("签约前终止，未成交"), "failed"),
}
LIVE = frozenset({"announced", "checking", "open", "paused", "closing"})


def phase_of(sale: Sale, now: datetime) -> Phase:
    """Bids are judged by time alone (R-BID-07), so an announced sale whose hour has come is open, unless it is still to be seen who is in."""
    if sale.state == Sale.State.FAILED:
        return FAILED
    if sale.is_over:
        return WON[Sale.State(sale.state)]
    if sale.state == Sale.State.PAUSED:
        return PAUSED
    if now < sale.opens_at:
        return ANNOUNCED
    if sale.waits_for_bidders:
        return CHECKING
    if sale.is_by_envelope:
        return SEALING if now < sale.ends_at else UNOPENED
    return OPEN if now < sale.ends_at else CLOSING
