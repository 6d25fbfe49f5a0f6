"""From the lister's submission to acceptance (受理) or return."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue import rules
from marketplace.catalogue.checking import REASONS_MOST
from marketplace.catalogue.gaps import gaps_of
from marketplace.catalogue.models import Listing, Right, RightKind
from marketplace.catalogue.queries import capabilities_needed
from marketplace.catalogue.terms import term_end
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.documents.commands import next_number
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.queries import require_capability, version_in_force


@atomic
def submit_listing(*, listing: Listing, actor: Actor, clock: Clock) -> None:
    """Hand a draft to its exchange; the submission warrants that it is true (R-LST-04). Raises Invalid for what is missing."""
    lock(listing)
    now = clock.read()
    require_authority(actor, Scope.LIST, listing.asking_price_fen, at=now)
    rules.require_edit(actor, listing)
    _refuse_if_unable(listing, "submit")
    gaps = gaps_of(listing, version_in_force(now, listing.exchange))
    if gaps:
        raise Invalid(_("成果还不完整，不能提交。请补充下列各项。"), fields=gaps, rule="R-LST-04")
    listing.move("submit", submitted_at=now, reasons="")
    audit.record("catalogue.listing_submitted", subject=listing, actor=actor, private=True, exchange=listing.exchange)


def _refuse_if_unable(listing: Listing, verb: str) -> None:
    if not listing.can(verb):
        listing.move(verb)  # raises, with the words for the state


@atomic
def accept_listing(*, listing: Listing, actor: Actor, clock: Clock) -> None:
    """Accept a listing (受理): it gets its project number and keeps the rules of this day for good (R-GEN-08).

    Raises Forbidden unless an officer of the venue who is no member of the lister acts (R-LST-08), Refused if one of
    its rights is bound to another listing, or if the venue may not display it or not trade state assets (R-LST-11).
    """
    lock(listing)
    now = clock.read()
    require(rules.may_decide, actor, listing)
    _refuse_if_unable(listing, "accept")
    require_venue(listing, now)
    version = version_in_force(now, listing.exchange)
    _bind_rights(listing, version)
    listing.move("accept", accepted_at=now, rule_version=version, project_number=_project_number(listing, now))
    audit.record(
        "catalogue.listing_accepted",
        subject=listing,
        actor=actor,
        private=True,
        project_number=listing.project_number,
        rule_version=version.number,
    )


def require_venue(listing: Listing, at: datetime) -> None:
    """Raise Refused unless the venue may display this listing, and trade the state assets of its level (R-LST-11)."""
    for code in capabilities_needed(listing):
        require_capability(listing.exchange, code, at)


def _bind_rights(listing: Listing, version: RuleVersion) -> None:
    """One right, one listing at a time; and how long each patent lasts (R-CON-10)."""
    rights = list(listing.rights.all())
    for right in rights:
        right.live = True
        if right.kind == RightKind.PATENT and right.filing_date:
            right.term_ends_date = term_end(right.filing_date, version.value("R-CON-10", f"{right.patent_kind}_years"))
    try:
        # A savepoint: the unique index decides, and the command still has to say it.
        with transaction.atomic():
            Right.objects.bulk_update(rights, ["live", "term_ends_date"])
    except IntegrityError:
        bound = _bound_elsewhere(rights)
        raise Refused(
            _("权利“{number}”已在另一项挂牌中，同一权利不得重复挂牌。请先撤回原挂牌。").format(number=bound),
            code="right_already_listed",
        ) from None


def _bound_elsewhere(rights: list[Right]) -> str:
    numbers = [right.number for right in rights if right.number]
    return Right.objects.filter(live=True, number__in=numbers).values_list("number", flat=True).first() or ""


def _project_number(listing: Listing, now: datetime) -> str:
    """SW2027-000012: without gaps per exchange and year; one that was returned keeps its number."""
    if listing.project_number:
        return listing.project_number
    year = now.astimezone(SHANGHAI).year
    return f"{listing.exchange}{year}-{next_number(series=f'project:{listing.exchange}', year=year):06d}"


@atomic
def return_listing(*, listing: Listing, reasons: str, actor: Actor, clock: Clock) -> None:
    """Send a listing back to its lister with reasons; a right it bound is free again. Raises Invalid without reasons."""
    lock(listing)
    clock.read()
    require(rules.may_decide, actor, listing)
    reasons = words(reasons, field="reasons", most=REASONS_MOST, lack=_("请写明退回理由，以便登记单位补正。"))
    listing.move("return", reasons=reasons)
    free_rights(listing)
    audit.record("catalogue.listing_returned", subject=listing, actor=actor, private=True, reasons=listing.reasons)


def free_rights(listing: Listing) -> None:
    """Let the rights be listed anew."""
    listing.rights.filter(live=True).update(live=False)
