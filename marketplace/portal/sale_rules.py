"""The rules of one sale in plain words, with its own amounts and times."""

from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.core.presentation import exact_amount, market_time
from marketplace.trading.grounds import told
from marketplace.trading.models import Sale


class Plain(NamedTuple):
    """One rule: a sentence and the number of its source."""

    text: str
    rule: str


def rules_of(sale: Sale) -> list[Plain]:
    """What a bidder should know before bidding, in the order in which it matters."""
    language = get_language() or "zh-hans"
    if sale.is_by_envelope:
        return _of_sealed(sale, language)
    values = {
        "start": exact_amount(sale.start_fen, language),
        "increment": exact_amount(sale.increment_fen, language),
        "deposit": exact_amount(sale.deposit_fen, language),
        "grounds": told(sale.forfeit_grounds),
        "opens": market_time(sale.opens_at, language),
        "ends": market_time(sale.free_ends_at, language),
        "minutes": minutes(sale.extension_seconds),
        "days": sale.rule_version.value("R-BID-03", "refund_working_days"),
    }
    lines = [
        (_("先登记竞买并从本单位账户交纳保证金 {deposit}，到账后才能报价。不计利息。"), "R-BID-02"),
        (_("自由报价期从 {opens} 到 {ends}；时间以交易系统时钟为准。"), "R-BID-07"),
        *_of_dynamic(sale),
        (_("首次报价不低于起拍价 {start}；此后须高于当前最高价，每次加 {increment} 的整数倍。"), "R-BID-08"),
        *_of_joining(sale, language),
        *_of_listed(sale),
        *_of_priority(sale),
        (_("最后 {minutes} 分钟内有有效报价的，结束时间顺延至该报价后 {minutes} 分钟，直到无人再报。"), "R-BID-07"),
        (_("报价一经接受不得撤回，被更高报价超过后即失效。"), "R-BID-10"),
        (_("竞价期间只显示竞价人代码，结束后才公布名称；交易机构也看不到谁在报价。"), "R-BID-05"),
        (
            _("转让方设有保密的保留价，公告时已密封存证；最高报价未达保留价的，不成交。")
            if sale.reserve_commitment
            else _("本场不设保留价：有有效报价即成交。"),
            "R-BID-09",
        ),
        (_("成交者的保证金转作价款，其他竞价人的在结束后 {days} 个工作日内原路退还。"), "R-BID-03"),
        (_("有下列情形之一的，保证金不予退还：{grounds}。由两人分别提出和决定；其他情形一律退还。"), "R-BID-04"),
    ]
    return [Plain(text.format(**values), rule) for text, rule in lines]


def _of_sealed(sale: Sale, language: str) -> list[Plain]:
    """The same where prices are sealed and opened together."""
    rules = sale.rule_version
    values = {
        "start": exact_amount(sale.start_fen, language),
        "deposit": exact_amount(sale.deposit_fen, language),
        "grounds": told(sale.forfeit_grounds),
        "opens": market_time(sale.opens_at, language),
        "ends": market_time(sale.free_ends_at, language),
        "hours": rules.value("R-BID-15", "supplementary_hours"),
        "days": rules.value("R-BID-03", "refund_working_days"),
    }
    lines = [
        (_("先登记竞买并从本单位账户交纳保证金 {deposit}，到账后才能报价。不计利息。"), "R-BID-02"),
        (_("从 {opens} 到 {ends} 密封报价，不低于起拍价 {start}；时间以交易系统时钟为准。"), "R-BID-15"),
        (_("每轮只能报一次；报价信封不能撤回或更换。"), "R-BID-10"),
        *_of_joining(sale, language),
        *_of_judging(sale),
        (_("截止之前任何人都看不到报价；竞价期间只显示竞买代码，结束后才公布名称。"), "R-BID-05"),
        (
            _("密钥持有人未按期开标的，竞买人可以用副本自行开封；仍不能全部开封的，本场终止，保证金全额退还。"),
            "R-BID-15",
        ),
        (
            _("转让方设有保密的保留价，公告时已密封存证；未达保留价的，不成交。")
            if sale.reserve_commitment
            else _("本场不设保留价：有有效报价即成交。"),
            "R-BID-09",
        ),
        (_("成交者的保证金转作价款，其他竞价人的在结束后 {days} 个工作日内原路退还。"), "R-BID-03"),
        (_("有下列情形之一的，保证金不予退还：{grounds}。由两人分别提出和决定；其他情形一律退还。"), "R-BID-04"),
    ]
    return [Plain(text.format(**values), rule) for text, rule in lines]


def _of_judging(sale: Sale) -> list[tuple[str, str]]:
    """Who wins: the highest price and a supplementary round on a tie, or the most points."""
    if sale.method == Sale.Method.WEIGHTED:
        text = _(
            "方案先评分并经复核确认，再打开报价。价格得分为报价与最高报价之比，各项按公告的权重相加；总分相同的，价高者得，再相同的，先到者得。"
        )
        return [(text, "R-BID-16")]
    text = _(
        "价高者得。最高报价相同的，在这些竞买人之间补充报价一轮，时长 {hours} 小时，不低于原报价；仍相同的，先到者得。"
    )
    return [(text, "R-BID-15"), *_of_sealed_priority(sale)]


def _of_sealed_priority(sale: Sale) -> list[tuple[str, str]]:
    if not sale.listing.priority_holders.filter(state="notified").exists():
        return []
    text = _("登记的优先购买权人可以在补充报价中按最高报价应价；报价相同的，优先购买权人按顺位在先。不应价的视为放弃。")
    return [(text, "R-BID-11")]


def _of_joining(sale: Sale, language: str) -> list[tuple[str, str]]:
    """Where registration ends before the bidding: what follows if one comes, or none."""
    if sale.registration_ends_at is None:
        return []
    text = (
        _("报名到 {time} 截止。届时只有一名合格的意向受让方的，按挂牌价协议成交；两名以上的，以挂牌价为起拍价竞价。")
        if sale.is_listed
        else _(
            "报名到 {time} 截止。届时只有一名合格的意向受让方且未设保留价的，按起拍价协议成交，不再竞价；没有的，本场终止。"
        )
    )
    return [(text.format(time=market_time(sale.registration_ends_at, language)), "R-BID-14")]


def _of_listed(sale: Sale) -> list[tuple[str, str]]:
    """What follows where nobody comes for a lot at its listed price."""
    if not sale.is_listed:
        return []
    days = sale.rule_version.value("R-LST-01", "extension_working_days")
    text = (
        _("报名截止时没有合格意向受让方的，按 {days} 个工作日为一期延长信息披露，最多 {times} 期；仍没有的，本场终止。")
        if sale.prolongations_max
        else _("报名截止时没有合格意向受让方的，本场终止。")
    )
    return [(text.format(days=days, times=sale.prolongations_max), "R-LST-01")]


def _of_dynamic(sale: Sale) -> list[tuple[str, str]]:
    if sale.method != Sale.Method.DYNAMIC:
        return []
    return [(_("信息披露期内即可报价；结束之前随时可以报名，保证金到账后即可报价。"), "R-BID-06")]


def _of_priority(sale: Sale) -> list[tuple[str, str]]:
    """Where somebody was noticed of its priority: that it may bid the same."""
    if not sale.listing.priority_holders.filter(state="notified").exists():
        return []
    text = _(
        "登记的优先购买权人可以按当前最高价应价；无人出更高价的，由其受让，多人应价的依次按顺位、时间。不应价的视为放弃。"
    )
    return [(text, "R-BID-11")]


def minutes(seconds: int) -> str:
    """Seconds as minutes: whole ones, or with what is left over."""
    whole, rest = divmod(seconds, 60)
    return f"{whole}:{rest:02d}" if rest else str(whole)
