"""更正公告 and 变更公告: what a notice said wrongly, and what the deal now is."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.commands.restating import MATERIAL, fill_changes
from marketplace.catalogue.models import Listing
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused
from marketplace.core.money import yuan
from marketplace.desk.commands.documents import issue_for
from marketplace.desk.commands.listing_notices import facts_of, last_notice
from marketplace.desk.commands.notices import post_notice
from marketplace.desk.effects import Done
from marketplace.desk.models import Case, Correction, NoticeKind, PublicNotice
from marketplace.desk.models.stages import Stage
from marketplace.desk.official import official

# Wording that changes neither the subject nor the terms; what does is a change.
WORDING = frozenset(
    {"title", "title_en", "abstract", "abstract_en", "keywords", "applications", "advantages", "maturity"}
)


def check_erratum(case: Case, payload: dict[str, Any], now: datetime) -> dict[str, Any]:
    """`{"changes": {field: value}}`, wording only."""
    return _checked(case, payload, WORDING)


def check_change(case: Case, payload: dict[str, Any], now: datetime) -> dict[str, Any]:
    """`{"changes": {field: value}}` of price (`asking_price_fen`), subject, conditions or payment.

    Raises Refused once a sale was announced: its terms are fixed (R-BID-07).
    """
    if case.deal:
        message = _("已发布竞价公告，条件已固定，不能变更。请待本场竞价结束，或先办理终结。")
        raise Refused(message, rule="R-LST-04", code="terms_fixed")
    return _checked(case, payload, MATERIAL)


def _checked(case: Case, payload: dict[str, Any], allowed: frozenset[str]) -> dict[str, Any]:
    if case.state != Case.State.RUNNING or case.listing.state != Listing.State.PUBLISHED:
        raise case.elsewhere()
    changes = payload.get("changes")
    if not isinstance(changes, Mapping):
        raise Invalid(fields={"changes": [_("请写明要改的内容。")]})
    fill_changes(copy(case.listing), dict(changes), allowed)
    return {"changes": dict(changes)}


def apply_erratum(correction: Correction, now: datetime, actor: Actor, clock: Clock) -> Done:
    """The listing reads as it should; the period goes on."""
    case, changes = correction.case, correction.payload["changes"]
    before = {name: getattr(case.listing, name) for name in changes}
    catalogue.correct_listing(
        listing=case.listing, changes=changes, reason=correction.reason[:500], actor=actor, clock=clock
    )
    return _told(correction, NoticeKind.ERRATUM, before, changes, now, actor, clock)


def apply_change(correction: Correction, now: datetime, actor: Actor, clock: Clock) -> Done:
    """The terms are others, so the disclosure starts its full period again."""
    case, changes = correction.case, correction.payload["changes"]
    before = {name: getattr(case.listing, name) for name in changes}
    ended_at = case.listing.disclosure_ends_at
    catalogue.restate_listing(listing=case.listing, changes=changes, reason=correction.reason, actor=actor, clock=clock)
    case.put_on(
        frozenset({Stage.INTEREST}),
        Stage.INTEREST,
        stage_since=now,
        due_at=case.listing.disclosure_ends_at,
        disclosure_from=now,
        disclosed_working_days=0,
    )
    done = _told(correction, NoticeKind.CHANGE, before, changes, now, actor, clock)
    period = {"before": ended_at, "after": case.listing.disclosure_ends_at}
    return Done(
        before=done.before | {"disclosure_ends_at": _instant(period["before"])},
        after=done.after | {"disclosure_ends_at": _instant(period["after"])},
        notice=done.notice,
        document=done.document,
    )


def _instant(at: datetime | None) -> str:
    return at.isoformat() if at else ""


@official
def _told(
    correction: Correction,
    kind: str,
    before: dict[str, Any],
    changes: dict[str, Any],
    now: datetime,
    actor: Actor,
    clock: Clock,
) -> Done:
    case = correction.case
    if "title" in changes:
        case.title = changes["title"]
        case.save(update_fields=["title"])
    rows = [_("理由：{reason}").format(reason=correction.reason)]
    rows += [
        _("{field}：原为“{before}”，现为“{after}”。").format(
            field=_label(name), before=_shown(name, before[name]), after=_shown(name, value)
        )
        for name, value in changes.items()
    ]
    earlier = last_notice(case.listing)
    document = issue_for(
        case, f"{kind}_notice", _printed(correction, kind, before, changes, now, earlier), actor, clock
    )
    notice = post_notice(
        kind=kind,
        exchange=case.exchange,
        title=f"{case.title[:200]}{NoticeKind(kind).label}（{case.project_number}）",
        body="\n".join([*rows, "", *facts_of(case.listing)]),
        subject=case.listing,
        project_number=case.project_number,
        starts_at=now,
        ends_at=case.listing.disclosure_ends_at if kind == NoticeKind.CHANGE else None,
        corrects=earlier,
        document=document,
        actor=actor,
        clock=clock,
    )
    return Done(before=before, after=dict(changes), notice=notice, document=document)


def _printed(
    correction: Correction,
    kind: str,
    before: dict[str, Any],
    changes: dict[str, Any],
    now: datetime,
    earlier: PublicNotice | None,
) -> dict[str, Any]:
    material = kind == NoticeKind.CHANGE
    rows = [
        {
            "item": _label(name),
            "before": _shown(name, before[name])[:1_000],
            "after": _shown(name, value)[:1_000],
        }
        for name, value in changes.items()
    ]
    told: dict[str, Any] = {"changes": rows, "reason": correction.reason, "material": material, "published_at": now}
    if earlier is not None:
        told["corrects"] = earlier.number
    return told | ({"new_ends_at": correction.case.listing.disclosure_ends_at} if material else {})


def _label(name: str) -> str:
    return str(Listing._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _shown(name: str, value: Any) -> str:
    if name.endswith("_fen"):
        return yuan(value) if value else ""
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
