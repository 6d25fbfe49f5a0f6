"""What the terms of an announcement must be: method, prices, times (R-PRI-01, R-LST-01, R-LST-02, R-LST-04, R-BID-01, R-BID-06, R-BID-07, R-BID-09)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import OwnerCategory
from marketplace.catalogue.models import Listing, PriceMode
from marketplace.core.errors import Invalid
from marketplace.core.money import MAX_FEN, yuan
from marketplace.rulebook.models import RuleVersion
from marketplace.trading.models.sale import BY_ENVELOPE, Method


def method_of(listing: Listing, asked: str) -> Method:
    """How this sale finds its buyer: what the listing's way of pricing allows (R-PRI-01, R-BID-06)."""
    listed = listing.price_mode == PriceMode.LISTED
    allowed = [Method.LISTED] if listed else [Method.BIDDING, Method.DYNAMIC, Method.SEALED, Method.WEIGHTED]
    if asked and asked not in allowed:
        names = "、".join(str(method.label) for method in allowed)
        message = _("该成果的定价方式是{mode}，可选：{names}（规则 R-PRI-01）。")
        raise Invalid(
            fields={"method": [message.format(mode=listing.get_price_mode_display(), names=names)]}, rule="R-PRI-01"
        )
    return Method(asked or allowed[0])


def joins_until(listing: Listing, method: Method, opens_at: datetime) -> datetime | None:
    """Until when one may register unless the notice says otherwise; None: until the end."""
    if method == Method.LISTED:
        disclosed = listing.disclosure_ends_at
        return min(disclosed, opens_at) if disclosed else opens_at
    state_owned = listing.owner_category == OwnerCategory.STATE_FIRM
    return opens_at if state_owned and method != Method.DYNAMIC else None


def prolongations_of(rules: RuleVersion, method: Method, asked: int | None) -> int:
    """How often the disclosure goes on where nobody came. Raises Invalid beyond what the rulebook allows."""
    if method != Method.LISTED:
        if asked:
            raise Invalid(
                fields={"prolongations": [_("只有挂牌交易可以约定延长信息披露（规则 R-LST-01）。")]}, rule="R-LST-01"
            )
        return 0
    most = int(rules.value("R-LST-01", "prolongations_max"))
    times = most if asked is None else asked
    if not 0 <= times <= most:
        message = _("延长次数须在 0 至 {most} 之间（规则 R-LST-01）。").format(most=most)
        raise Invalid(fields={"prolongations": [message]}, rule="R-LST-01")
    return times


def require_listed_price(listing: Listing, start_fen: int, reserve_fen: int | None) -> None:
    """The listed price is public, and it is the price (R-LST-04)."""
    faults = {}
    if listing.asking_price_fen != start_fen:
        message = _("挂牌价须与已披露的价格一致，即 {price} 元（规则 R-LST-04）。要改价，请先办理变更。")
        faults["start"] = [message.format(price=yuan(listing.asking_price_fen or 0))]
    if reserve_fen is not None:
        faults["reserve"] = [_("挂牌价是公开的，不设保密的保留价（规则 R-LST-04）。")]
    if faults:
        raise Invalid(fields=faults, rule="R-LST-04")


def require_prices(
    rules: RuleVersion, method: Method, start_fen: int, increment_fen: int, deposit_fen: int, reserve_fen: int | None
) -> None:
    most = start_fen * rules.value("R-BID-01", "deposit_max_bp") // 10_000
    faults = {}
    if not 0 < start_fen <= MAX_FEN:
        faults["start"] = [_("起拍价须大于零。")]
    elif not 0 < deposit_fen <= most:
        faults["deposit"] = [
            _("保证金须大于零且不超过起拍价的规定比例，即 {most} 元（规则 R-BID-01）。").format(most=yuan(most))
        ]
    if method in BY_ENVELOPE and increment_fen:
        faults["increment"] = [_("密封报价没有加价幅度（规则 R-BID-06）。")]
    elif method not in BY_ENVELOPE and not 0 < increment_fen <= MAX_FEN:
        faults["increment"] = [_("加价幅度须大于零。")]
    if reserve_fen is not None and not rules.value("R-BID-09", "secret_reserve_allowed"):
        faults["reserve"] = [_("现行规则不允许密封保留价（规则 R-BID-09）。")]
    elif reserve_fen is not None and not start_fen <= reserve_fen <= MAX_FEN:
        faults["reserve"] = [_("保留价不得低于起拍价（规则 R-BID-09）。")]
    if faults:
        raise Invalid(fields=faults)


def require_times(
    listing: Listing,
    method: Method,
    now: datetime,
    registration_ends_at: datetime | None,
    opens_at: datetime,
    free_ends_at: datetime,
) -> None:
    faults = {}
    disclosed = listing.disclosure_ends_at
    if opens_at <= now:
        faults["opens_at"] = [_("竞价开始时间须晚于当前时间。")]
    elif method == Method.DYNAMIC:
        if registration_ends_at:
            faults["registration_ends_at"] = [_("动态报价期间随时可以报名，不另设报名截止时间（规则 R-BID-06）。")]
        if disclosed and free_ends_at < disclosed:
            message = _("动态报价的自由报价期不得早于信息披露期届满（规则 R-LST-02）。")
            faults["free_ends_at"] = [message]
    elif disclosed and opens_at < disclosed:
        faults["opens_at"] = [_("信息披露期尚未届满，竞价须在披露期结束之后开始（规则 R-LST-02）。")]
    ends = None if "opens_at" in faults else registration_ends_at
    if ends and not now < ends <= opens_at:
        faults["registration_ends_at"] = [_("报名截止时间须晚于当前时间，且不晚于竞价开始时间。")]
    elif ends and disclosed and ends < disclosed:
        faults["registration_ends_at"] = [_("报名截止时间不得早于信息披露期届满（规则 R-LST-01）。")]
    if free_ends_at <= opens_at:
        faults["free_ends_at"] = [_("自由报价期结束时间须晚于开始时间。")]
    if faults:
        raise Invalid(fields=faults)
