"""Who may touch and see money."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.rules import acts_for_verified
from marketplace.core.errors import refusal


@refusal(_("只有该交易机构的工作人员可以登记监管结算账户的收付款。"), rule="R-SET-08")
def may_book_bank_money(actor: Actor, exchange: str) -> bool:
    """The system (a bank statement read in), or staff of the exchange whose settlement account it is."""
    if actor.is_system:
        return True
    return is_staff_of(actor, exchange)


def is_staff_of(actor: Actor, exchange: str) -> bool:
    """Whether the actor handles money for that exchange, which must be in operation."""
    works_there = bool(exchange) and actor.exchange == exchange and acts_for_verified(actor)
    return works_there and actor.has(Role.FINANCE, Role.OFFICER, Role.REVIEWER)


def is_finance_of(actor: Actor, exchange: str) -> bool:
    return bool(exchange) and actor.exchange == exchange and acts_for_verified(actor) and actor.has(Role.FINANCE)


def keeps_books_of(actor: Actor) -> str:
    """The exchange whose finance the actor keeps; empty for everybody else."""
    return actor.exchange if actor.has(Role.FINANCE) else ""


@refusal(_("只有交易机构的财务人员可以查看本机构的账务。"), rule="R-SET-08")
def keeps_books(actor: Actor) -> bool:
    """Whether the actor keeps the books of some exchange."""
    return bool(keeps_books_of(actor))
