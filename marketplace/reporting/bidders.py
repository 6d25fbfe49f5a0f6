"""Reading what is known of the bidders of a sale that is over, for the signs of `collusion` (R-BID-13)."""

from collections.abc import Mapping, Sequence

from accounts.models import Membership, Organisation
from marketplace.cashier.models import Proposal
from marketplace.core.clock import market_clock
from marketplace.reporting import collusion
from marketplace.reporting.abnormal import Finding, Party
from marketplace.reporting.collusion import Bidder, Bidding
from marketplace.reporting.models import Trace
from marketplace.rulebook.models import Family
from marketplace.rulebook.queries import version_in_force
from marketplace.trading.models import Default, Registration, Sale
from marketplace.trading.queries.sealed import bids_of

ALTERNATION_BIDS = 8  # of a version that is older than the value


def of_sale(sale: Sale) -> list[Finding]:
    """Every sign in a sale for which several had paid; only after its end (R-BID-05)."""
    assert sale.is_over
    bidding = Bidding(bidders_of(sale), bids_in(sale), sale.increment_fen)
    rules = version_in_force(market_clock.read(), sale.exchange, Family.CONDUCT)
    try:
        least = int(rules.value(collusion.RULE, "alternation_bids"))
    except LookupError:
        least = ALTERNATION_BIDS
    found = collusion.signals(bidding, signs=rules.value(collusion.RULE, "signals"), alternation_bids=least)
    return collusion.finding(found, bidding.bidders)


def of_default(default: Default) -> list[Finding]:
    """Whether whoever would have had the lot after the defaulting winner is connected with it."""
    sale = default.sale
    bidders = {one.code: one for one in bidders_of(sale)}
    winner = sale.leading_registration
    assert winner
    others = [(code, price) for code, price in bids_in(sale) if code != winner.code and code in bidders]
    if not others or winner.code not in bidders:
        return []
    following, next_fen = max(others, key=lambda bid: bid[1])
    found = collusion.after_default(bidders[winner.code], bidders[following], default.settlement.price_fen, next_fen)
    return collusion.finding(found, list(bidders.values()))


def bids_in(sale: Sale) -> list[tuple[str, int]]:
    """The valid bids in their order; of sealed prices those that were opened."""
    if sale.is_by_envelope:
        return [(one.code, one.price_fen) for one in bids_of(sale)]
    rows = sale.bids.filter(accepted=True).order_by("sequence")
    return list(rows.values_list("registration__code", "price_fen"))


def bidders_of(sale: Sale) -> list[Bidder]:
    """All whose deposit had arrived, whether they stayed or not."""
    rows = sale.registrations.filter(qualified_at__isnull=False).select_related("organisation").order_by("pk")
    registrations = list(rows)
    parties = parties_of([one.organisation for one in registrations])
    accounts = _payers(registrations)
    traces = list(Trace.objects.filter(sale=sale).values_list("organisation", "address", "device"))
    return [
        Bidder(
            code=one.code,
            party=parties[one.organisation_id],
            addresses=frozenset(address for party, address, _device in traces if party == one.organisation_id),
            devices=frozenset(device for party, _at, device in traces if party == one.organisation_id and device),
            payers=frozenset(filter(None, [accounts.get(one.receipt_id or 0, "")])),
            left=one.withdrawn_at is not None and one.return_due_at is None,
        )
        for one in registrations
    ]


def _payers(registrations: Sequence[Registration]) -> Mapping[int, str]:
    """The paying accounts by the receipts of the deposits, without blanks."""
    receipts = [one.receipt_id for one in registrations if one.receipt_id]
    known = Proposal.objects.filter(transfer__in=receipts).values_list("transfer", "payer_account")
    return {transfer: "".join(account.split()) for transfer, account in known if transfer is not None}


def parties_of(organisations: Sequence[Organisation]) -> dict[int, Party]:
    """By primary key, with everybody who is or was a member."""
    persons: dict[int, set[str]] = {one.pk: set() for one in organisations}
    rows = Membership.objects.filter(organisation__in=organisations).values_list("organisation", "user__number")
    for pk, user in rows:
        persons[pk].add(user)
    return {
        one.pk: Party(one.number, one.contact_phone, one.contact_email, one.address, frozenset(persons[one.pk]))
        for one in organisations
    }
