"""Holders of priority: recorded with their rank, noticed or waived before a sale is announced (R-CON-05, R-BID-11)."""

from datetime import date, datetime, time

from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from accounts.models import Organisation, Scope
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue.models import Listing, PriceMode
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.money import yuan
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.desk.commands import post_notice
from marketplace.desk.models import NoticeKind, PublicNotice
from marketplace.desk.official import official
from marketplace.rulebook.queries import deadline
from marketplace.trading import priority_rules as rules
from marketplace.trading.models import Negotiation, Offer, PriorityHolder, Sale
from marketplace.trading.models.priority import NAME_MAX, PROOF_MAX, RANK_MAX
from marketplace.trading.queries.priority import awaited, matched_before, price_to_tell, unrecorded, waiting
from marketplace.trading.queries.terms import value_of

LAW, BIDDING = "R-CON-05", "R-BID-11"
Kind, State, Way = PriorityHolder.Kind, PriorityHolder.State, PriorityHolder.Way


@atomic
def record_priority_holder(
    *, listing: Listing, kind: str, name: str, rank: int = 1, organisation: str = "", actor: Actor, clock: Clock
) -> PriorityHolder:
    """Record who holds a priority in a listing, on which ground and with which rank, 1 before 2.

    `organisation` is its number on the market, if it has one; only the venue says so (`identify_priority_holder`). Raises Invalid field by field, Refused
    once a sale is announced or for a listing that is sold or withdrawn.
    """
    _hold(listing)
    now = clock.read()
    require_authority(actor, Scope.LIST, listing.asking_price_fen, at=now)
    require(rules.may_tend_priority, actor, listing)
    if not listing.can("withdraw"):
        raise Refused(_("已成交或已撤回的成果不再登记优先购买权人。"), rule=LAW, code="state_priority")
    said = words(name, field="name", most=NAME_MAX, lack=_("请写明优先购买权人的姓名或名称。"), rule=LAW)
    faults = {}
    if kind not in Kind.values:
        faults["kind"] = [_("请选择优先权的依据。")]
    if not 1 <= rank <= RANK_MAX:
        faults["rank"] = [_("顺位须在 1 至 {most} 之间。").format(most=RANK_MAX)]
    if listing.priority_holders.filter(name=said).exists():
        faults["name"] = [_("“{name}”已登记为优先购买权人。").format(name=said)]
    if faults:
        raise Invalid(fields=faults, rule=LAW)
    assert actor.user
    holder = PriorityHolder(listing=listing, kind=kind, name=said, rank=rank, recorded_by=actor.user, recorded_at=now)
    if organisation:
        require(rules.may_identify_holder, actor, holder)
        holder.organisation = _party(listing, organisation)
    holder.save()
    _record("trading.priority_recorded", holder, actor, kind=kind, name=said, rank=rank)
    return holder


@atomic
def identify_priority_holder(*, holder: PriorityHolder, organisation: str, actor: Actor, clock: Clock) -> None:
    """Say which verified party of the market a holder is, once; then it may take part as such, also while a sale runs.

    Raises Forbidden for others than the venue's officers, Invalid for no such party or one that is on the seller's side,
    Refused the second time.
    """
    lock(holder.listing)
    lock(holder)
    clock.read()
    require(rules.may_identify_holder, actor, holder)
    if holder.organisation_id:
        raise Refused(_("该优先购买权人的市场身份已经核对。"), rule=LAW, code="identified")
    holder.organisation = _party(holder.listing, organisation)
    holder.save(update_fields=["organisation"])
    _record("trading.priority_identified", holder, actor)


@atomic
def notify_priority_holder(
    *,
    holder: PriorityHolder,
    way: str,
    proof: str,
    served_date: date | None = None,
    negotiation: Negotiation | None = None,
    actor: Actor,
    clock: Clock,
) -> None:
    """Note that a holder was told of the sale to come: served (`proof` names the receipt), or published if it cannot be reached.

    A served notice counts from its day (`served_date`, today unless given), a published one is posted at once in the name of the
    venue; the sale may be announced once the days of R-BID-11 are over. Of a lot at an agreed price the holder is told the price
    that stands or is agreed on in `negotiation`, and has the days of R-CON-05 to match it; of another price it is told anew. Raises Invalid without proof or for a day that has
    not come or lies before the acceptance, Forbidden for others than the seller and the venue (published: the venue alone),
    Refused before the acceptance, while a sale runs, or for a holder who was noticed or has waived.
    """
    listing = holder.listing
    _hold(listing)
    lock(holder)
    holder.listing = listing
    now = clock.read()
    require(rules.may_tend_priority, actor, listing)
    if listing.rule_version is None or listing.accepted_at is None:
        raise Refused(_("成果受理之后，条件才能确定，届时再通知优先购买权人。"), rule=BIDDING, code="not_accepted")
    said = words(proof, field="proof", most=PROOF_MAX, lack=_("请写明送达凭证，或无法送达的情况。"), rule=LAW)
    if way not in Way.values:
        raise Invalid(fields={"way": [_("请选择通知方式。")]}, rule=BIDDING)
    told = _told(holder, negotiation, now)
    if way == Way.PUBLISHED:
        require(rules.may_publish_priority, actor, listing)
        at = now
    else:
        at = _served_at(served_date, told.made_at if told else listing.accepted_at, now)
    clear_at = deadline(at, days=_days(listing, way, told)).at
    holder.told_fen = told.price_fen if told else None
    notice = _publish(holder, now, clear_at, clock).number if way == Way.PUBLISHED else ""
    anew = holder.state in (State.NOTIFIED, State.MATCHED)
    verb = "notify_anew" if told and anew else "notify"
    noted = {"way": way, "proof": said, "notice": notice, "notified_at": at, "clear_at": clear_at}
    holder.move(verb, **noted, told_fen=holder.told_fen)
    _record(
        "trading.priority_notified",
        holder,
        actor,
        way=way,
        notice=notice,
        clear_at=clear_at.isoformat(),
        negotiated=told is not None,
    )


def _told(holder: PriorityHolder, negotiation: Negotiation | None, now: datetime) -> Offer | None:
    """What a holder of a lot at an agreed price is told; None of any other lot. Raises Invalid without a price that stands, Refused twice."""
    if holder.listing.price_mode != PriceMode.NEGOTIATED:
        return None
    told = price_to_tell(negotiation, holder.listing, now)
    if told is None:
        lack = _("请选择一次磋商：以其中仍然有效或已经达成的价格通知优先购买权人。")
        raise Invalid(fields={"negotiation": [lack]}, rule=LAW)
    if holder.told_fen == told.price_fen:
        raise Refused(_("已以这一价格通知该优先购买权人。"), rule=LAW, code="told_already")
    return told


def _days(listing: Listing, way: str, told: Offer | None) -> int:
    """How long a notice keeps the deal waiting: to match a price that was told, or before a sale by bidding is announced."""
    if told:
        return value_of(listing, LAW, "match_days")
    return value_of(listing, BIDDING, "publication_days" if way == Way.PUBLISHED else "notice_days")


def leave_match(listing: Listing, buyer: Organisation, now: datetime) -> None:
    """Who leaves the negotiation in which it matched a price has waived. A step of what ends it."""
    holder = listing.priority_holders.filter(organisation=buyer, state=State.MATCHED).first()
    if holder:
        holder.move("waive", waived_at=now, waiver_proof=_left())


def require_priority_answered(negotiation: Negotiation, price_fen: int, now: datetime) -> None:
    """A step of concluding a negotiation. Raises Refused while a holder is not recorded, was not told this price or may still

    answer, and where another one has matched it (R-CON-05).
    """
    listing = negotiation.listing
    require_recorded(listing)
    if first := matched_before(listing, negotiation.buyer):
        message = _("优先购买权人 {name} 已以同等条件受让，须与其成交；其退出或放弃之后，方可与他人成交。")
        raise Refused(message.format(name=first.name), rule=LAW, code="priority_matched")
    if waits := awaited(listing, negotiation.buyer, price_fen, now):
        message = _(
            "优先购买权人尚未获知这一价格，或仍在答复期内：{names}。请在优先购买权页以本次磋商的价格通知，或登记其放弃。"
        )
        names = _("、").join(holder.name for holder in waits)
        raise Refused(message.format(names=names), rule=LAW, code="priority_not_clear")


@atomic
def waive_priority(*, holder: PriorityHolder, proof: str = "", actor: Actor, clock: Clock) -> None:
    """Note that a holder waives; `proof` names its paper, which the holder itself does not need.

    Raises Invalid without proof, Forbidden for others than holder, seller and venue, Refused while a sale runs (who is
    silent there has waived) or the second time.
    """
    _hold(holder.listing)
    lock(holder)
    now = clock.read()
    require(rules.may_waive_priority, actor, holder)
    own = rules.is_its_holder(actor, holder)
    lack = "" if own else _("请写明书面放弃的名称和日期。")
    said = words(proof, field="proof", most=PROOF_MAX, lack=lack, rule=LAW) or _online()
    holder.move("waive", waived_at=now, waiver_proof=said)
    _record("trading.priority_waived", holder, actor)


def require_priority_clear(listing: Listing, now: datetime) -> None:
    """A step of the announcement. Raises Refused while a holder was not noticed in time and has not waived, or is not recorded."""
    require_recorded(listing)
    waits = waiting(listing, now)
    if waits:
        message = _(
            "优先购买权人尚未通知满规定期限，也未放弃：{names}。须在公告前至少 {days} 日通知，无法送达的公告 {published} 日。"
        )
        assert listing.rule_version
        days = listing.rule_version.value(BIDDING, "notice_days")
        published = listing.rule_version.value(BIDDING, "publication_days")
        names = _("、").join(holder.name for holder in waits)
        raise Refused(
            message.format(names=names, days=days, published=published), rule=BIDDING, code="priority_not_clear"
        )


def require_recorded(listing: Listing) -> None:
    """Raises Refused while an inventor of an employer's achievement that is to be assigned is not recorded."""
    lacking = unrecorded(listing)
    if lacking:
        message = _("职务技术成果转让，完成人在同等条件下有优先受让权。请先登记：{names}，并通知或取得其放弃声明。")
        raise Refused(message.format(names=_("、").join(lacking)), rule=LAW, code="priority_unrecorded")


def _hold(listing: Listing) -> None:
    """Lock a listing of which no sale by bidding runs. Raises Refused."""
    lock(listing)
    if listing.sales.contested().filter(state__in=Sale.RUNNING).exists():
        message = _("竞价公告已发布，优先购买权人及其顺位不能再变动；届时不应价即视为放弃。")
        raise Refused(message, rule=BIDDING, code="sale_runs")


def _party(listing: Listing, number: str) -> Organisation:
    found = Organisation.objects.filter(number=number.strip(), state=Organisation.State.VERIFIED).first()
    if found is None:
        raise Invalid(
            fields={"organisation": [_("没有这家已认证的单位或自然人：{number}。").format(number=number[:20])]}
        )
    if found.pk == listing.lister_id or listing.ownerships.filter(organisation=found).exists():
        raise Invalid(fields={"organisation": [_("转让方和共有权利人不是本项目的优先购买权人。")]}, rule=LAW)
    if listing.priority_holders.filter(organisation=found).exists():
        raise Invalid(fields={"organisation": [_("该单位或自然人已登记为本项目的优先购买权人。")]}, rule=LAW)
    return found


def _served_at(day: date | None, accepted_at: datetime, now: datetime) -> datetime:
    today = now.astimezone(SHANGHAI).date()
    if day is None or day == today:
        return now
    if not accepted_at.astimezone(SHANGHAI).date() <= day < today:
        raise Invalid(fields={"served_date": [_("送达日期须在受理之后，且不晚于今天。")]}, rule=BIDDING)
    return datetime.combine(day, time.min, SHANGHAI)


@official
def _online() -> str:
    return _("优先购买权人在本市场声明放弃")


@official
def _left() -> str:
    return _("优先购买权人退出其磋商，视为放弃")


@official
def _publish(holder: PriorityHolder, now: datetime, clear_at: datetime, clock: Clock) -> PublicNotice:
    listing = holder.listing
    body = _(
        "{name}：{title}（{project}）拟以网络竞价方式转让。您在同等条件下享有优先受让权，请在公告期内与交易机构联系；届时未登记竞买、未应价的，视为放弃（规则 R-BID-11）。"
    )
    if holder.told_fen is not None:
        body = _(
            "{name}：{title}（{project}）拟以 {price} 元协议转让。您在同等条件下享有优先受让权，请在公告期内与交易机构联系，答复是否以同等条件受让；届时未答复的，视为放弃（规则 R-CON-05）。"
        )
    return post_notice(
        kind=NoticeKind.PUBLICITY,
        exchange=listing.exchange,
        title=_("{title}优先购买权人通知公告（{project}）").format(
            title=listing.title[:200], project=listing.project_number
        ),
        body=body.format(
            name=holder.name,
            title=listing.title,
            project=listing.project_number,
            price=yuan(holder.told_fen) if holder.told_fen is not None else "",
        ),
        subject=listing,
        project_number=listing.project_number,
        starts_at=now,
        ends_at=clear_at,
        actor=system_actor("trading.publish_priority"),
        clock=clock,
    )


def _record(verb: str, holder: PriorityHolder, actor: Actor, **told: str | int) -> None:
    party = holder.organisation.number if holder.organisation else ""
    audit.record(
        verb, subject=holder.listing, actor=actor, private=True, holder=holder.number, organisation=party, **told
    )
