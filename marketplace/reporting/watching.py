"""Reading the facts of a deal for the rules of `abnormal`, and raising what they find. Only after the end of a sale (R-BID-05)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from accounts.actor import system_actor
from marketplace.audit.following import Line
from marketplace.audit.models import Entry
from marketplace.catalogue.models import Listing
from marketplace.catalogue.queries import decision_of
from marketplace.core.clock import market_clock
from marketplace.reporting import abnormal
from marketplace.reporting.abnormal import Deal, Finding, Past
from marketplace.reporting.bidders import of_default, of_sale, parties_of
from marketplace.reporting.commands.alerts import raise_alerts
from marketplace.reporting.commands.instructions import note_execution
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.queries import version_in_force
from marketplace.trading.models import Default, Sale

SYSTEM = system_actor("reporting.watch")
SUSPENDED = "catalogue.listing_suspended"


def watch(lines: Sequence[Line]) -> None:
    """Look at every deal and every suspension among the lines."""
    for line in lines:
        if line.verb == "trading.sale_closed":
            watch_sale(line.number)
            watch_bidders(line.number)
        elif line.verb == "trading.default_declared":
            watch_default(line.number)
        elif line.verb == SUSPENDED:
            watch_listing(line.number)
        elif line.verb == "desk.correction_approved":
            note_execution(correction=line.number, actor=SYSTEM, clock=market_clock)


def watch_sale(number: str) -> None:
    """Apply every rule to a sale, if it was won."""
    rows = Sale.objects.select_related("listing__lister", "leading_registration__organisation")
    sale = rows.filter(number=number, state__in=Sale.DECIDED).first()
    if sale is None:
        return
    rules = version_in_force(market_clock.read(), sale.exchange)
    raise_alerts(
        findings=list(findings_of(deal_of(sale), past_of(sale), rules)),
        subject=f"sale:{sale.number}",
        listing=sale.listing,
        actor=SYSTEM,
        clock=market_clock,
    )


def watch_bidders(number: str) -> None:
    """Look for signs that bidders acted together, whatever the sale came to; nothing of it changes anything (R-BID-13)."""
    sale = Sale.objects.contested().select_related("listing", "leading_registration").filter(number=number).first()
    if sale is not None and sale.is_over:
        subject = f"sale:{sale.number}"
        raise_alerts(findings=of_sale(sale), subject=subject, listing=sale.listing, actor=SYSTEM, clock=market_clock)


def watch_default(number: str) -> None:
    """Look whether whoever is next after a defaulting winner is connected with it."""
    rows = Default.objects.select_related("settlement__sale__listing", "settlement__sale__leading_registration")
    default = rows.get(number=number)
    raise_alerts(
        findings=of_default(default),
        subject=f"default:{number}",
        listing=default.sale.listing,
        actor=SYSTEM,
        clock=market_clock,
    )


def watch_listing(number: str) -> None:
    """Count the suspensions of a listing."""
    listing = Listing.objects.get(number=number)
    rules = version_in_force(market_clock.read(), listing.exchange)
    lines = Entry.objects.filter(subject=f"listing:{number}", verb=SUSPENDED).order_by("id")
    times: list[datetime] = list(lines.values_list("at", flat=True))
    found = list(abnormal.suspended_again(times, times=value(rules, "R-SUP-06", "times", 2)))
    raise_alerts(findings=found, subject=f"listing:{number}", listing=listing, actor=SYSTEM, clock=market_clock)


def findings_of(deal: Deal, past: Sequence[Past], rules: RuleVersion) -> Iterator[Finding]:
    """Every rule with the parameters of a version; one that is older than a rule has its shipped parameters."""
    yield from abnormal.price_out_of_line(
        deal,
        below_bp=value(rules, "R-SUP-01", "below_bp", 1_000),
        above_bp=value(rules, "R-SUP-01", "above_bp", 10_000),
    )
    yield from abnormal.same_pair_again(
        deal,
        past,
        times=value(rules, "R-SUP-02", "times", 2),
        window_days=value(rules, "R-SUP-02", "window_days", 365),
    )
    yield from abnormal.both_sides_alike(deal)
    yield from abnormal.unusually_fast(deal, least_days=value(rules, "R-SUP-04", "least_days", 5))
    yield from abnormal.may_be_split(
        deal,
        past,
        thresholds=[rules.value("R-LST-01", f"state_{tier}_over_fen") for tier in ("mid", "high")],
        window_days=value(rules, "R-SUP-05", "window_days", 180),
        near_bp=value(rules, "R-SUP-05", "near_bp", 1_000),
    )


def value(rules: RuleVersion, rule: str, key: str, shipped: int) -> int:
    """A parameter of supervision; versions published before there was the rule do not have it."""
    try:
        return int(rules.value(rule, key))
    except LookupError:
        return shipped


def deal_of(sale: Sale) -> Deal:
    winner = sale.leading_registration
    assert winner is not None
    assert sale.leading_fen is not None
    assert sale.closed_at is not None
    rows = sale.registrations.filter(qualified_at__isnull=False).select_related("organisation").order_by("pk")
    parties = {one.organisation_id: one.organisation for one in rows} | {sale.listing.lister_id: sale.listing.lister}
    known = parties_of(list(parties.values()))
    return Deal(
        sale=sale.number,
        listing=sale.listing.number,
        seller=known[sale.listing.lister_id],
        buyer=known[winner.organisation_id],
        price_fen=sale.leading_fen,
        listed_at=sale.listing.published_at or sale.announced_at,
        closed_at=sale.closed_at,
        references=references_of(sale),
        bidders=[known[one.organisation_id] for one in rows],
    )


def references_of(sale: Sale) -> dict[str, int]:
    """What the price is measured by: what was asked, what the unit decided, where the bidding began."""
    decision = decision_of(sale.listing)
    prices = {
        "decision": decision.price_fen if decision else None,
        "asking": sale.listing.asking_price_fen,
        "start": sale.start_fen,
    }
    return {name: fen for name, fen in prices.items() if fen}


def past_of(sale: Sale) -> list[Past]:
    """Earlier deals of the same seller and buyer."""
    assert sale.leading_registration is not None
    rows = Sale.objects.filter(
        state__in=Sale.DECIDED,
        listing__lister=sale.listing.lister_id,
        leading_registration__organisation=sale.leading_registration.organisation_id,
        closed_at__lte=sale.closed_at,
    ).exclude(pk=sale.pk)
    return [
        Past(
            one.number,
            one.leading_fen or 0,
            one.closed_at,
            one.registrations.filter(qualified_at__isnull=False).count(),
        )
        for one in rows.order_by("closed_at")
        if one.closed_at
    ]
