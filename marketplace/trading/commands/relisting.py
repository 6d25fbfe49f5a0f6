"""A lot that found no buyer is disclosed anew, for longer or at a new floor (R-SET-01, R-LST-01)."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from accounts.models import OwnerCategory, Scope
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue.commands import disclose_anew
from marketplace.catalogue.models import Listing
from marketplace.core.clock import SHANGHAI, Clock, last_day
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.money import MAX_FEN, yuan
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.desk.commands import post_notice, prolong_offer
from marketplace.desk.models import NoticeKind
from marketplace.desk.official import official
from marketplace.rulebook.queries import deadline
from marketplace.trading.models import FiledValuation, Relisting
from marketplace.trading.models.relisting import PAPER_MAX
from marketplace.trading.queries.floors import days_of, floor_of, found_no_buyer, least_floor, valuation_of
from marketplace.trading.rules import may_announce, may_record_valuation

RULE = "R-SET-01"
DAYS_MOST = 60  # working days of one disclosure


@atomic
def record_valuation(
    *, listing: Listing, amount_fen: int, document: str, filed_date: date, actor: Actor, clock: Clock
) -> FiledValuation:
    """Record the valuation of a listing as it was filed, whose paper the venue's officer has seen; the latest one holds.

    Raises Forbidden for others, Invalid field by field, Refused while a sale of it runs or was won.
    """
    lock(listing)
    now = clock.read()
    require(may_record_valuation, actor, listing)
    _require_no_sale(listing)
    said = words(document, field="document", most=PAPER_MAX, lack=_("请写明评估备案（核准）文件的编号。"), rule=RULE)
    faults = {}
    if not 0 < amount_fen <= MAX_FEN:
        faults["amount"] = [_("评估值须大于零。")]
    if filed_date > now.astimezone(SHANGHAI).date():
        faults["filed_date"] = [_("日期不能晚于今天。")]
    if faults:
        raise Invalid(fields=faults, rule=RULE)
    assert actor.user
    valued = FiledValuation.objects.create(
        listing=listing,
        amount_fen=amount_fen,
        document=said,
        filed_date=filed_date,
        recorded_by=actor.user,
        recorded_at=now,
    )
    told = {"amount_fen": amount_fen, "document": said, "filed_date": filed_date.isoformat()}
    audit.record("trading.valuation_recorded", subject=listing, actor=actor, private=True, **told)
    return valued


@atomic
def relist_listing(
    *,
    listing: Listing,
    floor_fen: int | None = None,
    approval: str = "",
    working_days: int | None = None,
    actor: Actor,
    clock: Clock,
) -> Relisting:
    """Disclose a lot that found no buyer anew: at the same floor, or at a lower one (`floor_fen`), publicly and for its days.

    A state-owned lot is cut to 90 % of its filed valuation at will, below that only with the approving body's document
    (`approval`). `working_days` may be more than the rules ask. Raises Invalid field by field, Forbidden for others than
    seller and venue, Refused before the disclosure is over or while a sale runs, and for a state-owned lot without valuation.
    """
    lock(listing)
    now = clock.read()
    require_authority(actor, Scope.LIST, floor_fen, at=now)
    require(may_announce, actor, listing)
    _require_no_sale(listing)
    if not found_no_buyer(listing, now):
        raise Refused(
            _("信息披露期届满、无人受让之后，才能延长披露或降价重新披露。"), rule="R-LST-01", code="still_disclosed"
        )
    before = floor_of(listing)
    if before is None:
        raise _no_valuation()
    floor = floor_fen if floor_fen is not None else before
    cut = floor < before
    rules = listing.rule_version
    assert rules is not None
    least, approved = least_floor(listing, rules), approval.strip()
    _require_floor(floor, before, least, approved)
    approved = words(approved, field="approval", most=PAPER_MAX)
    days = _days(working_days, days_of(listing, now, cut=cut))
    ends_at = deadline(now, working_days=days).at
    notice = _post(listing, floor if cut else None, days, now, ends_at, clock)
    assert actor.user
    made = Relisting.objects.create(
        listing=listing,
        floor_fen=floor,
        before_fen=before,
        least_fen=least,
        approval=approved,
        working_days=days,
        disclosed_from=now,
        disclosure_ends_at=ends_at,
        notice=notice,
        relisted_by=actor.user,
    )
    disclose_anew(listing=listing, price_fen=floor, ends_at=ends_at, reason=_reason(cut), actor=actor, clock=clock)
    prolong_offer(listing=listing, ends_at=ends_at, now=now, note=_reason(cut), actor=actor)
    audit.record(
        "trading.listing_relisted",
        subject=listing,
        actor=actor,
        number=made.number,
        notice=notice,
        floor_fen=floor,
        before_fen=before,
        working_days=days,
        ends_at=ends_at.isoformat(),
    )
    return made


def require_floor(listing: Listing, start_fen: int) -> None:
    """A step of the announcement: a state-owned lot keeps its floor. Raises Refused without a filed valuation, Invalid below the floor."""
    if listing.owner_category != OwnerCategory.STATE_FIRM:
        return
    floor = floor_of(listing)
    if floor is None or valuation_of(listing) is None:
        raise _no_valuation()
    if start_fen < floor:
        message = _(
            "国有企业资产的起拍价不得低于已披露的转让底价 {floor} 元（首次为备案评估值）。无人受让的，先降价重新披露（规则 R-SET-01）。"
        )
        raise Invalid(fields={"start": [message.format(floor=yuan(floor))]}, rule=RULE)


def _no_valuation() -> Refused:
    message = _("国有企业资产转让须先经评估并备案，由挂牌机构登记评估值。")
    return Refused(message, rule=RULE, code="no_valuation")


def _require_no_sale(listing: Listing) -> None:
    if listing.sales.exclude(state__in=listing.sales.model.FALLEN).exists():
        raise Refused(_("该成果有正在进行或已成交的交易，不能变更。"), rule=RULE, code="sale_exists")


def _require_floor(floor: int, before: int, least: int | None, approval: str) -> None:
    if not 0 < floor <= before:
        message = _("新的转让底价须大于零、不高于原底价 {before} 元。")
        raise Invalid(fields={"floor": [message.format(before=yuan(before))]}, rule=RULE)
    if least is not None and floor < min(least, before) and not approval:
        message = _("低于备案评估值的规定比例（{least} 元），须有批准单位的书面文件，请填写批准文件（规则 R-SET-01）。")
        raise Invalid(fields={"floor": [message.format(least=yuan(least))]}, rule=RULE)


def _days(asked: int | None, least: int) -> int:
    days = least if asked is None else asked
    if not least <= days <= DAYS_MOST:
        message = _("披露期须为 {least} 至 {most} 个工作日。").format(least=least, most=DAYS_MOST)
        raise Invalid(fields={"working_days": [message]}, rule="R-LST-01")
    return days


@official
def _reason(cut: bool) -> str:
    return _("降价重新披露") if cut else _("延长信息披露")


@official
def _post(listing: Listing, floor_fen: int | None, days: int, now: datetime, ends_at: datetime, clock: Clock) -> str:
    """变更公告: what changes, and until when the lot is disclosed."""
    last = last_day(ends_at)
    rows = [_("信息披露期内未征集到受让方，自本公告起披露 {days} 个工作日，至 {last}。").format(days=days, last=last)]
    if floor_fen is not None:
        rows.append(_("转让底价调整为 {floor} 元（规则 R-SET-01）。").format(floor=yuan(floor_fen)))
    return post_notice(
        kind=NoticeKind.CHANGE,
        exchange=listing.exchange,
        title=_("{title}重新披露公告（{project}）").format(title=listing.title[:200], project=listing.project_number),
        body="\n".join(rows),
        subject=listing,
        project_number=listing.project_number,
        starts_at=now,
        ends_at=ends_at,
        actor=system_actor("trading.relist"),
        clock=clock,
    ).number
