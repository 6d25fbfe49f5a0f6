"""Consent of co-owners (R-CON-06)."""

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue import rules
from marketplace.catalogue.models import EDITABLE, Listing, Ownership
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words


@atomic
def consent_to_listing(*, listing: Listing, actor: Actor, clock: Clock) -> None:
    """A co-owner on the market agrees to the listing as it stands. A second consent changes nothing."""
    lock(listing)
    now = clock.read()
    require_authority(actor, Scope.LIST, listing.asking_price_fen, at=now)
    require(rules.may_consent, actor, listing)
    _refuse_early(listing)
    given = listing.ownerships.filter(organisation=actor.organisation, consented_at__isnull=True).update(
        consented_at=now
    )
    if given:
        audit.record("catalogue.listing_consented", subject=listing, actor=actor, private=True)


@atomic
def record_consent(*, ownership: Ownership, evidence: str, actor: Actor, clock: Clock) -> None:
    """The venue's officer records a consent on paper, of a holder who is not on the market; `evidence` names the paper.

    Raises Invalid without it, Refused while the listing is a draft that may still change.
    """
    listing = ownership.listing
    lock(listing)
    now = clock.read()
    require(rules.may_decide, actor, listing)
    _refuse_early(listing)
    note = words(evidence, field="evidence", most=300, lack=_("请写明书面同意的名称和日期。"), rule="R-CON-06")
    ownership.consented_at, ownership.consent_note = now, note
    ownership.save(update_fields=["consented_at", "consent_note"])
    audit.record(
        "catalogue.listing_consented",
        subject=listing,
        actor=actor,
        private=True,
        holder=ownership.holder,
        evidence=ownership.consent_note,
    )


def _refuse_early(listing: Listing) -> None:
    if listing.state in EDITABLE:
        raise Refused(_("成果尚未提交，内容还会变动；提交后再作同意。"), rule="R-CON-06", code="still_a_draft")
