"""What stands on invoices, and the numbers that the tax system gave: one is still to come, one was mistyped and corrected."""

from collections.abc import Iterator
from functools import partial

from accounts.models import Role
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.fees import commands
from marketplace.fees.models import PaymentNotice
from marketplace.sandbox.loading.timeline import Act, Timeline
from marketplace.sandbox.loading.world import World

PAYERS = ("u1-chengdu-university", "b2-chongqing-equipment", "liangjiang-auto-electronics")


def acts(timeline: Timeline, world: World) -> Iterator[Act]:
    books = Books(world)
    for place, payer in enumerate(PAYERS):
        yield Act(timeline.at(-30, f"16:{place * 7:02d}:00"), partial(books.tell, payer))
    yield Act(timeline.at(-1, "17:05:00"), books.enter)
    yield Act(timeline.at(-1, "17:20:00"), books.correct)


class Books:
    """Finance of the payers, and the cashier of SW."""

    def __init__(self, world: World) -> None:
        self.world = world

    def tell(self, payer: str, clock: Clock) -> None:
        organisation = self.world.organisations[payer]
        commands.enter_particulars(
            organisation=organisation,
            title=organisation.name,
            taxpayer_number=organisation.uscc,
            address=organisation.address or "示范路 1 号",
            phone="023-0000 0000",
            bank="成渝示范银行营业部",
            bank_account="6200 0000 0000 0000 001",
            actor=self.world.actor(payer, Role.FINANCE),
            clock=clock,
        )

    def enter(self, clock: Clock) -> None:
        """All but the last of what was paid: that one is to be entered."""
        paid = PaymentNotice.objects.filter(quote__exchange="SW", state=PaymentNotice.State.PAID).order_by("id")
        for place, notice in enumerate(list(paid)[:-1]):
            self._enter(notice, f"2651200000009{place:07d}", clock)

    def correct(self, clock: Clock) -> None:
        first = PaymentNotice.objects.filter(quote__exchange="SW", invoices__isnull=False).order_by("id").first()
        if first is not None:
            self._enter(first, "26512000000098765432", clock, reason="示范：录入时错了一位")

    def _enter(self, notice: PaymentNotice, number: str, clock: Clock, reason: str = "") -> None:
        commands.enter_invoice(
            notice=notice,
            number=number,
            invoice_date=clock.read().astimezone(SHANGHAI).date(),
            reason=reason,
            actor=self.world.staff("SW", Role.FINANCE),
            clock=clock,
        )
