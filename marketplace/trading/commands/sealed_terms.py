"""What the notice of a sale with sealed prices fixes: custodians, quorum, criteria, the times of the opening. A step of `announce_sale`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from marketplace.catalogue.models import Listing
from marketplace.core.errors import Invalid, Refused
from marketplace.trading.commands.rounds import begin_round
from marketplace.trading.envelopes import fingerprint
from marketplace.trading.models import Custodian, OpeningKey, PriorityHolder, Sale, Scheme, SealedTerms
from marketplace.trading.models.sale import BY_ENVELOPE, Method
from marketplace.trading.queries.opening_keys import chosen_for, usable_schemes

RULE = "R-BID-15"


@dataclass(frozen=True, slots=True)
class SealedDraft:
    """The numbers of the custodians' keys (empty: the market names one of each exchange) and of the scheme of a weighted sale."""

    custodians: Sequence[str] = ()
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class OpeningPlan:
    """What was found fit to be announced."""

    keys: Sequence[OpeningKey]
    quorum: int
    scheme: Scheme | None


def require_opening(listing: Listing, method: Method, draft: SealedDraft | None) -> OpeningPlan | None:
    """The custodians and the scheme of a draft; None where no price is sealed. Raises Invalid field by field: too few keys, an exchange that could open alone, no approved scheme."""
    assert listing.rule_version
    given = draft or SealedDraft()
    if method not in BY_ENVELOPE:
        if given.custodians or given.scheme:
            field = "custodians" if given.custodians else "scheme"
            raise Invalid(fields={field: [_("只有一次报价和权重报价需要开标密钥和权重方案。")]}, rule="R-BID-06")
        return None
    count = int(listing.rule_version.value(RULE, "custodians"))
    quorum = int(listing.rule_version.value(RULE, "quorum"))
    keys = _named(given.custodians) if given.custodians else chosen_for(listing.exchange, count)
    _require_custodians(keys, count, quorum)
    return OpeningPlan(keys, quorum, _scheme(listing, method, given))


def _named(numbers: Sequence[str]) -> list[OpeningKey]:
    found = {key.number: key for key in OpeningKey.objects.filter(number__in=numbers, state=OpeningKey.State.ACTIVE)}
    unknown = [number for number in numbers if number not in found]
    if unknown:
        message = _("没有编号为 {number} 的有效开标密钥。").format(number=unknown[0][:20])
        raise Invalid(fields={"custodians": [message]}, rule=RULE)
    return [found[number] for number in dict.fromkeys(numbers)]


def _require_custodians(keys: Sequence[OpeningKey], count: int, quorum: int) -> None:
    most = max(Counter(key.exchange for key in keys).values(), default=0)
    if len(keys) != count:
        told = _(
            "须有 {count} 个开标密钥，现为 {given} 个（规则 R-BID-15）。请由不同交易机构的工作人员先登记并复核开标密钥。"
        )
        raise Invalid(fields={"custodians": [told.format(count=count, given=len(keys))]}, rule=RULE)
    if most >= quorum or len({key.holder_id for key in keys}) < len(keys):
        told = _("任何一家交易机构、任何一个人都不得单独开标：同一机构的密钥须少于 {quorum} 个（规则 R-BID-15）。")
        raise Invalid(fields={"custodians": [told.format(quorum=quorum)]}, rule=RULE)


def _scheme(listing: Listing, method: Method, draft: SealedDraft) -> Scheme | None:
    if method == Method.SEALED:
        if draft.scheme:
            raise Invalid(fields={"scheme": [_("一次报价只比价格，没有权重方案。")]}, rule="R-BID-06")
        return None
    scheme = usable_schemes(listing).filter(number=draft.scheme).first()
    if scheme is None:
        message = _("权重报价须有本成果已经复核通过、未曾使用的权重方案（规则 R-BID-16）。")
        raise Invalid(fields={"scheme": [message]}, rule="R-BID-16")
    if listing.priority_holders.filter(state=PriorityHolder.State.NOTIFIED).exists():
        message = _(
            "有优先购买权人未放弃时不得采用权重报价：同等条件无从行使（规则 R-BID-11）。请改用多次报价或一次报价。"
        )
        raise Refused(message, rule="R-BID-11", code="priority_in_weighted")
    return scheme


def draw_up_opening(sale: Sale, plan: OpeningPlan) -> dict[str, Any]:
    """Fix it with the sale that was just made, and let its first round be waited for. Returns what the log says of it."""
    terms = SealedTerms.objects.create(sale=sale, quorum=plan.quorum, scheme=plan.scheme)
    Custodian.objects.bulk_create(
        Custodian(terms=terms, position=place, key=key) for place, key in enumerate(plan.keys, start=1)
    )
    begin_round(sale, floor_fen=sale.start_fen, opens_at=sale.opens_at, ends_at=sale.free_ends_at)
    told: dict[str, Any] = {"quorum": plan.quorum}
    told["custodians"] = {key.number: fingerprint(key.public_key) for key in plan.keys}
    return told | ({"scheme": plan.scheme.number} if plan.scheme else {})
