"""Parties, exchanges and accounts with money."""

from itertools import count

from stdnum.cn import uscc

from accounts.actor import Actor, system_actor
from accounts.models import Kind, Organisation, OwnerCategory, Role, User
from marketplace.ledger.commands import open_account, receive
from marketplace.ledger.models import Account, Purpose

BANK = system_actor("tests.bank_statement")
serial = count(1)


def valid_uscc() -> str:
    """A unified social credit code nobody has, with its right check digit."""
    body = f"91510100MA{next(serial):07d}"
    return body + uscc.calc_check_digit(body)


def firm(name: str = "示范买方有限公司") -> Organisation:
    return Organisation.objects.create(
        kind=Kind.FIRM, name=name, uscc=valid_uscc(), owner_category=OwnerCategory.PRIVATE, home_exchange="SW"
    )


def exchange(code: str = "SW") -> Organisation:
    return Organisation.objects.create(
        kind=Kind.EXCHANGE,
        name=f"演示交易机构{code}",
        uscc=valid_uscc(),
        owner_category=OwnerCategory.STATE_FIRM,
        exchange_code=code,
    )


def member(organisation: Organisation, *roles: Role) -> Actor:
    user = User.objects.create(email=f"person{next(serial)}@example.cn", name="示范人员")
    return Actor(user=user, organisation=organisation, roles=frozenset(roles))


def funded(organisation: Organisation, amount_fen: int, at: str = "SW") -> Account:
    """The available account of a party after so much money came in."""
    receive(
        organisation=organisation,
        exchange=at,
        amount_fen=amount_fen,
        reference=f"bank:{at}:{next(serial)}",
        actor=BANK,
    )
    return open_account(organisation=organisation, purpose=Purpose.AVAILABLE, exchange=at)
