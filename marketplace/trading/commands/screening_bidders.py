"""A bidder with a foreign link: what the venue finds decides whether it may go on (R-SEC-08, R-SEC-09)."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.trading.commands.registrations import begins, note_interest
from marketplace.trading.commands.screening import RULE, finding
from marketplace.trading.models import Registration
from marketplace.trading.models.registration import Pseudonym
from marketplace.trading.models.screened import Screening
from marketplace.trading.rules import may_screen_bidder


@atomic
def screen_bidder(
    *,
    registration: Registration,
    result: str,
    basis: str,
    reason: str,
    permit: str = "",
    actor: Actor,
    clock: Clock,
) -> Registration:
    """Decide what the catalogues say of the lot for a bidder with a foreign link: it goes on, or may not take part at all.

    Raises Invalid field by field, Forbidden for anybody but an officer of the venue, Refused once it was screened and after the end.
    """
    sale = registration.sale
    lock(sale)
    lock(registration)
    registration.sale = sale
    now = clock.read()
    require(may_screen_bidder, actor, sale)
    found = finding(registration, result, basis, reason, permit, actor, now)
    if sale.is_over:
        raise Refused(_("本场竞价已结束，无需再作涉外审查。"), rule=RULE, code="sale_over")
    if result == Screening.PROHIBITED:
        registration.move("bar", **found)
    else:
        stands = begins(sale, registration.statement, now)
        applying = stands.pop("state") == Registration.State.APPLYING
        registration.move("examine" if applying else "clear", **found, **stands)
        note_interest(registration, now)
    audit.record(
        "trading.bidder_screened",
        subject=registration,
        actor=Pseudonym(actor.ref),
        private=True,
        result=result,
        applying=registration.state == Registration.State.APPLYING,
        reason=registration.screening_reason,
    )
    return registration
