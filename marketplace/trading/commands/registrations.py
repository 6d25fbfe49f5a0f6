"""Registering for a sale."""

import secrets
import string
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import ExchangeCode, Scope
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.desk.commands import pass_stage
from marketplace.desk.models import Stage
from marketplace.desk.official import official
from marketplace.rulebook.queries import deadline
from marketplace.trading.commands.screening import declared
from marketplace.trading.commands.wording import statement_of
from marketplace.trading.models import Registration, Sale
from marketplace.trading.models.registration import Pseudonym, pseudonym
from marketplace.trading.models.screened import ForeignLink
from marketplace.trading.queries.priority import own_priority
from marketplace.trading.queries.terms import own_or_in_force
from marketplace.trading.rules import is_independent, is_not_barred, may_register

LETTERS = [letter for letter in string.ascii_uppercase if letter not in "IO"]  # not to be read as 1 and 0
CODES = frozenset(f"{letter}{digit}" for letter in LETTERS for digit in range(1, 100))


@atomic
def register_bidder(
    *,
    sale: Sale,
    foreign_link: str,
    declaration: str = "",
    via_exchange: str = "",
    statement: str = "",
    priority: bool = False,
    actor: Actor,
    clock: Clock,
) -> Registration:
    """Register the actor's organisation as a bidder; it may bid once its deposit has arrived (R-BID-02).

    `foreign_link` is the bidder's declaration; anything but `none` is explained in `declaration` and
    screened by the venue before all else (R-SEC-08).

    Where the listing states conditions, `statement` says how the bidder meets them, without naming it: the seller gives an
    opinion on code and statement (R-BID-05), and the venue confirms or refuses before a deposit counts (R-DSK-04, R-DSK-05).

    With `priority` it takes part as a holder of priority: it pays the same deposit, and may bid the leading price itself
    (R-BID-11); raises Refused for who holds none in this listing.

    Verified at one exchange is verified at all. `via_exchange` is the exchange that brought the bidder (default: its home
    exchange, else the one that verified it); it shares in the fees (R-FEE-14). The code that stands for the name until
    the end is drawn at random (R-BID-05). Raises Forbidden for the seller, exchanges and their people (R-BID-12), a party that defaulted on this lot (R-SET-05) and
    for an agent whose authorisation does not reach the starting price (R-DSK-09), Refused after the end or for a second registration.
    """
    lock(sale)
    now = clock.read()
    require_authority(actor, Scope.BID, sale.start_fen, at=now)
    require(may_register, actor, sale)
    require(is_independent, actor, sale)
    require(is_not_barred, actor, sale)
    assert actor.organisation
    assert actor.user
    if sale.listing.state == sale.listing.State.SUSPENDED:
        raise Refused(
            _("该项目挂牌已中止，中止期间不办理报名。恢复时另行公告。"), rule="R-LST-06", code="listing_suspended"
        )
    if not sale.admits(now):
        raise Refused(_("报名或竞价已结束，不能再登记竞买。"), rule="R-BID-08")
    before = sale.registrations.filter(organisation=actor.organisation).first()
    if before and before.withdrawn_at:
        text = _("贵单位已撤回本场竞价的报名，不能再次登记。")
        raise Refused(text, rule="R-BID-04", code="withdrew")
    if before:
        raise Refused(_("贵单位已登记本场竞价，无需重复登记。"), rule="R-BID-08", code="registered_already")

    holder = own_priority(actor, sale.listing) if priority else None
    if priority and holder is None:
        message = _("贵单位不是本项目经通知的优先购买权人。请先由交易机构核对身份，或以一般竞买人登记。")
        raise Refused(message, rule="R-BID-11", code="no_priority")

    said = declared(foreign_link, declaration)
    waits = said["foreign_link"] != ForeignLink.NONE
    stated = _stated(sale, statement, actor)
    stands = {"state": Registration.State.SCREENING} if waits else begins(sale, stated, now)
    taken = set(sale.registrations.values_list("code", flat=True))
    registration = Registration.objects.create(
        sale=sale,
        organisation=actor.organisation,
        code=secrets.choice(sorted(CODES - taken)),
        via_exchange=referrer_of(via_exchange, actor),
        registered_by=actor.user,
        registered_at=now,
        priority=holder,
        rank=holder.rank if holder else None,
        statement=stated,
        **said,
        **stands,
    )
    if not waits:
        note_interest(registration, now)
    audit.record(
        "trading.bidder_registered",
        subject=sale,
        actor=Pseudonym(f"registration:{registration.number}"),
        private=True,
        organisation=actor.organisation_ref,
        user=actor.ref,
        code=registration.code,
        via_exchange=registration.via_exchange,
        applying=registration.state == Registration.State.APPLYING,
        foreign_link=registration.foreign_link,
        rank=registration.rank,
    )
    return registration


def _stated(sale: Sale, statement: str, actor: Actor) -> str:
    """How the bidder meets the listing's conditions; empty where it states none. Raises Invalid."""
    if not sale.listing.buyer_conditions.strip():
        return ""
    lack = _("本项目设有受让方资格条件，请逐条说明贵单位如何符合，不得写出单位名称。")
    assert actor.organisation
    return statement_of(statement, actor.organisation, field="statement", lack=lack)


def begins(sale: Sale, statement: str, now: datetime) -> dict[str, Any]:
    """What a registration waits for once nothing foreign stands in its way: the deposit, or first the qualification."""
    if not statement:
        return {"state": Registration.State.REGISTERED}
    opinion = working_days(sale, "R-DSK-04", "opinion_working_days")
    decision = working_days(sale, "R-DSK-05", "qualification_working_days")
    return {
        "state": Registration.State.APPLYING,
        "opinion_due_at": deadline(now, working_days=opinion).at,
        "decision_due_at": deadline(now, working_days=opinion + decision).at,
    }


def working_days(sale: Sale, rule: str, key: str) -> int:
    """A limit of the case's own rules; of those in force, where its version is older than the desk."""
    return own_or_in_force(sale.rule_version, rule, key, sale.announced_at, sale.exchange)


def note_interest(registration: Registration, now: datetime) -> None:
    """The case has come to the qualification of its bidders, or to their deposits."""
    applying = registration.state == Registration.State.APPLYING
    pass_stage(
        listing=registration.sale.listing,
        stage=Stage.QUALIFICATION if applying else Stage.DEPOSIT,
        actor=pseudonym(registration.sale.number, registration.code),
        now=now,
        subject=audit.ref(registration.sale),
        note=registered_note(applying),
    )


@official
def registered_note(applying: bool) -> str:
    return _("有意向受让方登记，待资格确认。") if applying else _("有意向受让方登记。")


def referrer_of(via_exchange: str, actor: Actor) -> str:
    """The exchange that brought the actor's organisation: as said, else its home exchange, else the one that verified it. Raises Invalid."""
    assert actor.organisation
    referrer = via_exchange or actor.organisation.home_exchange or actor.organisation.verified_by
    if referrer not in ExchangeCode.values:
        raise Invalid(fields={"via_exchange": [_("没有这家交易机构：{code}。").format(code=via_exchange)]})
    return referrer
