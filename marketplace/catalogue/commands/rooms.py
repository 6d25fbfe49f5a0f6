"""Papers of a listing at their level of disclosure, and its data room: asked for, signed for, granted, revoked (R-LST-07)."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue import rooms
from marketplace.catalogue.models import (
    AccessState,
    ConfidentialityText,
    Level,
    Listing,
    ListingState,
    Material,
    RoomAccess,
)
from marketplace.catalogue.models.room import PURPOSE_MAX, TEXT_MAX, TITLE_MAX
from marketplace.catalogue.queries.rooms import undertaking
from marketplace.catalogue.undertaking import STANDARD
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.files import commands as files
from marketplace.files.models import File
from marketplace.rulebook.models import Family
from marketplace.rulebook.queries import version_in_force

RULE = "R-LST-07"
OVER = (ListingState.SOLD, ListingState.WITHDRAWN)
MATERIALS_MAX = 100


@atomic
def add_material(
    *, listing: Listing, title: str, level: str, file: Any, proves: str = "", actor: Actor, clock: Clock
) -> Material:
    """Show a paper to those of its level: `file` is an upload, or a file handed in before. Its title is public.

    `proves` names one of the listing's pieces of evidence as they are written, with its date. Raises Forbidden unless the lister
    itself acts, Invalid field by field, Refused once the listing is over.
    """
    lock(listing)
    now = clock.read()
    require(rooms.may_keep_room, actor, listing)
    _refuse_if_full(listing)
    if level not in Level.values:
        raise Invalid(fields={"level": [_("请选择谁可以看这份资料。")]}, rule=RULE)
    if proves and proves not in rooms.pieces_of(listing):
        raise Invalid(fields={"proves": [_("请选择这项成果写明的一项成熟度证据。")]}, rule="R-VAL-02")
    assert actor.user
    made = Material.objects.create(
        listing=listing,
        level=level,
        title=words(title, field="title", most=TITLE_MAX, lack=_("请写标题；标题对所有人公开。"), rule=RULE),
        proves=proves,
        added_by=actor.user,
        added_at=now,
    )
    _keep(made, file, actor, clock)
    audit.record(
        "catalogue.material_added", subject=made, actor=actor, private=True, listing=listing.number, level=level
    )
    return made


def _refuse_if_full(listing: Listing) -> None:
    if listing.state in OVER:
        raise Refused(_("成果已成交或撤回，不再增加资料。"), rule=RULE, code="listing_is_over")
    if listing.materials.filter(taken_back_at__isnull=True).count() >= MATERIALS_MAX:
        told = _("每项成果最多 {most} 份资料。请先撤下不用的。")
        raise Refused(told.format(most=MATERIALS_MAX), rule=RULE, code="room_is_full")


def _keep(material: Material, file: Any, actor: Actor, clock: Clock) -> None:
    if file is None:
        raise Invalid(fields={"file": [_("请选择文件。")]}, rule=RULE)
    subject = f"material:{material.number}"
    if isinstance(file, File):
        files.attach(file=file, subject=subject, actor=actor)
    else:
        files.store(upload=file, purpose="material", subject=subject, actor=actor, clock=clock)


@atomic
def take_back_material(*, material: Material, actor: Actor, clock: Clock) -> None:
    """Show a paper to nobody any more; it stays in the archive. Raises Forbidden, Refused if it was taken back already."""
    lock(material)
    now = clock.read()
    require(rooms.may_keep_room, actor, material.listing)
    if material.taken_back_at is not None:
        raise Refused(_("这份资料已经撤下。"), rule=RULE, code="taken_back_already")
    material.taken_back_at = now
    material.save(update_fields=["taken_back_at"])
    audit.record("catalogue.material_taken_back", subject=material, actor=actor, private=True)


@atomic
def write_undertaking(*, listing: Listing, text: str, actor: Actor, clock: Clock) -> ConfidentialityText:
    """Write the next edition of what is signed for the data room; whoever signed an earlier one is bound by that one."""
    lock(listing)
    now = clock.read()
    require(rooms.may_keep_room, actor, listing)
    said = words(text, field="text", most=TEXT_MAX, lack=_("请写保密承诺的内容。"), rule=RULE)
    made = _edition(listing, said, actor, now)
    audit.record("catalogue.undertaking_written", subject=listing, actor=actor, private=True, edition=made.edition)
    return made


def _edition(listing: Listing, text: str, actor: Actor, now: datetime) -> ConfidentialityText:
    assert actor.user
    last = undertaking(listing)
    edition = last.edition + 1 if last else 1
    return ConfidentialityText.objects.create(
        listing=listing, edition=edition, text=text, made_by=actor.user, made_at=now
    )


@atomic
def ask_access(*, listing: Listing, purpose: str, edition: int, actor: Actor, clock: Clock) -> RoomAccess:
    """Sign the undertaking in its edition (0: the market's own, where the lister wrote none) and ask for the data room.

    Raises Forbidden, Invalid without a purpose, Refused if the text has changed meanwhile or an access is asked for or granted.
    """
    lock(listing)
    now = clock.read()
    require(rooms.may_ask_access, actor, listing)
    assert actor.user
    assert actor.organisation
    living = RoomAccess.objects.filter(
        listing=listing, organisation=actor.organisation, state__in=[AccessState.ASKED, AccessState.GRANTED]
    ).first()
    if living and living.state == AccessState.GRANTED and living.ends_at and living.ends_at <= now:
        living.move("end")
    elif living:
        raise Refused(
            _("贵单位已申请或已获准许（{number}）。").format(number=living.number), rule=RULE, code="asked_already"
        )
    made = RoomAccess.objects.create(
        listing=listing,
        organisation=actor.organisation,
        text=_text_signed(listing, edition, actor, now),
        purpose=words(purpose, field="purpose", most=PURPOSE_MAX, lack=_("请写明查阅资料的用途。"), rule=RULE),
        signed_by=actor.user,
        signed_at=now,
    )
    audit.record("catalogue.room_asked", subject=made, actor=actor, private=True, edition=made.text.edition)
    return made


def _text_signed(listing: Listing, edition: int, actor: Actor, now: datetime) -> ConfidentialityText:
    """The edition in force, if it is the one that was read; the market's own becomes the first where there is none."""
    last = undertaking(listing)
    if (last.edition if last else 0) != edition:
        raise Refused(_("保密承诺已更新，请重新阅读后签署。"), rule=RULE, code="text_has_changed")
    return last or _edition(listing, STANDARD, actor, now)


@atomic
def grant_access(*, access: RoomAccess, days: int, actor: Actor, clock: Clock) -> None:
    """Let a firm into the data room for some days, counted from now. Raises Forbidden, Invalid for more days than the rulebook says."""
    lock(access)
    now = clock.read()
    require(rooms.may_keep_room, actor, access.listing)
    most = int(version_in_force(now, access.listing.exchange, Family.DATA).value(RULE, "access_days_max"))
    if not 1 <= days <= most:
        raise Invalid(fields={"days": [_("准许天数须为 1 至 {most} 天。").format(most=most)]}, rule=RULE)
    access.move("grant", answered_by=actor.user, answered_at=now, ends_at=now + timedelta(days=days))
    audit.record("catalogue.room_granted", subject=access, actor=actor, private=True, days=days)


@atomic
def decline_access(*, access: RoomAccess, reason: str, actor: Actor, clock: Clock) -> None:
    """Let a firm not in, and say why."""
    said = _answer(access, "decline", reason, actor, clock)
    audit.record("catalogue.room_declined", subject=access, actor=actor, private=True, reason=said)


@atomic
def revoke_access(*, access: RoomAccess, reason: str, actor: Actor, clock: Clock) -> None:
    """End an access at once, and say why; what was signed goes on binding."""
    said = _answer(access, "revoke", reason, actor, clock)
    audit.record("catalogue.room_revoked", subject=access, actor=actor, private=True, reason=said)


def _answer(access: RoomAccess, verb: str, reason: str, actor: Actor, clock: Clock) -> str:
    lock(access)
    now = clock.read()
    require(rooms.may_keep_room, actor, access.listing)
    said = words(reason, field="reason", most=PURPOSE_MAX, lack=_("请写明理由。"), rule=RULE)
    access.move(verb, answered_by=actor.user, answered_at=now, reason=said)
    return said
