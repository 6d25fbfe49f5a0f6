"""What the applicant does: apply, supply what is missing, withdraw."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.checking import REASONS_MOST
from marketplace.catalogue.models import Listing
from marketplace.core.clock import Clock
from marketplace.core.errors import require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.desk import rules
from marketplace.desk.commands.moving import NOTE_MOST, advance, hold, note_step, refuse_elsewhere
from marketplace.desk.commands.opening import case_for
from marketplace.desk.models import Case, StepKind, WaitingFor


@atomic
def apply(*, listing: Listing, note: str = "", actor: Actor, clock: Clock) -> Case:
    """Hand a listing to its exchange (委托申请), the first time or anew after a return; the case waits for the formal review.

    Raises Invalid for everything that the listing lacks (R-LST-04), Forbidden unless the applicant's agent acts, Refused if
    the case stands elsewhere.
    """
    lock(listing)
    now = clock.read()
    require(rules.may_apply, actor, listing)
    note = words(note, field="note", most=NOTE_MOST)
    case = case_for(listing, now)
    lock(case)
    case.listing = listing
    verb = "supply" if case.may_step("supply") else "apply"
    refuse_elsewhere(case, verb)
    catalogue.submit_listing(listing=listing, actor=actor, clock=clock)
    # A return takes the case off its officer only if he hands it over: who reviewed it knows it.
    advance(case, verb, now, actor, step={"note": note}, title=listing.title)
    audit.record("desk.case_applied", subject=case, actor=actor, private=True, listing=listing.number)
    return case


@atomic
def supply(*, case: Case, note: str = "", actor: Actor, clock: Clock) -> None:
    """Hand in what the notice of missing pieces asked for; the case goes back to its formal review.

    Raises Invalid while the listing still lacks something, Refused unless the case waits for it.
    """
    hold(case)
    clock.read()
    require(rules.may_apply, actor, case.listing)
    refuse_elsewhere(case, "supply")
    apply(listing=case.listing, note=note, actor=actor, clock=clock)
    case.refresh_from_db(fields=["stage", "state", "due_at", "waiting_for", "stage_since"])


@atomic
def withdraw(*, case: Case, reasons: str, actor: Actor, clock: Clock) -> None:
    """Take the application back before it is accepted: case and listing end.

    Raises Invalid without reasons, Forbidden for anybody but the applicant and after the acceptance, which only two persons of the
    venue end.
    """
    hold(case)
    now = clock.read()
    require(rules.may_withdraw, actor, case)
    reasons = words(reasons, field="reasons", most=REASONS_MOST, lack=_("请写明撤回理由。"))
    case.move("terminate", ended_at=now, due_at=None, waiting_for=WaitingFor.NOBODY)
    catalogue.withdraw_listing(listing=case.listing, reasons=reasons, actor=actor, clock=clock)
    note_step(case, StepKind.TERMINATED, now, actor, note=reasons)
    audit.record("desk.case_withdrawn", subject=case, actor=actor, private=True, reasons=reasons)
