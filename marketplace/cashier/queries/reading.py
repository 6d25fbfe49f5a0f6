"""The desk as its staff reads it: only of the own exchange."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.cashier import rules
from marketplace.cashier.models import BankLine, BankLineQuerySet, BankStatement, Day, Proposal
from marketplace.core.errors import require


def _of(actor: Actor) -> str:
    """The exchange whose desk it is; empty for everybody else, who sees nothing."""
    return actor.exchange if rules.may_look(actor) else ""


def require_look(actor: Actor) -> None:
    require(rules.may_look, actor)


def statements(actor: Actor) -> QuerySet[BankStatement]:
    return BankStatement.objects.filter(exchange=_of(actor)).select_related("uploaded_by", "file")


def lines(actor: Actor) -> BankLineQuerySet:
    return BankLine.objects.filter(exchange=_of(actor)).select_related("statement")


def proposals(actor: Actor) -> QuerySet[Proposal]:
    return Proposal.objects.filter(exchange=_of(actor)).select_related("line", "transfer", "proposed_by", "decided_by")


def days(actor: Actor) -> QuerySet[Day]:
    return Day.objects.filter(exchange=_of(actor)).select_related("closed_by", "checked_by")


def proposed_for(exchange: str, kind: str, subjects: Sequence[str]) -> dict[str, str]:
    """The numbers of the receipts that wait for their second person, by what they pay."""
    waits = Proposal.objects.filter(
        exchange=exchange, state=Proposal.State.PROPOSED, kind=kind, subject__in=subjects
    ).order_by("-pk")
    return dict(waits.values_list("subject", "number"))


def statement(actor: Actor, number: str) -> BankStatement:
    """One by its number. Raises Http404, as the others below."""
    return _one(statements(actor), number, _("没有找到编号为 {number} 的对账单。"))


def line(actor: Actor, number: str) -> BankLine:
    return _one(lines(actor), number, _("没有找到编号为 {number} 的银行流水。"))


def proposal(actor: Actor, number: str) -> Proposal:
    return _one(proposals(actor), number, _("没有找到编号为 {number} 的提议。"))


def day(actor: Actor, number: str) -> Day:
    return _one(days(actor), number, _("没有找到编号为 {number} 的日终对账。"))


def _one(rows: QuerySet, number: str, lack: str):  # type: ignore[no-untyped-def]  # of whichever model
    found = rows.filter(number=number).first()
    if found is None:
        raise Http404(lack.format(number=number[:20]))
    return found
