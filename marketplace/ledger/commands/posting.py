"""Moving money between accounts, and undoing it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit.signal import tick
from marketplace.core.errors import Invalid, Refused
from marketplace.core.money import MAX_FEN, yuan
from marketplace.core.states import atomic
from marketplace.core.validation import words
from marketplace.ledger.commands.booking import Booking, Lack, book, lock
from marketplace.ledger.legs import combine, counter
from marketplace.ledger.models import MAX_LEGS, MAX_MEMO, OF_DEPOSITS, Account, Kind, Purpose, Transfer

Legs = Sequence[tuple[Account, int]]


def lock_accounts(accounts: Iterable[Account]) -> None:
    """Lock accounts in the order of the ledger.

    `post` does this for its own legs. A command that books several transfers and comes back to parties after it has touched
    an account of the market calls it first, with all accounts of all of them.
    """
    lock(set(accounts))


def post(
    *,
    reference: str,
    legs: Legs,
    actor: Actor,
    memo: str = "",
    kind: str = Kind.TRANSFER,
    reverses: Transfer | None = None,
) -> Transfer:
    """Book a transfer, at most once per reference; legs are (account, fen) with money in positive.

    Whether the actor may is asked by the command that books; `memo` is stored as it is and says what `kind` does not.
    The legs of one account are summed. At each exchange they sum to zero: money passes from one exchange to another
    through both `bank` accounts. A repeat of the same kind with the same legs returns the transfer that is there, any other
    raises Refused. Raises Invalid if the legs do not balance, Refused if an account lacks the money (R-SET-08).
    """
    booking = Booking(reference, kind, memo, actor, combine(legs), reverses)
    _validate(booking)
    if reverses is None:
        return _post(booking)
    with atomic():
        lock(booking.legs)
        _refuse_second_reversal(reverses, reference)
        return _post(booking)


def _post(booking: Booking) -> Transfer:
    """One statement, so that it is whole also where no transaction is open."""
    booked = book(booking)
    if booked is None:
        return _same_or_refuse(Transfer.objects.get(reference=booking.reference), booking)
    if isinstance(booked, Lack):
        raise _overdraft(booked, booking.legs)
    transaction.on_commit(tick, robust=True)
    return booked


@atomic
def reverse(*, transfer: Transfer, reason: str, actor: Actor) -> Transfer:
    """Undo a transfer by its counter-transfer, once; a repeat returns the counter-transfer that is there.

    Raises Invalid without a reason, Refused if the transfer is itself a counter-transfer or the end of a hold, is a hold
    that has ended, or if the money has moved on.
    """
    reason = words(reason, field="reason", most=MAX_MEMO, lack=_("请写明冲正的原因。"), rule="R-SET-08")
    if transfer.reverses_id is not None:
        raise Refused(
            _("划转 {number} 本身已冲正或了结另一笔划转，不能再冲正；请另记一笔更正划转。").format(
                number=transfer.number
            ),
            rule="R-SET-08",
            code="undoes_another",
        )
    return post(
        reference=f"reversal:{transfer.number}",
        legs=counter((leg.account, leg.amount_fen) for leg in transfer.legs.select_related("account").order_by("pk")),
        memo=reason,
        actor=actor,
        kind=Kind.REVERSAL,
        reverses=transfer,
    )


def _validate(booking: Booking) -> None:
    if not 0 < len(booking.reference) <= 120:
        raise Invalid(_("划转须有业务编号，且不超过 120 个字符。"), rule="R-SET-08")
    if len(booking.memo) > MAX_MEMO:
        raise Invalid(_("摘要不超过 {most} 个字符。").format(most=MAX_MEMO), rule="R-SET-08")
    amounts = booking.legs.values()
    if any(type(amount_fen) is not int for amount_fen in amounts):
        raise Invalid(_("分录金额须为整数，以分为单位。"), rule="R-GEN-06")
    if not 2 <= len(amounts) <= MAX_LEGS or any(abs(amount_fen) > MAX_FEN for amount_fen in amounts):
        raise Invalid(_("一笔划转须有 2 至 {most} 条分录，且金额不超出上限。").format(most=MAX_LEGS), rule="R-SET-08")
    if booking.kind not in OF_DEPOSITS and any(account.purpose == Purpose.DEPOSIT for account in booking.legs):
        raise Invalid(_("保证金只能通过冻结及其退还、抵作价款或扣划变动。"), rule="R-SET-05")
    _require_balance(booking.legs)


def _require_balance(legs: Mapping[Account, int]) -> None:
    """Money of one exchange's settlement account, or of one currency, never pays for another's."""
    sums: Counter[tuple[str, str]] = Counter()
    for account, amount_fen in legs.items():
        sums[account.exchange, account.currency] += amount_fen
    uneven = [(place, yuan(total)) for place, total in sorted(sums.items()) if total]
    if uneven:
        raise Invalid(
            _("分录在每个交易机构须借贷平衡，差额：{sums}。").format(
                sums="；".join(f"{exchange} {total}" for (exchange, _currency), total in uneven)
            ),
            rule="R-SET-08",
        )


def _refuse_second_reversal(reverses: Transfer, reference: str) -> None:
    """The locks on the accounts that both would touch make this check and what follows one act."""
    other = Transfer.objects.filter(reverses=reverses).exclude(reference=reference).first()
    if other:
        raise Refused(
            _("划转 {number} 已由 {other} 冲正或了结，不能重复处理。").format(
                number=reverses.number, other=other.number
            ),
            rule="R-SET-08",
            code="already_reversed",
        )


def _same_or_refuse(transfer: Transfer, booking: Booking) -> Transfer:
    legs = dict(transfer.legs.values_list("account_id", "amount_fen"))
    booked = (transfer.kind, transfer.reverses_id, legs)
    wanted = {account.pk: amount_fen for account, amount_fen in booking.legs.items()}
    if booked != (booking.kind, booking.reverses.pk if booking.reverses else None, wanted):
        raise Refused(
            _("业务编号“{reference}”已有划转 {number}，用途、金额或账户不同，不能再次入账。").format(
                reference=transfer.reference, number=transfer.number
            ),
            rule="R-SET-08",
            code="reference_taken",
        )
    return transfer


def _overdraft(lack: Lack, legs: Mapping[Account, int]) -> Refused:
    account, amount_fen = next(leg for leg in legs.items() if leg[0].pk == lack.account_id)
    return Refused(
        _(
            "账户 {number}（{purpose}）余额 {balance} 元，不足以支付 {amount} 元，还差 {missing} 元。请先入账再办理。"
        ).format(
            number=account.number,
            purpose=account.get_purpose_display(),
            balance=yuan(lack.held_fen),
            amount=yuan(-amount_fen),
            missing=yuan(-amount_fen - lack.held_fen),
        ),
        rule="R-SET-08",
        code="insufficient_funds",
    )
