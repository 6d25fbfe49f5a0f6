"""Reading and checking the ledger."""

from collections.abc import Iterator

from django.db.models import Count, F, Q, QuerySet, Sum, Window
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import is_signed_in
from marketplace.core.errors import require
from marketplace.ledger.models import ENDS_OF_HOLDS, Account, Kind, Leg, Purpose, Transfer
from marketplace.ledger.rules import keeps_books_of


def balance(account: Account, /) -> int:
    """What the account holds now, in fen."""
    return Account.objects.get(pk=account.pk).balance_fen


def accounts_for(actor: Actor, /) -> QuerySet[Account]:
    """The accounts that the actor may see: those of the own organisation, and all at the exchange whose finance it keeps.

    Raises Forbidden for strangers.
    """
    require(is_signed_in, actor)
    if actor.organisation is None:
        return Account.objects.none()
    visible = Q(organisation=actor.organisation)
    if keeps_books_of(actor):
        visible |= Q(exchange=keeps_books_of(actor))
    return Account.objects.filter(visible).select_related("organisation")


def account_for(actor: Actor, /, number: str) -> Account:
    """One of them by its number. Raises Http404."""
    found = accounts_for(actor).filter(number=number).first()
    if found is None:
        raise Http404(_("没有找到账户 {number}。").format(number=number[:20]))
    return found


def statement(account: Account, /) -> QuerySet[Leg]:
    """The legs of an account with their transfers, newest first; `held_fen` is what the account held after each.

    An account that the market shares takes many legs at once and keeps no balance beside them: theirs is summed in the order of the
    legs, at a cost that grows with all legs of the account.
    """
    legs = account.legs.select_related("transfer__reverses").order_by("-pk")
    if account.organisation_id is not None:
        return legs.annotate(held_fen=F("balance_after_fen"))
    return legs.annotate(held_fen=Window(Sum("amount_fen"), order_by="pk"))


def is_open(held: Transfer, /) -> bool:
    """Whether a hold still stands: nothing has ended or undone it."""
    return not Transfer.objects.filter(reverses=held).exists()


def recomputed_balances() -> dict[int, int]:
    """Every account's balance from its legs alone, by primary key: what the kept balances must equal."""
    sums = dict(Leg.objects.values_list("account").annotate(total=Sum("amount_fen")))
    return {pk: sums.get(pk, 0) for pk in Account.objects.values_list("pk", flat=True)}


def faults() -> Iterator[str]:
    """Say, one by one, what in the ledger does not agree with itself. A sound ledger yields nothing."""
    recomputed = recomputed_balances()
    for account in Account.objects.order_by("pk").iterator():
        if account.balance_fen < 0 and not account.may_be_negative:
            yield f"{account.number}: overdrawn by {-account.balance_fen} fen"
        if account.balance_fen != recomputed.get(account.pk, 0):
            yield f"{account.number}: kept {account.balance_fen} fen, its legs say {recomputed.get(account.pk, 0)}"
    totals = Account.objects.values_list("exchange").annotate(total=Sum("balance_fen")).order_by("exchange")
    for exchange, total in totals:
        if total:
            yield f"the accounts at {exchange} sum to {total} fen instead of 0"
    uneven = Transfer.objects.annotate(found=Count("legs")).exclude(found=F("leg_count")).order_by("pk")
    for number, announced, found in uneven.values_list("number", "leg_count", "found"):
        yield f"{number}: announced {announced} legs, has {found}"
    unbalanced = (
        Leg.objects.values_list("transfer__number", "account__exchange")
        .annotate(total=Sum("amount_fen"))
        .exclude(total=0)
        .order_by("transfer__number")
    )
    for number, exchange, total in unbalanced:
        yield f"{number}: the legs at {exchange} sum to {total} fen instead of 0"
    yield from _broken_statements()
    yield from _untrue_ends()
    yield from _loose_deposits(recomputed)


def _broken_statements() -> Iterator[str]:
    """Walk every account's legs in their order and compare the balance that each left behind."""
    account_pk, running = 0, 0
    for leg in Leg.objects.select_related("account").order_by("account", "pk").iterator(chunk_size=2_000):
        if leg.account_id != account_pk:
            account_pk, running = leg.account_id, 0
        running += leg.amount_fen
        if leg.account.organisation_id is None:
            continue  # many write at once to what the market shares: only its balance is kept
        if leg.balance_after_fen != running:
            yield f"{leg.account.number}: after leg {leg.pk} it says {leg.balance_after_fen} fen, the legs sum to {running}"
            running = leg.balance_after_fen or 0
        if running < 0 and not leg.account.may_be_negative:
            yield f"{leg.account.number}: overdrawn by {-running} fen after leg {leg.pk}"


def _untrue_ends() -> Iterator[str]:
    """What undoes a transfer moves exactly its money back, what ends a hold takes exactly its deposit, and neither is undone."""
    legs = [f"{side}legs__account" for side in ("", "reverses__")]
    undoing = Transfer.objects.filter(reverses__isnull=False).select_related("reverses").prefetch_related(*legs)
    for transfer in undoing.order_by("pk").iterator(chunk_size=500):
        undone = transfer.reverses
        assert undone
        if undone.reverses_id is not None:
            yield f"{transfer.number}: undoes {undone.number}, which itself undoes another"
        if transfer.kind in ENDS_OF_HOLDS and undone.kind != Kind.HOLD:
            yield f"{transfer.number}: ends {undone.number}, which is no hold"
        whole = transfer.kind == Kind.REVERSAL
        moved, back = _moved(undone, whole=whole), _moved(transfer, whole=whole)
        if back != {account: -amount_fen for account, amount_fen in moved.items()}:
            yield f"{transfer.number}: does not move back what {undone.number} moved"


def _moved(transfer: Transfer, *, whole: bool) -> dict[int, int]:
    """What a transfer did to each account, or to deposits alone."""
    return {
        leg.account_id: leg.amount_fen for leg in transfer.legs.all() if whole or leg.account.purpose == Purpose.DEPOSIT
    }


def _loose_deposits(recomputed: dict[int, int]) -> Iterator[str]:
    """Every deposit account holds what its open holds say, no more and no less."""
    held = Leg.objects.filter(transfer__kind=Kind.HOLD, transfer__reversal__isnull=True, amount_fen__gt=0)
    sums = dict(held.values_list("account").annotate(total=Sum("amount_fen")))
    for pk, number in Account.objects.filter(purpose=Purpose.DEPOSIT).order_by("pk").values_list("pk", "number"):
        if recomputed[pk] != sums.get(pk, 0):
            yield f"{number}: holds {recomputed[pk]} fen, its open holds say {sums.get(pk, 0)}"
