"""How a case begins: with the applicant's preparations, or taken over from a listing that has none."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from accounts.models import User
from marketplace.audit import commands as audit
from marketplace.audit.models import Entry
from marketplace.catalogue.models import Listing
from marketplace.core.clock import Clock, FrozenClock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.desk import rules
from marketplace.desk.commands.listing_notices import post_listing_notice
from marketplace.desk.commands.moving import note_step
from marketplace.desk.models import Case, Stage, StepKind
from marketplace.desk.models.case import CaseState
from marketplace.desk.models.stages import AFTER_EXAMINATION, TABLE
from marketplace.desk.official import official
from marketplace.desk.queries.limits import due_at
from marketplace.rulebook.queries import deadline

L = Listing.State
# Where a listing without a case stands on the desk.
STAGES = {
    L.DRAFT: Stage.APPLICATION,
    L.RETURNED: Stage.APPLICATION,
    L.SUBMITTED: Stage.REVIEW,
    L.ACCEPTED: Stage.EXAMINATION,
    L.PUBLISHED: Stage.INTEREST,
    L.SUSPENDED: Stage.INTEREST,
    L.UNDER_CONTRACT: Stage.CONTRACT,
    L.SOLD: Stage.ARCHIVE,
    L.WITHDRAWN: Stage.APPLICATION,
}


@atomic
def open_case(*, listing: Listing, actor: Actor, clock: Clock) -> Case:
    """Open the case of a listing, so that its applicant can hand in papers before the application; the one there is stays.

    Raises Forbidden unless the applicant's agent or the venue's staff asks, Refused for an imported listing.
    """
    lock(listing)
    now = clock.read()
    if not rules.may_apply(actor, listing):
        require(rules.may_work_on_listing, actor, listing)
    found = Case.objects.filter(listing=listing).first()
    case = case_for(listing, now)
    if found is None:
        audit.record("desk.case_opened", subject=case, actor=actor, private=True, listing=listing.number)
    return case


def case_for(listing: Listing, now: datetime) -> Case:
    """The case of a listing whose row the caller has locked; a listing that has none gets one where it stands."""
    found = Case.objects.filter(listing=listing).first()
    if found is not None:
        found.listing = listing
        return found
    if listing.unverified:
        raise Refused(_("导入的、未核验的成果没有案件。请先由登记单位转为草稿补全。"), code="not_verified")
    try:
        with transaction.atomic():  # a savepoint: whoever opens it at the same moment wins, and both go on
            return _take_over(listing, now)
    except IntegrityError:
        return Case.objects.get(listing=listing)


@official
def _take_over(listing: Listing, now: datetime) -> Case:
    stage = STAGES[L(listing.state)]
    case = Case(
        listing=listing,
        exchange=listing.exchange,
        applicant=listing.lister,
        title=listing.title,
        project_number=listing.project_number,
        stage=stage,
        waiting_for=TABLE[stage].waiting_for,
        opened_at=now,
        stage_since=now,
        taken_over=stage in AFTER_EXAMINATION,
        disclosure_from=listing.published_at,
        accepted_by=_who_accepted(listing) if listing.accepted_at else None,
    )
    case.due_at = due_at(case, stage, now)
    _suspended_or_ended(case, listing, now)
    case.save()
    if stage != Stage.APPLICATION or listing.state == L.WITHDRAWN:
        note_step(case, StepKind.NOTED, now, None, note=_("案卷自本日起由本系统办理，此前经过见操作日志。"))
    if case.taken_over and case.project_number:
        system = system_actor("desk.take_over")
        post_listing_notice(
            case, now, system, FrozenClock(now)
        )  # what is on offer has its notice, for a correction to name
    return case


def _suspended_or_ended(case: Case, listing: Listing, now: datetime) -> None:
    if listing.state == L.SUSPENDED:
        since = listing.suspended_at or now
        assert listing.rule_version is not None
        case.state, case.suspended_at = CaseState.SUSPENDED, since
        months = int(listing.rule_version.value("R-LST-06", "suspension_max_months"))
        case.suspension_ends_at = deadline(since, months=months).at
    if listing.state == L.WITHDRAWN:
        case.state, case.ended_at, case.due_at = CaseState.TERMINATED, listing.ended_at or now, None


def _who_accepted(listing: Listing) -> User | None:
    """Who accepted a listing before it had a case stands in the log: his colleague examines it."""
    entries = Entry.objects.filter(verb="catalogue.listing_accepted", subject=audit.ref(listing))
    actor = entries.order_by("-id").values_list("actor", flat=True).first() or ""
    return User.objects.filter(number=actor.removeprefix("user:")).first()


def take_over_listings(*, now: datetime, limit: int = 1_000) -> int:
    """Open the cases of listings that have none and are under way, imported rows left out; returns how many."""
    waiting = Listing.objects.filter(case__isnull=True, unverified=False).exclude(state__in=[L.DRAFT, L.WITHDRAWN])
    rows = list(waiting.select_related("lister", "rule_version").order_by("id")[:limit])
    for listing in rows:
        case_for(listing, now)
    return len(rows)
