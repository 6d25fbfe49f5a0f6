"""A licensee with a foreign link: what the venue finds decides whether the licence may come about (R-SEC-08, R-SEC-09)."""

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import require
from marketplace.core.states import atomic, lock
from marketplace.licensing import rules
from marketplace.licensing.commands.granting import go_on, require_on_offer
from marketplace.licensing.commands.standing import refuse_blocked
from marketplace.licensing.models import Licence
from marketplace.trading.commands.screening import finding
from marketplace.trading.models.screened import Screening


@atomic
def screen_licensee(
    *, licence: Licence, result: str, basis: str, reason: str, permit: str = "", actor: Actor, clock: Clock
) -> Licence:
    """Decide what the catalogues say of the technology for a licensee with a foreign link: notice or application go on, or are refused.

    Raises Invalid field by field, Forbidden for anybody but an officer of the venue, Refused once it was screened, and where the
    terms are on offer no more or something that was recorded since stands in the way (R-LIC-02).
    """
    offer = licence.offer
    lock(offer)
    lock(licence)
    licence.offer = offer
    now = clock.read()
    require(rules.may_screen_licensee, actor, licence)
    found = finding(licence, result, basis, reason, permit, actor, now)
    if result == Screening.PROHIBITED:
        licence.move("refuse", **found, ended_at=now)
    else:
        require_on_offer(offer)
        refuse_blocked(offer.right, now, opens=not offer.is_trial)
        licence.move("apply" if offer.is_trial else "notify", **found)
    audit.record("licensing.licensee_screened", subject=licence, actor=actor, private=True, result=result)
    if result != Screening.PROHIBITED:
        go_on(licence, now, actor, clock)
    return licence
