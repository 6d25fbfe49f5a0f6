"""What takes a listing off offer without anybody's proposal: something that has come up against it."""

from datetime import datetime

from accounts.actor import Actor
from marketplace.catalogue.models import Listing
from marketplace.core.clock import Clock
from marketplace.desk.commands.effects.halting import halt
from marketplace.desk.commands.moving import hold, note_step
from marketplace.desk.commands.opening import case_for
from marketplace.desk.models import Case, StepKind


def halt_offer(*, listing: Listing, reason: str, asked_by: str, actor: Actor, now: datetime, clock: Clock) -> Case:
    """Suspend a listing on offer with its case, publicly and with its paper (R-LST-06). A part of trading's commands, which asks nobody.

    It comes back, or ends, by the correction of two persons, as after any suspension. The caller holds the listing's row.
    """
    case = case_for(listing, now)
    hold(case)
    done = halt(case, reason, asked_by, now, actor, clock)
    note_step(case, StepKind.SUSPENDED, now, None, document=done.document, note=reason)
    listing.refresh_from_db()
    return case
