"""Loading the demo: every row comes in through the command that makes it in the market, at an instant of the last 90 days.

All or nothing: the load is one transaction, in which market time stands at the instant of each act, so that the log, the
numbers and the ledger tell the story as if it had happened then. A load that is killed leaves nothing.
"""

from collections.abc import Callable
from itertools import chain

from accounts.models import Kind, Organisation
from marketplace.core import sandbox_clock
from marketplace.core.errors import Refused
from marketplace.core.states import atomic
from marketplace.sandbox.loading import (
    calendar,
    calls,
    cases,
    cashier,
    custody,
    engagement,
    invoices,
    licences,
    listings,
    needs,
    onboarding,
    organisations,
    partners,
    proceeds,
    research,
    routes,
    rulebooks,
    sales,
    schedules,
    settling,
    simulations,
    supervision,
)
from marketplace.sandbox.loading.timeline import Timeline, play
from marketplace.sandbox.loading.world import World

__all__ = ["is_loaded", "load_demo"]

Report = Callable[[int, int], None]


def is_loaded() -> bool:
    """Whether the demo, or a market of somebody's own, is there already."""
    return Organisation.objects.filter(kind=Kind.EXCHANGE).exists()


@atomic
def load_demo(*, report: Report = lambda done, total: None) -> bool:
    """Load the demo into an empty sandbox, its days counted back from market time; False if there is a market already.

    Two at once: the second waits, and finds it loaded. `report` hears how many acts of how many are played.
    Raises Refused outside a sandbox.
    """
    before = sandbox_clock.state()
    if before is None:
        raise Refused("The demo is loaded into a sandbox only.", code="not_a_sandbox")
    sandbox_clock.lock()
    if is_loaded():
        return False
    timeline, world = Timeline(before.now), World()
    nouns = (
        *(calendar, organisations, onboarding, listings, cases, research, needs, sales, settling, routes),
        *(
            cashier,
            rulebooks,
            custody,
            partners,
            supervision,
            schedules,
            simulations,
            invoices,
            licences,
            calls,
            engagement,
            proceeds,
        ),
    )
    play(chain.from_iterable(noun.acts(timeline, world) for noun in nouns), report)
    sandbox_clock.restore(before)
    return True
