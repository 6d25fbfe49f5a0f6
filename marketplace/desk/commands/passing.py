"""What trading passes down: the stages of the offer, the deal and its money."""

from datetime import datetime

from accounts.models import Organisation
from marketplace.audit.commands import Acting
from marketplace.catalogue.models import Listing
from marketplace.core.states import lock
from marketplace.desk.commands.opening import case_for
from marketplace.desk.models import Case, Stage, Step, StepKind
from marketplace.desk.models.stages import MOMENTS, ON_OFFER, ORDER, PASSED, TABLE, UNPAID
from marketplace.desk.queries.limits import due_at


def pass_stage(
    *,
    listing: Listing,
    stage: str,
    actor: Acting,
    now: datetime,
    note: str = "",
    subject: str = "",
    transferee: Organisation | None = None,
    document: str = "",
    ends_at: datetime | None = None,
    failed: bool = False,
) -> Case:
    """Note that a case has reached `stage`, from trading's own transaction, which has locked the sale and asked who may.

    Forward moves the case, the stage where it rests or an earlier one of the offer only notes (a second bidder's deposit);
    `interest` with `failed` takes it back to the offer after a sale without a buyer, or whose buyer has defaulted. `ends_at` is the limit that trading has set itself. The line of
    history names nobody: who bids is known to nobody before the end (R-BID-05). A case that is suspended or ended stays where
    it is and only keeps the note. A part of trading's commands: it asks nobody.
    """
    case = case_for(listing, now)
    lock(case)
    case.listing = listing
    before = case.stage
    if _moves(case, stage) and not (stage == Stage.INTEREST and not failed):
        rests = stage not in MOMENTS
        changes = {"stage_since": now, "waiting_for": TABLE[stage].waiting_for} if rests else {}
        if transferee is not None or failed:
            changes["transferee"] = transferee
        limit = ends_at or due_at(case, stage, now)
        case.put_on(PASSED, stage if rests else before, due_at=limit if rests else case.due_at, **changes)
    _keep_deal(case, "" if failed else subject)
    Step.objects.create(
        case=case,
        kind=StepKind.DONE if stage != before else StepKind.NOTED,
        stage=stage,
        to_stage=case.stage,
        at=now,
        note=note,
        subject=subject,
        document=document,
        due_at=case.due_at,
        internal=stage == before,  # how many register or pay is not told to the parties before the end
    )
    return case


def prolong_offer(*, listing: Listing, ends_at: datetime, now: datetime, note: str, actor: Acting) -> Case:
    """Note that a lot on offer is disclosed anew until `ends_at`, which its case waits for. A part of trading's commands: it asks nobody."""
    case = case_for(listing, now)
    lock(case)
    if case.state == Case.State.RUNNING and case.stage == Stage.INTEREST:
        waits = TABLE[Stage.INTEREST].waiting_for
        case.put_on(frozenset({Stage.INTEREST}), Stage.INTEREST, due_at=ends_at, disclosure_from=now, waiting_for=waits)
    Step.objects.create(
        case=case, kind=StepKind.NOTED, stage=case.stage, to_stage=case.stage, at=now, note=note, due_at=case.due_at
    )
    return case


def _keep_deal(case: Case, subject: str) -> None:
    """From its announcement until it fails the sale is the case's deal: its terms are fixed."""
    if case.deal != subject and (not subject or subject.startswith("sale:")):
        case.deal = subject
        case.waiting_for = TABLE[case.stage].waiting_for  # after the disclosure it waited for the venue
        case.save(update_fields=["deal", "waiting_for"])


def _moves(case: Case, stage: str) -> bool:
    """Forward always; back only to the beginning of the offer, when a sale has failed or its winner has. A case at rest does not move."""
    if case.state != Case.State.RUNNING:
        return False
    if stage == Stage.INTEREST and case.stage in ON_OFFER | UNPAID:
        return case.stage != Stage.INTEREST
    return ORDER[stage] > ORDER[case.stage]
