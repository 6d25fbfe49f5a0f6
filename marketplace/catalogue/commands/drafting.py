"""Drafts of listings, and what may still be changed later."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation, Scope
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue import rules
from marketplace.catalogue.checking import faults_of, fill_listing
from marketplace.catalogue.commands.parts import write_parts
from marketplace.catalogue.commands.versioning import keep_version, keep_what_was
from marketplace.catalogue.drafts import ListingDraft, OwnerDraft
from marketplace.catalogue.models import EDITABLE, PUBLIC, Cause, Listing
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words

CORRECTABLE = frozenset(
    {"title", "title_en", "abstract", "abstract_en", "keywords", "applications", "advantages", "maturity"}
    | {"encumbrances", "defects", "payment_terms"}
)


@atomic
def draft_listing(*, draft: ListingDraft, owner: Organisation | None = None, actor: Actor, clock: Clock) -> Listing:
    """Keep an achievement as a draft of the actor's organisation, or of an `owner` who has it in custody there. Without
    owners of its rights the lister is the only one.

    Raises Invalid field by field, Forbidden if the actor acts for no verified organisation, or if the custody does not
    carry it: none, not its term, not its scope, not its rights.
    """
    now = clock.read()
    require_authority(actor, Scope.LIST, draft.asking_price_fen, at=now)
    lister = owner or actor.organisation
    if lister is not None and not actor.acts_for(lister):
        rules.require_draft_for(actor, lister, [right.number or right.title for right in draft.rights])
    else:
        require(rules.may_draft, actor)
    assert lister is not None
    listing = Listing(lister=lister, created_at=now)
    fill_listing(listing, draft)
    listing.save()
    write_parts(listing, _with_owner(draft, lister.number))
    keep_version(listing, Cause.DRAFTED, actor=actor, now=now)
    audit.record("catalogue.listing_drafted", subject=listing, actor=actor, private=True, title=listing.title)
    return listing


@atomic
def edit_listing(*, listing: Listing, draft: ListingDraft, actor: Actor, clock: Clock) -> Listing:
    """Replace a draft, or a returned listing, with what `draft` says; consents given before lapse (R-CON-06).

    Raises Invalid field by field, Refused once it was submitted.
    """
    lock(listing)
    now = clock.read()
    require_authority(actor, Scope.LIST, draft.asking_price_fen, at=now)
    rules.require_edit(actor, listing)
    if listing.state not in EDITABLE:
        raise Refused(_("提交之后不能直接修改。请先请交易机构退回，或在挂牌后办理更正。"), code="not_editable")
    fill_listing(listing, draft)
    listing.save()
    write_parts(listing, _with_owner(draft, listing.lister.number))
    rules.require_edit(actor, listing)  # a custodian may not write rights into it that are not in his custody
    keep_version(listing, Cause.EDITED, actor=actor, now=now)
    audit.record("catalogue.listing_edited", subject=listing, actor=actor, private=True, title=listing.title)
    return listing


def _with_owner(draft: ListingDraft, number: str) -> ListingDraft:
    return draft if draft.owners else replace(draft, owners=[OwnerDraft(organisation=number, share=Fraction(1))])


@atomic
def take_up_listing(*, listing: Listing, actor: Actor, clock: Clock) -> None:
    """Turn an imported row into a draft that can be completed and submitted: only what an exchange has accepted is sold.

    It leaves the public catalogue until then, and needs a secrecy review of its own (R-SEC-07). Raises Refused for a listing
    that was not imported.
    """
    lock(listing)
    clock.read()
    rules.require_edit(actor, listing)
    if not listing.unverified:
        raise Refused(_("只有导入的、未核验的成果可以转为草稿补全。"), code="not_imported")
    listing.move("take_up", unverified=False, published_at=None, secrecy_reviewer="", secrecy_reviewed_date=None)
    audit.record(
        "catalogue.listing_withdrawn", subject=listing, actor=actor, reasons=_("登记单位转为草稿补全，准备正式挂牌")
    )


@atomic
def declare_secrecy(*, listing: Listing, reviewer: str, reviewed_date: date, actor: Actor, clock: Clock) -> None:
    """Declare "not classified, secrecy review done" with reviewer and date; without it nothing is published (R-SEC-07).

    Raises Invalid without reviewer or for a date to come, Refused once the listing is public.
    """
    lock(listing)
    today = clock.read().astimezone(SHANGHAI).date()
    require(rules.may_speak_for_lister, actor, listing)
    if listing.state in PUBLIC:
        raise Refused(_("已挂牌的成果不能再改动保密审查声明。"), rule="R-SEC-07", code="already_public")
    listing.secrecy_reviewer, listing.secrecy_reviewed_date = reviewer.strip(), reviewed_date
    check_secrecy(listing, today)
    listing.save(update_fields=["secrecy_reviewer", "secrecy_reviewed_date"])
    audit.record(
        "catalogue.secrecy_declared",
        subject=listing,
        actor=actor,
        private=True,
        reviewer=listing.secrecy_reviewer,
        reviewed_date=reviewed_date,
    )


def check_secrecy(listing: Listing, today: date) -> None:
    """Raises Invalid unless reviewer and a date that has come are declared (R-SEC-07)."""
    if not listing.secrecy_reviewer or listing.secrecy_reviewed_date is None or listing.secrecy_reviewed_date > today:
        message = _("缺少保密审查声明：须写明审查人和不晚于今天的审查日期，确认不涉及国家秘密。")
        raise Invalid(fields={"secrecy_reviewed_date": [message]}, rule="R-SEC-07")


@atomic
def correct_listing(*, listing: Listing, changes: dict[str, Any], reason: str, actor: Actor, clock: Clock) -> None:
    """Correct texts of a published listing; the log keeps old and new values.

    Only the venue's officers, only fields that change neither the rights nor the terms of the deal: those need a new listing.
    Raises Invalid for other fields, and for values that the fields refuse.
    """
    lock(listing)
    now = clock.read()
    require(rules.may_decide, actor, listing)
    _check_correction(listing, changes, reason)
    keep_what_was(listing)
    before = {name: getattr(listing, name) for name in changes}
    for name, value in changes.items():
        setattr(listing, name, value)
    faults = faults_of(listing, exclude=["technology_field"])
    if faults:
        raise Invalid(fields=faults)
    listing.save(update_fields=list(changes))
    keep_version(listing, Cause.CORRECTED, actor=actor, now=now, reason=reason)
    audit.record("catalogue.listing_changed", subject=listing, actor=actor, reason=reason, before=before, after=changes)


def _check_correction(listing: Listing, changes: dict[str, Any], reason: str) -> None:
    if listing.state not in PUBLIC:
        raise Refused(_("只有已挂牌的成果可以更正；尚未挂牌的请退回修改。"), code="not_public")
    fixed = sorted(set(changes) - CORRECTABLE)
    if fixed:
        message = _("挂牌后不能更正此项。权利、份额、价格或条件有变的，须撤回后重新挂牌。")
        raise Invalid(fields={name: [message] for name in fixed}, rule="R-LST-04")
    words(reason, field="reason", most=500, lack=_("请写明更正理由。"))
