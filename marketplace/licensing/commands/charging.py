"""Money under a licence: asked for, confirmed as it came, passed on to the licensor and the exchanges (R-FEE-05, R-SET-08)."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.actor import Actor, system_actor
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.fees.commands import mark_paid, withdraw_notice
from marketplace.fees.models import PaymentNotice
from marketplace.licensing import rules
from marketplace.licensing.commands.certifying import certify_licence
from marketplace.licensing.commands.entering import enter
from marketplace.licensing.models import Charge, ChargeState, Licence, LicenceState, SalesReport
from marketplace.rulebook.models import CapabilityCode
from marketplace.rulebook.queries import require_capability
from marketplace.trading.commands.part_payments import Part, Parted, ask_for, keep_in_escrow, pass_on, quote_growth
from marketplace.trading.commands.receipts import receive_once, require_own_money

SYSTEM = "licensing.charge"


def draw_up_charge(
    licence: Licence, report: SalesReport | None, amount_fen: int, *, before_fen: int, due_at: datetime, clock: Clock
) -> Charge:
    """Fix what is due and ask both sides for what their fees grow by; `before_fen` was due under the licence before (R-FEE-05)."""
    system = system_actor(SYSTEM)
    quotes = quote_growth(_deal(licence), amount_fen, before_fen=before_fen, actor=system, clock=clock)
    licensee_quote, licensor_quote = quotes
    charge = Charge.objects.create(
        licence=licence,
        report=report,
        amount_fen=amount_fen,
        licensee_fee_fen=licensee_quote.amount_fen,
        licensor_fee_fen=licensor_quote.amount_fen,
        licensee_quote=licensee_quote,
        licensor_quote=licensor_quote,
        due_at=due_at,
    )
    ask_for(quotes, actor=system, clock=clock)
    audit.record(
        "licensing.charge_due",
        subject=charge,
        actor=system,
        private=True,
        licence=licence.number,
        amount_fen=amount_fen,
        licensee_fee_fen=charge.licensee_fee_fen,
        licensor_fee_fen=charge.licensor_fee_fen,
    )
    return charge


def withdraw_charges(licence: Licence, clock: Clock) -> None:
    """Ask no more for what is due under a licence that does not come about. Raises Refused once it has come."""
    for charge in licence.charges.exclude(state=ChargeState.WITHDRAWN).order_by("pk"):
        lock(charge)
        withdraw_charge(charge, clock)


def withdraw_charge(charge: Charge, clock: Clock) -> None:
    """A step of commands that have asked who may. Raises Refused for one that has been paid."""
    if charge.fee_receipt_id:
        raise Refused(_("许可方服务费已到账，请先由交易机构退回。"), rule="R-SET-08", code="fee_came")
    charge.move("withdraw")
    for notice in _notices_of(charge):
        withdraw_notice(notice=notice, actor=system_actor(SYSTEM), clock=clock)


@atomic
def confirm_charge(
    *, charge: Charge, payer_name: str, bank_reference: str, amount_fen: int, actor: Actor, clock: Clock
) -> Charge:
    """Confirm that the amount and the licensee's fee came from its own account, and keep them in escrow (R-SET-08).

    With the fixed price an open licence is in force (R-LIC-03). Raises Invalid if payer or amount differ from what is due,
    Forbidden for anybody but finance or an officer of the venue, Refused if nothing is due.
    """
    licence = _locked(charge)
    now = clock.read()
    require(rules.may_confirm_charge, actor, charge)
    if charge.state != ChargeState.DUE:
        raise Refused(_("该笔许可费不在待付款状态。"), rule="R-SET-08", code="not_due")
    require_own_money(licence.licensee, payer_name, amount_fen, expected_fen=charge.due_fen)

    memo = gettext_noop("被许可方支付许可费和服务费")
    reference = f"licence-fee:{charge.number}"
    receipt = keep_in_escrow(_deal(licence), amount_fen, bank_reference, reference, memo, actor)
    charge.move("pay", receipt=receipt, paid_at=now, confirmed_by=actor.user)
    audit.record("licensing.charge_confirmed", subject=charge, actor=actor, private=True, amount_fen=amount_fen)
    if licence.state == LicenceState.NOTIFIED:
        enter(licence, now, actor)
    return charge


@atomic
def confirm_licensor_fee(
    *, charge: Charge, payer_name: str, bank_reference: str, amount_fen: int, actor: Actor, clock: Clock
) -> Charge:
    """Confirm the fee of a licensor that did not consent to netting; it stays its own until the charge is passed on (R-SET-08).

    Raises Invalid if payer or amount differ, Forbidden as `confirm_charge` does, Refused if no fee is to be paid apart.
    """
    licence = _locked(charge)
    clock.read()
    require(rules.may_confirm_charge, actor, charge)
    if charge.state not in (ChargeState.DUE, ChargeState.PAID) or not charge.waits_for_fee:
        raise Refused(_("没有待许可方另行支付的服务费。"), rule="R-SET-08", code="no_fee_apart")
    licensor = licence.offer.licensor
    require_own_money(licensor, payer_name, amount_fen, expected_fen=charge.licensor_fee_fen)
    charge.fee_receipt = receive_once(licensor, licence.offer.exchange, amount_fen, bank_reference, actor)
    charge.fee_confirmed_by = actor.user
    charge.save(update_fields=["fee_receipt", "fee_confirmed_by"])
    audit.record("licensing.licensor_fee_confirmed", subject=charge, actor=actor, private=True, amount_fen=amount_fen)
    return charge


@atomic
def settle_charge(*, charge: Charge, actor: Actor, clock: Clock) -> Charge:
    """Pass the money on: the licensor gets the amount, less its fee if it consented, the exchanges their shares of both fees.

    Done by a reviewer who confirmed neither receipt. Raises Forbidden for anybody else, Refused unless it has come, and the
    licensor's fee where it is paid apart.
    """
    licence = _locked(charge)
    now = clock.read()
    require(rules.may_settle_charge, actor, charge)
    if charge.state == ChargeState.PAID and charge.waits_for_fee:
        told = _("许可方未同意从许可费中扣收服务费，须待其另行支付的服务费到账后划付。")
        raise Refused(told, rule="R-SET-08", code="fee_not_paid")
    require_capability(licence.offer.exchange, CapabilityCode.SETTLEMENT, licence.offer.declared_at)
    charge.move("settle", settled_at=now, settled_by=actor.user)
    transfer = pass_on(
        _deal(licence),
        _part(charge),
        memo=gettext_noop("许可费结算并收取双方服务费"),
        shares_memo=gettext_noop("机构间服务费分配"),
        actor=actor,
    )
    for notice in _notices_of(charge):
        mark_paid(notice=notice, transfer=transfer, actor=actor, clock=clock)
    certify_licence(charge, now, actor, clock)
    audit.record(
        "licensing.charge_settled",
        subject=charge,
        actor=actor,
        private=True,
        licence=licence.number,
        amount_fen=charge.amount_fen,
        licensee_fee_fen=charge.licensee_fee_fen,
        licensor_fee_fen=charge.licensor_fee_fen,
        paid_out_fen=charge.paid_out_fen,
    )
    return charge


def _locked(charge: Charge) -> Licence:
    """Licence, then charge."""
    licence = charge.licence
    lock(licence)
    lock(charge)
    return licence


def _notices_of(charge: Charge) -> Iterable[PaymentNotice]:
    quotes = [charge.licensee_quote_id, charge.licensor_quote_id]
    return PaymentNotice.objects.filter(quote__in=quotes).order_by("pk")


def _deal(licence: Licence) -> Parted:
    offer = licence.offer
    assert offer.listing.accepted_at
    return Parted(
        thing=licence,
        payer=licence.licensee,
        payee=offer.licensor,
        venue=offer.exchange,
        via=licence.via_exchange,
        schedule=offer.schedule,
        method=offer.fee_method,
        accepted_at=offer.listing.accepted_at,
    )


def _part(charge: Charge) -> Part:
    return Part(
        number=charge.number,
        amount_fen=charge.amount_fen,
        payer_fee_fen=charge.licensee_fee_fen,
        payee_fee_fen=charge.licensor_fee_fen,
        paid_out_fen=charge.paid_out_fen,
    )
