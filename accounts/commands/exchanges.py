"""The four exchanges themselves: opened by the operator, since nobody stands above them to verify them."""

from accounts.actor import Actor
from accounts.commands.registration import admit
from accounts.identifiers import normalise_uscc
from accounts.models import Kind, Organisation, OwnerCategory, Role, User
from accounts.rules import is_operator
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import require
from marketplace.core.states import atomic
from marketplace.core.validation import validate


@atomic
def open_exchange(
    *,
    code: str,
    name: str,
    uscc: str,
    admin: User,
    actor: Actor,
    clock: Clock,
    name_en: str = "",
    region_code: str = "",
    roles: tuple[Role, ...] = (Role.ADMIN,),
) -> Organisation:
    """Open one of the four exchanges (`SW`, `CQ`, `CD`, `NT`), verified, with its first administrator in `roles`.

    The actor is the system (`system_actor("operator")`). Raises Invalid field by field.
    """
    now = clock.read()
    require(is_operator, actor)
    exchange = Organisation(
        kind=Kind.EXCHANGE,
        exchange_code=code,
        home_exchange=code,
        name=name.strip(),
        name_en=name_en.strip(),
        uscc=normalise_uscc(uscc),
        region_code=region_code,
        owner_category=OwnerCategory.STATE_FIRM,
        state=Organisation.State.VERIFIED,
        submitted_at=now,
        verified_by=code,
        verified_at=now,
    )
    validate(exchange, exclude=["number"])
    exchange.save(force_insert=True)
    admit(admin, exchange, list(roles), now)
    audit.record("accounts.exchange_opened", subject=exchange, actor=actor, code=code)
    return exchange
