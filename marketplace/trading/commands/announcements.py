"""Announcing a sale."""

from datetime import datetime, timedelta
from fractions import Fraction

from django.utils.translation import gettext as _

from accounts import vault
from accounts.actor import Actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.agency.models import Scope
from marketplace.audit import commands as audit
from marketplace.catalogue.models import Listing, PriceMode
from marketplace.catalogue.rules import numbers_of, refuse_custodian
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.money import round_half_up
from marketplace.core.states import atomic, lock
from marketplace.desk.commands import pass_stage
from marketplace.desk.models import Stage
from marketplace.desk.official import official
from marketplace.rulebook.models import CapabilityCode
from marketplace.rulebook.queries import require_capability
from marketplace.trading.announcing import (
    joins_until,
    method_of,
    prolongations_of,
    require_listed_price,
    require_prices,
    require_times,
)
from marketplace.trading.commands.announcing_notice import post_sale_notice
from marketplace.trading.commands.freeing import require_free_rights
from marketplace.trading.commands.priority import require_priority_clear
from marketplace.trading.commands.relisting import require_floor
from marketplace.trading.commands.sealed_terms import SealedDraft, draw_up_opening, require_opening
from marketplace.trading.commands.tariffs import tariff_of
from marketplace.trading.grounds import named_by
from marketplace.trading.models import Default, Sale
from marketplace.trading.rules import may_announce
from marketplace.trading.sealing import RESERVE, Reserve


@atomic
def announce_sale(
    *,
    listing: Listing,
    start_fen: int,
    increment_fen: int = 0,
    opens_at: datetime,
    method: str = "",
    registration_ends_at: datetime | None = None,
    free_ends_at: datetime | None = None,
    prolongations: int | None = None,
    deposit_fen: int | None = None,
    reserve_fen: int | None = None,
    sealed: SealedDraft | None = None,
    actor: Actor,
    clock: Clock,
) -> Sale:
    """Announce the sale of a published listing by bidding or at its listed price; its terms are fixed from now on.

    `method` is `dynamic` for bidding that is open while the lot is still disclosed (R-BID-06); otherwise the listing's way of
    pricing says it. At the listed price, which is the start price, registration ends with the disclosure: one has it, several
    bid from it, and where none came it is disclosed anew, up to `prolongations` times (R-LST-01). Of methods with sealed prices (R-BID-15) `sealed` says who opens them and by
    what they are weighed: then there is no increment, and `free_ends_at` ends the sealing. Left out, the deposit is the rulebook's share of the start price (R-BID-01) and the free period has its length
    (R-BID-07); registration ends with the sale, of a state-owned lot at the opening: if one has qualified by then, it is sold to
    it by agreement (R-BID-14). The reserve price is sealed at once and opened at the end (R-BID-09). Rules and tariff are those frozen at
    the acceptance of the listing (R-GEN-08), and with them the grounds on which a deposit may be forfeited (R-BID-04). Everything is made public
    by a notice. Raises Refused if the listing is not on offer for bidding or has a sale
    already, a holder of priority was not noticed in time (R-BID-11), or the venue may not hold online bidding (R-LST-11), Invalid field by field.
    """
    lock(listing)
    now = clock.read()
    require_authority(actor, Acts.LIST, start_fen, at=now)
    if not may_announce(actor, listing):
        refuse_custodian(actor, listing.lister, Scope.NEGOTIATE, numbers_of(listing))
    require(may_announce, actor, listing)
    _require_on_offer(listing)
    method = method_of(listing, method)
    require_free_rights(listing, now, agreements=True)
    require_priority_clear(listing, now)
    require_capability(listing.exchange, CapabilityCode.ONLINE_BIDDING, now)

    rules = listing.rule_version
    assert rules is not None
    free_ends_at = free_ends_at or opens_at + timedelta(seconds=rules.value("R-BID-07", "free_period_seconds"))
    if deposit_fen is None:
        deposit_fen = round_half_up(start_fen * Fraction(rules.value("R-BID-01", "deposit_bp"), 10_000))
    require_prices(rules, method, start_fen, increment_fen, deposit_fen, reserve_fen)
    if registration_ends_at is None:
        registration_ends_at = joins_until(listing, method, opens_at)
    require_times(listing, method, now, registration_ends_at, opens_at, free_ends_at)
    require_floor(listing, start_fen)
    prolongations = prolongations_of(rules, method, prolongations)
    if method == Sale.Method.LISTED:
        require_listed_price(listing, start_fen, reserve_fen)
    opening = require_opening(listing, method, sealed)

    tariff = tariff_of(listing)
    reserve = Reserve.draw(listing.number, reserve_fen) if reserve_fen else None
    sale = Sale.objects.create(
        listing=listing,
        exchange=listing.exchange,
        rule_version=rules,
        schedule=tariff,
        method=method,
        prolongations_max=prolongations,
        start_fen=start_fen,
        increment_fen=increment_fen,
        deposit_fen=deposit_fen,
        opens_at=opens_at,
        registration_ends_at=registration_ends_at,
        free_ends_at=free_ends_at,
        ends_at=free_ends_at,
        extension_seconds=rules.value("R-BID-07", "extension_seconds"),
        forfeit_grounds=named_by(rules),
        reserve_commitment=reserve.commitment if reserve else "",
        reserve_ciphertext=vault.encrypt(reserve.text, purpose=RESERVE) if reserve else "",
        announced_at=now,
    )
    notice = draw_up_opening(sale, opening) if opening else {}
    follow_default(sale)
    pass_stage(listing=listing, stage=Stage.INTEREST, actor=actor, now=now, subject=audit.ref(sale), note=_note())
    post_sale_notice(sale, now, clock)
    audit.record(
        "trading.sale_announced",
        subject=sale,
        actor=actor,
        listing=listing.number,
        exchange=sale.exchange,
        method=method,
        start_fen=start_fen,
        increment_fen=increment_fen,
        deposit_fen=deposit_fen,
        opens_at=opens_at.isoformat(),
        registration_ends_at=registration_ends_at.isoformat() if registration_ends_at else None,
        free_ends_at=free_ends_at.isoformat(),
        extension_seconds=sale.extension_seconds,
        forfeit_grounds=sale.forfeit_grounds,
        reserve_commitment=sale.reserve_commitment,
        rules=rules.number,
        schedule=tariff.number,
        **notice,
    )
    return sale


def follow_default(sale: Sale) -> None:
    """After a default this is the second sale, whose price says what is short (R-SET-05); if it fails, the next one is."""
    Default.objects.filter(settlement__sale__listing=sale.listing_id, state=Default.State.DECLARED).update(
        second_sale=sale
    )


@official
def _note() -> str:
    return _("已发布竞价公告。")


def _require_on_offer(listing: Listing) -> None:
    if listing.state != Listing.State.PUBLISHED or listing.unverified:
        raise Refused(_("只有已受理并正在挂牌的成果可以发布竞价公告。请先完成受理和挂牌。"), rule="R-LST-08")
    if listing.price_mode == PriceMode.NEGOTIATED:
        raise Refused(_("该成果的定价方式不是网络竞价或挂牌交易。请先变更定价方式。"), rule="R-PRI-01")
    if listing.sales.exclude(state__in=Sale.FALLEN).exists():
        raise Refused(_("该成果已有一场竞价，不能重复发布。"), rule="R-LST-10", code="sale_exists")
