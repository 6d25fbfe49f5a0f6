"""What may be given back of a deal, and who gives how much of it (R-FEE-08, R-FEE-14, R-SET-05)."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from marketplace.audit import commands as audit
from marketplace.contracts.models import DeedState
from marketplace.contracts.queries.reading import deed_of
from marketplace.core.errors import Refused
from marketplace.fees.models import PaymentNotice, Side
from marketplace.fees.queries import revenue_share
from marketplace.ledger.models import Leg, Purpose
from marketplace.trading.models import Default, Instalment, Sale, Settlement, Share, Unwinding
from marketplace.trading.queries.pools import in_place_of, parts_of_fees

Kind = Unwinding.Kind
SIDES = {Kind.REFUND_BUYER: Side.BUYER, Kind.REFUND_SELLER: Side.SELLER}


class Giver(NamedTuple):
    """An account of the market that gives: its purpose and its exchange; a seller's account for what was held for it."""

    purpose: str
    exchange: str


Given = dict[Giver, int]  # fen


def givable(settlement: Settlement) -> dict[str, int]:
    """What may be proposed now, by its kind, in fen."""
    asked = set(settlement.unwindings.exclude(state=Unwinding.State.REJECTED).values_list("kind", flat=True))
    found = {}
    for kind in Kind.values:
        try:
            found[kind] = amount_of(settlement, kind)
        except Refused:
            continue
    return {kind: fen for kind, fen in found.items() if kind not in asked}


def amount_of(settlement: Settlement, kind: str) -> int:
    """What goes to the party, in fen: its fees, or its whole deposit. Raises Refused if there is nothing to give back."""
    if kind in (Kind.RETURN_PRICE, Kind.KEEP_PRICE):
        _refuse_other_decision(settlement, kind)
    if kind == Kind.RETURN_PRICE:
        return sum(held_of_buyer(settlement).values())
    if kind == Kind.KEEP_PRICE:
        return sum(part.due_fen + part.deposit_fen for part in parts_to_keep(settlement))
    return default_of(settlement).deposit_fen if kind == Kind.LIFT_DEFAULT else refundable(settlement, kind)


def givers_of(settlement: Settlement, kind: str, amount_fen: int) -> Given:
    """Who gives it. Raises Refused if there is nothing to give back."""
    if kind in (Kind.RETURN_PRICE, Kind.KEEP_PRICE):
        return held_of_buyer(settlement)
    if kind != Kind.LIFT_DEFAULT:
        return given_back(settlement, amount_fen)
    default, venue = default_of(settlement), settlement.sale.exchange
    given: Counter[Giver] = Counter(_held(venue, parts_of_fees(settlement, default.fees_taken_fen)))
    given[Giver(Purpose.FEE, venue)] += default.costs_taken_fen
    given[Giver(Purpose.PAYABLE, venue)] += default.rest_fen
    return {giver: fen for giver, fen in given.items() if fen}


def refundable(settlement: Settlement, kind: str) -> int:
    """What a side has paid in fees and has not had back. Raises Refused on a default: it is nobody's to give back (R-FEE-08)."""
    if settlement.sale.state == Sale.State.DEFAULTED:
        text = _("交易因受让方违约终止，服务费由违约保证金支付，不予退还。")
        raise Refused(text, rule="R-FEE-08", code="party_default")
    amount = sum(notice.quote.amount_fen for notice in paid_notices(settlement, kind))
    if not amount:
        raise Refused(_("该方没有已付且可退还的服务费。"), rule="R-FEE-08", code="nothing_to_give")
    return amount


def paid_notices(settlement: Settlement, kind: str) -> list[PaymentNotice]:
    """The notices of a side that were paid and not given back."""
    subject, side = settlement.buyer_quote.subject, SIDES[Kind(kind)]
    found = PaymentNotice.objects.filter(quote__subject=subject, quote__side=side, state=PaymentNotice.State.PAID)
    return list(found.select_related("quote__payer").order_by("pk"))


def given_back(settlement: Settlement, amount_fen: int) -> Given:
    """What each exchange had of the fees, less what it would have of those that remain, as it stands in the ledger.

    Fractions that wait in the venue's pool come from there, so that all of it sums to the amount.
    """
    venue = settlement.sale.exchange
    had = _had(settlement)
    remaining = sum(notice.quote.amount_fen for kind in SIDES for notice in paid_notices(settlement, kind)) - amount_fen
    weights = revenue_share(settlement.sale.listing.accepted_at)
    left = _held(venue, in_place_of(settlement, weights.split(remaining)))
    back = {giver: had[giver] - left[giver] for giver in sorted({*had, *left})}
    return {**back, Giver(Purpose.POOL, venue): amount_fen - sum(back.values())}


def held_of_buyer(settlement: Settlement) -> Given:
    """What lies at the venue for a buyer whose contract was ended: its deposit and what it has paid (R-SET-09).

    Of a price in parts those that came and were not passed on; what was passed on is the sides' to settle. Raises Refused unless the
    contract was ended before the money was passed on, and where nothing lies there.
    """
    sale, venue = settlement.sale, settlement.sale.exchange
    _require_ended(settlement)
    winner, parts = sale.leading_registration, parts_that_wait(settlement)
    deposit_is_held = winner is not None and winner.state == winner.State.QUALIFIED
    paid = settlement.buyer_due_fen if settlement.state == Settlement.State.PAID else 0
    held = {
        Giver(Purpose.DEPOSIT, venue): settlement.deposit_fen if deposit_is_held else 0,
        Giver(Purpose.ESCROW, venue): paid + sum(part.due_fen for part in parts),
    }
    if not any(held.values()):
        raise Refused(_("该合同项下没有已收的价款和保证金。"), rule="R-SET-09", code="nothing_to_give")
    return held


def parts_that_wait(settlement: Settlement) -> list[Instalment]:
    """The parts of a price that came and were not passed on."""
    parts = Instalment.objects.filter(plan__contract__sale=settlement.sale, state=Instalment.State.PAID)
    return list(parts.order_by("position"))


def parts_to_keep(settlement: Settlement) -> list[Instalment]:
    """Those that may be the seller's although its contract was ended. Raises Refused where none waits."""
    _require_ended(settlement)
    parts = parts_that_wait(settlement)
    if not parts:
        raise Refused(_("没有已到账、尚未划付的分期价款。"), rule="R-SET-09", code="nothing_to_keep")
    return parts


def _require_ended(settlement: Settlement) -> None:
    """Raises Refused unless the contract was ended and money of it has not been passed on."""
    sale = settlement.sale
    deed = deed_of(audit.ref(sale))
    open_still = sale.state == Sale.State.CONTRACTED or bool(parts_that_wait(settlement))
    if not open_still or deed is None or deed.state != DeedState.ENDED:
        text = _("合同解除之后、结算之前，才能退还已收的价款和保证金。")
        raise Refused(text, rule="R-SET-09", code="contract_stands")


def _refuse_other_decision(settlement: Settlement, kind: str) -> None:
    """What came is returned or kept, not both. Raises Refused while the other was proposed or done."""
    other = Kind.KEEP_PRICE if kind == Kind.RETURN_PRICE else Kind.RETURN_PRICE
    if settlement.unwindings.filter(kind=other).exclude(state=Unwinding.State.REJECTED).exists():
        raise Refused(_("已收价款的去向已经提出或决定。"), rule="R-SET-09", code="decided_otherwise")


def default_of(settlement: Settlement) -> Default:
    """The default that may be lifted. Raises Refused if there is none, or it is concluded."""
    default = settlement.defaults.filter(state=Default.State.DECLARED).first()
    if default is None:
        text = _("没有可撤销的违约认定：须已认定且尚未了结；了结之后款项已付出，只能另行处理。")
        raise Refused(text, rule="R-SET-05", code="nothing_to_lift")
    return default


def _held(venue: str, parts: list[tuple[str, str, int]]) -> Counter[Giver]:
    """The accounts that hold shares: each exchange its own, the venue the alliance's fund."""
    held: Counter[Giver] = Counter()
    for payee, exchange, fen in parts:
        fund = payee == Share.Payee.FUND
        held[Giver(Purpose.FUND, venue) if fund else Giver(Purpose.FEE, exchange)] += fen
    return held


def _had(settlement: Settlement) -> Counter[Giver]:
    """What the accounts of exchanges and fund have of this deal: shares given less shares taken back."""
    parts = Instalment.objects.filter(plan__contract__sale=settlement.sale_id).values_list("number", flat=True)
    shared = [f"shares:{number}" for number in (settlement.sale.number, *parts)]
    undone = Q(transfer__in=settlement.unwindings.filter(transfer__isnull=False).values("transfer"))
    rows = Leg.objects.filter(Q(transfer__reference__in=shared) | undone)
    had: Counter[Giver] = Counter()
    for leg in rows.filter(account__purpose__in=[Purpose.FEE, Purpose.FUND]).select_related("account"):
        had[Giver(leg.account.purpose, leg.account.exchange)] += leg.amount_fen
    return had
