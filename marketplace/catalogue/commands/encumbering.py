"""Encumbrances of rights: recorded by the owner or the venue, lifted by the venue (R-LST-04, R-LIC-02)."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue import rules
from marketplace.catalogue.models import EITHER_OR, Encumbrance, EncumbranceKind, Listing, Right
from marketplace.catalogue.models.encumbrance import BASIS_MAX
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words

RULE = "R-LST-04"


@atomic
def record_encumbrance(
    *,
    listing: Listing,
    right: str,
    kind: str,
    basis: str,
    from_date: date,
    ends_date: date | None = None,
    beneficiary: str = "",
    agreement: str = "",
    actor: Actor,
    clock: Clock,
) -> Encumbrance:
    """Record what stands on a right of a listing, which `right` names by its number; it holds wherever that is listed.

    `basis` names contract or register entry, `agreement` the paper of a pledgee that agrees to licences. Raises Invalid field by
    field, Forbidden for anybody but the owner and its venue, Refused for an exclusive or sole licence beside an open one, or beside another.
    """
    lock(listing)
    now = clock.read()
    require(rules.may_encumber, actor, listing)
    if kind not in EncumbranceKind.values or kind == EncumbranceKind.OPEN_LICENCE:
        raise Invalid(fields={"kind": [_("请选择负担类型；开放许可在“许可”中声明。")]}, rule=RULE)
    return encumber(
        _right(listing, right),
        kind,
        basis=basis,
        from_date=from_date,
        ends_date=ends_date,
        beneficiary=beneficiary,
        agreement=agreement,
        actor=actor,
        now=now,
    )


def _right(listing: Listing, number: str) -> Right:
    found = listing.rights.filter(number=number).exclude(number="").first()
    if found is None:
        raise Invalid(fields={"right": [_("请选择有申请号或登记号的权利。")]}, rule=RULE)
    return found


def encumber(
    right: Right,
    kind: str,
    *,
    basis: str,
    from_date: date,
    ends_date: date | None = None,
    beneficiary: str = "",
    agreement: str = "",
    actor: Actor,
    now: datetime,
) -> Encumbrance:
    """A step of commands that have asked who may. Raises Invalid field by field, Refused beside what excludes it."""
    assert actor.user
    if ends_date and ends_date < from_date:
        raise Invalid(fields={"ends_date": [_("终止日不得早于起始日。")]}, rule=RULE)
    if agreement.strip() and kind != EncumbranceKind.PLEDGE:
        raise Invalid(fields={"agreement": [_("只有质押可以登记质权人同意。")]}, rule="R-LIC-02")
    lack = _("请写明合同或登记簿的名称、编号和日期。")
    made = Encumbrance(
        right_kind=right.kind,
        right_number=right.number,
        kind=kind,
        beneficiary=words(beneficiary, field="beneficiary", most=120),
        basis=words(basis, field="basis", most=BASIS_MAX, lack=lack, rule=RULE),
        agreement=words(agreement, field="agreement", most=BASIS_MAX),
        from_date=from_date,
        ends_date=ends_date,
        exchange=right.listing.exchange,
        recorded_by=actor.user,
        recorded_at=now,
    )
    if kind in EITHER_OR:
        _refuse_second(right, kind, now)
    made.save()
    audit.record(
        "catalogue.encumbrance_recorded",
        subject=made,
        actor=actor,
        listing=right.listing.number,
        kind=kind,
        from_date=from_date.isoformat(),
        ends_date=ends_date.isoformat() if ends_date else "",
    )
    return made


def _refuse_second(right: Right, kind: str, now: datetime) -> None:
    """One open, exclusive or sole licence at a time; one whose last day is over is lifted by that."""
    rows = Encumbrance.objects.filter(
        right_kind=right.kind, right_number=right.number, kind__in=EITHER_OR, lifted_at__isnull=True
    )
    today = now.astimezone(SHANGHAI).date()
    for row in rows.select_for_update(no_key=True):
        if row.ends_date and row.ends_date < today:
            row.lifted_at, row.lifted_by, row.lift_reason = now, row.recorded_by, _("期限届满")
            row.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
            continue
        rule = "R-LIC-02" if kind == EncumbranceKind.OPEN_LICENCE else "R-LIC-03"
        told = _("该权利上已有{kind}（{number}），不能再作{wanted}。").format(
            kind=row.get_kind_display(), number=row.number, wanted=EncumbranceKind(kind).label
        )
        raise Refused(
            told, rule=rule if EncumbranceKind.OPEN_LICENCE in (kind, row.kind) else "R-CON-09", code="licensed_already"
        )


@atomic
def lift_encumbrance(*, encumbrance: Encumbrance, reason: str, actor: Actor, clock: Clock) -> Encumbrance:
    """Record that an encumbrance ended, with the paper that says so; an open licence ends by its own withdrawal.

    Raises Invalid without a reason, Forbidden for anybody but an officer of the exchange that has recorded it, Refused if it
    is lifted already or an open licence.
    """
    locked = Encumbrance.objects.select_for_update(no_key=True).get(pk=encumbrance.pk)
    now = clock.read()
    require(rules.may_lift, actor, locked)
    if locked.kind == EncumbranceKind.OPEN_LICENCE:
        raise Refused(_("开放许可由许可人撤回声明而终止。"), rule="R-LIC-03", code="withdraw_the_offer")
    return release(locked, reason, actor, now)


def release(locked: Encumbrance, reason: str, actor: Actor, now: datetime) -> Encumbrance:
    """A step of commands that hold the row and have asked who may. Raises Invalid, Refused."""
    if locked.lifted_at:
        raise Refused(_("该负担已经解除。"), rule=RULE, code="lifted_already")
    said = words(reason, field="reason", most=BASIS_MAX, lack=_("请写明解除的原因和依据。"), rule=RULE)
    locked.lifted_at, locked.lifted_by, locked.lift_reason = now, actor.user, said
    locked.save(update_fields=["lifted_at", "lifted_by", "lift_reason"])
    audit.record("catalogue.encumbrance_lifted", subject=locked, actor=actor, kind=locked.kind, reason=said)
    return locked
