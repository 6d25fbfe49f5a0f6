"""Opening accounts and moving money between them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.db.models import Case, When
from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from accounts.models import ExchangeCode, Organisation
from marketplace.audit import commands as audit
from marketplace.core.errors import Invalid, Refused
from marketplace.core.money import MAX_FEN, yuan
from marketplace.core.states import atomic
from marketplace.ledger.legs import combine, counter
from marketplace.ledger.models import MAX_LEGS, OF_A_PARTY, Account, Kind, Leg, Purpose, Transfer

Legs = Sequence[tuple[Account, int]]

# Constraint triggers wait for the commit, which a test never reaches and a caller should not: ask them now, then let them
# wait again for the next transfer of the same transaction.
CHECK_NOW = """
    SET CONSTRAINTS ledger_transfer_balances, ledger_leg_balances IMMEDIATE;
    SET CONSTRAINTS ledger_transfer_balances, ledger_leg_balances DEFERRED
"""


@atomic
def open_account(*, organisation: Organisation | None, purpose: str, exchange: str) -> Account:
    """The account of this party (None: of the market itself), purpose and exchange; opened if there is none yet.

    Safe to call at the same time from many places. Raises Invalid if such an account cannot exist.
    """
    if purpose not in Purpose.values or exchange not in ExchangeCode.values:
        raise Invalid(
            _("没有这样的账户：用途“{purpose}”，交易机构“{exchange}”。").format(purpose=purpose, exchange=exchange)
        )
    if organisation is None and purpose in OF_A_PARTY:
        raise Invalid(_("“{purpose}”账户须属于某一方，请指明单位。").format(purpose=Purpose(purpose).label))
    if organisation is not None and purpose == Purpose.BANK:
        raise Invalid(_("监管结算账户属于交易机构的市场本身，不属于任何一方。"))
    account, opened = Account.objects.get_or_create(organisation=organisation, purpose=purpose, exchange=exchange)
    if opened:
        audit.record(
            "ledger.account_opened",
            subject=account,
            actor=system_actor("ledger.open_account"),
            private=True,
            organisation=organisation.number if organisation else "",
            purpose=purpose,
            exchange=exchange,
        )
    return account


# Parties first, then what the market's deals share, the bank last: a command that books one transfer after another, such as
# giving a deposit back and paying it out, so takes its locks in the order in which everybody takes them.
LOCK_ORDER = Case(When(purpose=Purpose.BANK, then=2), When(organisation__isnull=True, then=1), default=0)


def lock_accounts(accounts: Iterable[Account]) -> dict[int, Account]:
    """Lock accounts in the order of the ledger and read their balances anew; by primary key, in that order.

    `post` does this for its own legs. A command that books several transfers and comes back to parties after it has touched
    an account of the market calls it first, with all accounts of all of them.
    """
    wanted = {account.pk for account in accounts}
    locked = Account.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by(LOCK_ORDER, "pk")
    return {account.pk: account for account in locked}


@atomic
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
    through both `bank` accounts. A repeat with the same legs returns the transfer that is there, with other legs it raises
    Refused. Raises Invalid if the legs do not balance, Refused if an account lacks the money (R-SET-08).
    """
    wanted = combine(legs)
    _validate(reference, wanted)
    accounts = lock_accounts(wanted)
    if reverses is not None:
        _refuse_second_reversal(reverses, reference)
    transfer, booked = Transfer.objects.get_or_create(
        reference=reference,
        defaults={
            "kind": kind,
            "memo": memo,
            "actor": actor.ref,
            "leg_count": len(wanted),
            "reverses": reverses,
        },
    )
    if not booked:
        return _same_or_refuse(transfer, wanted, reverses)
    _refuse_overdraft(wanted, accounts)
    Leg.objects.bulk_create(
        Leg(transfer=transfer, account=account, amount_fen=amount_fen) for account, amount_fen in wanted.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(CHECK_NOW)
    audit.record(
        "ledger.posted",
        subject=transfer,
        actor=actor,
        private=True,
        reference=reference,
        kind=transfer.kind,
        memo=memo,
        legs={account.number: amount_fen for account, amount_fen in wanted.items()},
        reverses=reverses.number if reverses else "",
    )
    return transfer


@atomic
def reverse(*, transfer: Transfer, reason: str, actor: Actor) -> Transfer:
    """Undo a transfer by its counter-transfer, once; a repeat returns the counter-transfer that is there.

    Raises Refused if the transfer is itself a counter-transfer or the end of a hold, is a hold that has ended, or if the
    money has moved on.
    """
    if transfer.reverses_id is not None:
        raise Refused(
            _("划转 {number} 本身已冲正或了结另一笔划转，不能再冲正；请另记一笔更正划转。").format(
                number=transfer.number
            ),
            rule="R-SET-08",
        )
    return post(
        reference=f"reversal:{transfer.number}",
        legs=counter((leg.account, leg.amount_fen) for leg in transfer.legs.select_related("account").order_by("pk")),
        memo=reason,
        actor=actor,
        kind=Kind.REVERSAL,
        reverses=transfer,
    )


def _validate(reference: str, wanted: Mapping[Account, int]) -> None:
    if not 0 < len(reference) <= 120:
        raise Invalid(_("划转须有业务编号，且不超过 120 个字符。"), rule="R-SET-08")
    if not 2 <= len(wanted) <= MAX_LEGS or any(abs(amount_fen) > MAX_FEN for amount_fen in wanted.values()):
        raise Invalid(_("一笔划转须有 2 至 {most} 条分录，且金额不超出上限。").format(most=MAX_LEGS), rule="R-SET-08")
    sums: Counter[str] = Counter()
    for account, amount_fen in wanted.items():
        sums[account.exchange] += amount_fen
    uneven = {exchange: total for exchange, total in sums.items() if total}
    if uneven:
        raise Invalid(
            _("分录在每个交易机构须借贷平衡，差额：{sums}。").format(
                sums="；".join(f"{exchange} {yuan(total)}" for exchange, total in sorted(uneven.items()))
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


def _same_or_refuse(transfer: Transfer, wanted: Mapping[Account, int], reverses: Transfer | None) -> Transfer:
    booked = dict(transfer.legs.values_list("account_id", "amount_fen"))
    if booked != {account.pk: amount_fen for account, amount_fen in wanted.items()} or transfer.reverses_id != (
        reverses.pk if reverses else None
    ):
        raise Refused(
            _("业务编号“{reference}”已有划转 {number}，金额或账户不同，不能再次入账。").format(
                reference=transfer.reference, number=transfer.number
            ),
            rule="R-SET-08",
            code="reference_taken",
        )
    return transfer


def _refuse_overdraft(wanted: Mapping[Account, int], accounts: Mapping[int, Account]) -> None:
    for account in accounts.values():
        moved = wanted[account]
        if account.balance_fen + moved < 0 and not account.may_be_negative:
            raise Refused(
                _(
                    "账户 {number}（{purpose}）余额 {balance} 元，不足以支付 {amount} 元，还差 {missing} 元。请先入账再办理。"
                ).format(
                    number=account.number,
                    purpose=account.get_purpose_display(),
                    balance=yuan(account.balance_fen),
                    amount=yuan(-moved),
                    missing=yuan(-moved - account.balance_fen),
                ),
                rule="R-SET-08",
                code="insufficient_funds",
            )
