"""Registering for a sale."""

import secrets
import string

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import ExchangeCode
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.trading.models import Registration, Sale
from marketplace.trading.models.registration import Pseudonym
from marketplace.trading.rules import is_independent, may_register

LETTERS = [letter for letter in string.ascii_uppercase if letter not in "IO"]  # not to be read as 1 and 0
CODES = frozenset(f"{letter}{digit}" for letter in LETTERS for digit in range(1, 100))


@atomic
def register_bidder(*, sale: Sale, via_exchange: str = "", actor: Actor, clock: Clock) -> Registration:
    """Register the actor's organisation as a bidder; it may bid once its deposit has arrived (R-BID-02).

    Verified at one exchange is verified at all. `via_exchange` is the exchange that brought the bidder (default: its home
    exchange, else the one that verified it); it shares in the fees (R-FEE-14). The code that stands for the name until
    the end is drawn at random (R-BID-05). Raises Forbidden for the seller, exchanges and their people (R-BID-12),
    Refused after the end or for a second registration.
    """
    lock(sale)
    now = clock.read()
    require(may_register, actor, sale)
    require(is_independent, actor, sale)
    assert actor.organisation
    assert actor.user
    if sale.is_over or now >= sale.ends_at:
        raise Refused(_("竞价已结束，不能再登记竞买。"), rule="R-BID-08")
    if sale.registrations.filter(organisation=actor.organisation).exists():
        raise Refused(_("贵单位已登记本场竞价，无需重复登记。"), rule="R-BID-08", code="registered_already")

    taken = set(sale.registrations.values_list("code", flat=True))
    registration = Registration.objects.create(
        sale=sale,
        organisation=actor.organisation,
        code=secrets.choice(sorted(CODES - taken)),
        via_exchange=_referrer(via_exchange, actor),
        registered_by=actor.user,
        registered_at=now,
    )
    audit.record(
        "trading.bidder_registered",
        subject=sale,
        actor=Pseudonym(f"registration:{registration.number}"),
        private=True,
        organisation=actor.organisation_ref,
        user=actor.ref,
        code=registration.code,
        via_exchange=registration.via_exchange,
    )
    return registration


def _referrer(via_exchange: str, actor: Actor) -> str:
    assert actor.organisation
    referrer = via_exchange or actor.organisation.home_exchange or actor.organisation.verified_by
    if referrer not in ExchangeCode.values:
        raise Invalid(fields={"via_exchange": [_("没有这家交易机构：{code}。").format(code=via_exchange)]})
    return referrer
