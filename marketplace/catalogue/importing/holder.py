"""Whom imported rows belong to in a sandbox where nobody is registered yet."""

from accounts.actor import system_actor
from accounts.models import Kind, Organisation, OwnerCategory
from marketplace.audit import commands as audit
from marketplace.core.clock import market_clock
from marketplace.core.states import atomic

USCC = "91510100MA00DEX14D"  # well-formed and invented


@atomic
def demo_holder(exchange: str) -> Organisation:
    """The demo organisation that holds imported rows; opened when it is first asked for. Only for a sandbox."""
    found = Organisation.objects.filter(uscc=USCC).first()
    if found:
        return found
    now = market_clock.read()
    holder = Organisation.objects.create(
        kind=Kind.SERVICE_AGENCY,
        name="示范资料导入单位",
        name_en="Demo holder of imported rows",
        uscc=USCC,
        home_exchange=exchange,
        owner_category=OwnerCategory.PRIVATE,
        state=Organisation.State.VERIFIED,
        submitted_at=now,
        verified_by=exchange,
        verified_at=now,
    )
    audit.record("catalogue.demo_holder_opened", subject=holder, actor=system_actor("catalogue.import"))
    return holder
