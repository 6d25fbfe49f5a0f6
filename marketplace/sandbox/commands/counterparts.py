"""What the others of a trade would do, done for a visitor who waits for them: each act by its own person and command."""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation, Role
from marketplace.core import sandbox_clock
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic
from marketplace.sandbox import cast
from marketplace.sandbox.receiving import receive_deposit, receive_payment
from marketplace.sandbox.rules import is_own, takes_part
from marketplace.trading import commands
from marketplace.trading.models import Contract, Registration, Sale, Settlement
from marketplace.trading.queries.returns import losing

State = Sale.State
Step = tuple[str, Callable[[], object]]


@atomic
def confirm_own_deposit(*, registration: Registration, actor: Actor, clock: Clock) -> None:
    """Let the deposit of the visitor's own registration arrive, entered and confirmed by two persons of the venue.

    Raises Forbidden for somebody else's, Refused outside a sandbox.
    """
    _only_in_sandbox()
    require(is_own, actor, registration)
    desk = cast.cashiers(registration.sale.exchange)
    receive_deposit(registration=registration, mark="沙盒", clock=clock, **desk)


@atomic
def act_for_others(*, sale: Sale, actor: Actor, clock: Clock) -> list[str]:
    """Do what everybody but the visitor's organisation has to do now, until something waits for the visitor.

    Returns the acts in words, none if it is the visitor's turn. Raises Forbidden for who takes
    no part in the sale, Refused outside a sandbox and while the sale runs.
    """
    _only_in_sandbox()
    require(takes_part, actor, sale)
    if sale.state in Sale.RUNNING:
        raise Refused(_("竞价还没有结束。"), code="sale_runs")
    done = []
    while step := next(_waiting(sale, actor, clock), None):
        told, act = step
        act()
        sale = Sale.objects.for_pages().get(pk=sale.pk)
        done.append(told)
    return done


def _waiting(sale: Sale, actor: Actor, clock: Clock) -> Iterator[Step]:
    """The acts of others that are possible now, in their order."""
    officer, reviewer = cast.staff(sale.exchange, Role.OFFICER), cast.staff(sale.exchange, Role.REVIEWER)
    if _deposits_of_losers(sale):
        yield (
            _("交易机构复核员退还了未成交竞买人的保证金"),
            lambda: commands.return_deposits(sale=sale, actor=reviewer, clock=clock),
        )
    if sale.state == State.WON:
        for side, told in _unsigned(sale.contract):
            if not actor.acts_for(side):
                agent = cast.member(side, Role.AGENT)
                yield told, lambda agent=agent: commands.sign_contract(sale=sale, actor=agent, clock=clock)  # type: ignore[misc]
    if sale.state == State.CONTRACTED and sale.settlement.state == Settlement.State.DUE:
        yield (
            _("受让方付清余款和服务费，财务登记、业务员确认到账"),
            lambda: receive_payment(sale=sale, mark="沙盒", clock=clock, **cast.cashiers(sale.exchange)),
        )
    if sale.state == State.CONTRACTED and sale.settlement.state == Settlement.State.PAID:
        yield (
            _("交易机构复核员办理结算：价款划给转让方，服务费分配给各机构"),
            lambda: commands.settle_sale(sale=sale, actor=reviewer, clock=clock),
        )
    if sale.state == State.SETTLED:
        yield (
            _("交易机构业务员出具了交易鉴证书"),
            lambda: commands.issue_certificate(sale=sale, actor=officer, clock=clock),
        )


def _unsigned(contract: Contract) -> Iterator[tuple[Organisation, str]]:
    if not contract.seller_signed_at:
        yield contract.sale.listing.lister, _("转让方签署了合同")
    if not contract.buyer_signed_at:
        yield _winner(contract.sale), _("受让方签署了合同")


def _deposits_of_losers(sale: Sale) -> bool:
    return losing(sale.registrations.all()).exists()


def _winner(sale: Sale) -> Organisation:
    assert sale.leading_registration
    return sale.leading_registration.organisation


def _only_in_sandbox() -> None:
    if sandbox_clock.state() is None:
        raise Refused(_("本系统不是沙盒，不能代替对方办理。"), code="not_a_sandbox")
