"""Deposits: held, then given back, counted towards the price, or forfeited. A hold ends once."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from marketplace.core.errors import Invalid, Refused
from marketplace.core.money import yuan
from marketplace.core.states import atomic
from marketplace.ledger.commands.opening import open_account
from marketplace.ledger.commands.posting import post
from marketplace.ledger.models import Account, Kind, Purpose, Transfer

Parts = Sequence[tuple[Account, int]]


@atomic
def hold(*, reference: str, organisation: Organisation, exchange: str, amount_fen: int, actor: Actor) -> Transfer:
    """Set a deposit of `amount_fen` aside from what the party has available. Raises Refused if it has less."""
    require_positive(amount_fen)
    available = open_account(organisation=organisation, purpose=Purpose.AVAILABLE, exchange=exchange)
    deposit = open_account(organisation=organisation, purpose=Purpose.DEPOSIT, exchange=exchange)
    return post(
        reference=reference,
        legs=[(available, -amount_fen), (deposit, amount_fen)],
        actor=actor,
        kind=Kind.HOLD,
    )


@atomic
def release(*, reference: str, held: Transfer, actor: Actor) -> Transfer:
    """Give a held deposit back in full. Raises Refused if the hold has ended already."""
    return _end(held, reference, [], "", actor, Kind.RELEASE)


@atomic
def apply_hold(*, reference: str, held: Transfer, to: Parts, memo: str, actor: Actor) -> Transfer:
    """Count a held deposit towards what the party owes: `to` names accounts and fen, the rest becomes available again.

    Raises Refused if the hold has ended already, Invalid if `to` is more than was held.
    """
    return _end(held, reference, to, memo, actor, Kind.APPLICATION)


@atomic
def forfeit(*, reference: str, held: Transfer, to: Parts, memo: str, actor: Actor) -> Transfer:
    """Take a defaulting party's deposit, in the order of R-SET-05 that the caller has worked out; the rest goes back.

    Raises Refused if the hold has ended already, Invalid if `to` is more than was held.
    """
    return _end(held, reference, to, memo, actor, Kind.FORFEIT)


def _end(held: Transfer, reference: str, to: Parts, memo: str, actor: Actor, kind: str) -> Transfer:
    if held.kind != Kind.HOLD:
        message = _("划转 {number} 不是保证金冻结，不能了结。").format(number=held.number)
        raise Refused(message, rule="R-SET-05", code="not_a_hold")
    if any(account.purpose == Purpose.DEPOSIT for account, _amount_fen in to):
        raise Invalid(_("冻结的保证金须全部了结，不能再转入保证金账户；需要时请另行冻结。"), rule="R-SET-05")
    by_purpose = {leg.account.purpose: leg for leg in held.legs.select_related("account")}
    deposit, available = by_purpose[Purpose.DEPOSIT], by_purpose[Purpose.AVAILABLE]
    rest = deposit.amount_fen - sum(amount_fen for _account, amount_fen in to)
    if rest < 0 or any(amount_fen < 0 for _account, amount_fen in to):
        raise Invalid(
            _("保证金 {held} 元不足以支付 {wanted} 元。").format(
                held=yuan(deposit.amount_fen), wanted=yuan(deposit.amount_fen - rest)
            ),
            rule="R-SET-05",
        )
    return post(
        reference=reference,
        legs=[(deposit.account, -deposit.amount_fen), *to, (available.account, rest)],
        memo=memo,
        actor=actor,
        kind=kind,
        reverses=held,
    )


def require_positive(amount_fen: int) -> None:
    if amount_fen <= 0:
        raise Invalid(_("金额须大于零。"))
