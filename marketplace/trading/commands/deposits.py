"""Deposits: confirmed when they arrive, returned to those who did not win."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.desk.commands import pass_stage
from marketplace.desk.models import Stage
from marketplace.desk.official import official
from marketplace.ledger import commands as ledger
from marketplace.trading.commands.accounts import lock_deposits
from marketplace.trading.commands.papers import issue_receipt
from marketplace.trading.commands.receipts import receive_once, require_own_money
from marketplace.trading.models import Registration, Sale
from marketplace.trading.queries.returns import losing
from marketplace.trading.rules import may_confirm_money, may_release_deposit


@atomic
def confirm_deposit(
    *, registration: Registration, payer_name: str, bank_reference: str, amount_fen: int, actor: Actor, clock: Clock
) -> None:
    """Confirm that the deposit arrived from the bidder's own account, and hold it; from now on the bidder may bid (R-BID-02).

    `bank_reference` names the line of the bank statement and counts once. Raises Invalid if payer or amount differ,
    Refused after the end of the sale.
    """
    sale = registration.sale
    lock(sale)
    lock(registration)
    now = clock.read()
    require(may_confirm_money, actor, sale)
    if not sale.admits(now):
        raise Refused(_("报名或竞价已结束，保证金须在结束之前到账。请原路退回。"), rule="R-BID-02")
    if registration.waits_for_screening or registration.is_barred:
        raise Refused(
            _("该意向受让方的涉外审查尚未办结或未通过，不能确认保证金；已收款项请原路退回。"),
            rule="R-SEC-08",
            code="not_screened",
        )
    if registration.state in (Registration.State.APPLYING, Registration.State.REFUSED):
        raise Refused(
            _("该意向受让方的资格尚未确认，不能确认保证金。请先办理资格确认；已收款项请原路退回。"),
            rule="R-DSK-05",
            code="not_confirmed",
        )
    if registration.state == Registration.State.WITHDRAWN:
        text = _("该意向受让方已撤回报名，不能确认保证金；已收款项请原路退回。")
        raise Refused(text, rule="R-BID-04", code="withdrew")
    require_own_money(registration.organisation, payer_name, amount_fen, expected_fen=sale.deposit_fen)

    lock_deposits([registration.organisation], sale.exchange)
    receipt = receive_once(registration.organisation, sale.exchange, amount_fen, bank_reference, actor)
    held = ledger.hold(
        reference=held_as(registration),
        organisation=registration.organisation,
        exchange=sale.exchange,
        amount_fen=sale.deposit_fen,
        actor=actor,
    )
    registration.move("qualify", receipt=receipt, held=held, qualified_by=actor.user, qualified_at=now)
    pass_stage(
        listing=sale.listing, stage=Stage.DEPOSIT, actor=actor, now=now, subject=audit.ref(sale), note=_arrived()
    )
    issue_receipt(registration, payer_name, bank_reference, now, actor, clock)
    audit.record("trading.deposit_confirmed", subject=registration, actor=actor, deposit_fen=sale.deposit_fen)


def held_as(registration: Registration) -> str:
    """The reference of a held deposit; after a reversal the next one has its own."""
    again = registration.deposits_reverted
    return f"deposit:{registration.number}" + (f"/{again + 1}" if again else "")


@official
def _arrived() -> str:
    return _("有保证金到账并确认。")


@atomic
def return_deposits(*, sale: Sale, actor: Actor, clock: Clock) -> list[Registration]:
    """Give everybody but the winner the deposit back, in full and to the account it came from (R-BID-03).

    Before the end those alone who withdrew in time; never a deposit that somebody has proposed to forfeit (R-BID-04).

    Done by a reviewer who confirmed none of these deposits. Returns those repaid, in order of registration; an empty list
    if none was left. Raises Refused before the end.
    """
    lock(sale)
    now = clock.read()
    held = losing(sale.registrations.select_related("organisation", "held", "sale"))
    registrations = list(held.order_by("pk"))
    if not sale.is_over and not registrations:
        raise Refused(_("竞价结束之后才能退还保证金。"), rule="R-BID-03")
    for registration in registrations:
        require(may_release_deposit, actor, registration)
    lock_deposits([registration.organisation for registration in registrations], sale.exchange)
    for registration in registrations:
        _repay(registration, actor)
        registration.move("return", ended_at=now)
        audit.record("trading.deposit_returned", subject=registration, actor=actor, deposit_fen=sale.deposit_fen)
    return registrations


def _repay(registration: Registration, actor: Actor) -> None:
    assert registration.held
    ledger.release(reference=f"deposit-release:{registration.number}", held=registration.held, actor=actor)
    ledger.pay_out(
        organisation=registration.organisation,
        exchange=registration.sale.exchange,
        amount_fen=registration.sale.deposit_fen,
        reference=f"deposit-return:{registration.number}",
        actor=actor,
    )
