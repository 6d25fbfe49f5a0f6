"""A lot at its listed price that nobody came for is disclosed for one more period, as its notice said (R-LST-01)."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.actor import Actor, system_actor
from marketplace.audit import commands as audit
from marketplace.catalogue.commands import disclose_anew
from marketplace.core.clock import SHANGHAI, Clock, last_day
from marketplace.core.live import announce
from marketplace.desk.commands import post_notice, prolong_offer
from marketplace.desk.models import NoticeKind
from marketplace.desk.official import official
from marketplace.rulebook.queries import deadline, is_working_day
from marketplace.trading.commands.pausing import said
from marketplace.trading.models import Prolongation, Sale

RULE = "R-LST-01"


def prolong_sale(sale: Sale, now: datetime, actor: Actor, clock: Clock) -> Prolongation:
    """Move the times of a locked sale on, and the disclosure of its lot: a step of the opening, which found nobody.

    Registration ends with the last of the working days of R-LST-01; the bidding would begin as long after that as was
    announced, on a working day.
    """
    assert sale.registration_ends_at
    days = int(sale.rule_version.value(RULE, "extension_working_days"))
    joins_until = deadline(now, working_days=days).at
    opens_at = _on_a_working_day(joins_until + (sale.opens_at - sale.registration_ends_at))
    free_ends_at = opens_at + (sale.free_ends_at - sale.opens_at)
    position = sale.prolongations.count() + 1
    notice = _post(sale, days, joins_until, opens_at, now, clock)
    made = Prolongation.objects.create(
        sale=sale,
        position=position,
        prolonged_at=now,
        registration_ends_at=joins_until,
        opens_at=opens_at,
        free_ends_at=free_ends_at,
        former_registration_ends_at=sale.registration_ends_at,
        former_opens_at=sale.opens_at,
        former_free_ends_at=sale.free_ends_at,
        notice=notice,
    )
    sale.registration_ends_at, sale.opens_at = joins_until, opens_at
    sale.free_ends_at = sale.ends_at = free_ends_at
    sale.save(update_fields=["registration_ends_at", "opens_at", "free_ends_at", "ends_at"])
    listing, reason = sale.listing, _reason()
    until = max(joins_until, listing.disclosure_ends_at or joins_until)
    disclose_anew(listing=listing, price_fen=sale.start_fen, ends_at=until, reason=reason, actor=actor, clock=clock)
    prolong_offer(listing=listing, ends_at=until, now=now, note=reason, actor=actor)
    audit.record(
        "trading.sale_prolonged",
        subject=sale,
        actor=actor,
        position=position,
        notice=notice,
        registration_ends_at=joins_until.isoformat(),
        opens_at=opens_at.isoformat(),
        free_ends_at=free_ends_at.isoformat(),
    )
    announce(sale.topic)
    return made


def _on_a_working_day(at: datetime) -> datetime:
    """The same time of the day, on the next working day if that day is none."""
    if is_working_day(at):
        return at
    local = at.astimezone(SHANGHAI)
    return local + timedelta(days=(deadline(local, working_days=1).date - local.date()).days)


@official
def _reason() -> str:
    return _("无人报名，按公告延长信息披露")


@official
def _post(sale: Sale, days: int, joins_until: datetime, opens_at: datetime, now: datetime, clock: Clock) -> str:
    """变更公告: until when one may now come, and when the bidding would begin."""
    listing = sale.listing
    last = last_day(joins_until)
    text = _(
        "挂牌项目 {sale} 报名截止时无合格的意向受让方，按公告延长信息披露 {days} 个工作日，报名至 {last}；"
        "届时有两名以上的，竞价于 {opens} 开始（规则 R-LST-01）。"
    )
    return post_notice(
        kind=NoticeKind.CHANGE,
        exchange=sale.exchange,
        title=_("{title}延长信息披露公告（{project}）").format(
            title=listing.title[:200], project=listing.project_number
        ),
        body=text.format(
            sale=sale.number,
            days=days,
            last=last,
            opens=said(opens_at),
        ),
        subject=sale,
        project_number=listing.project_number,
        starts_at=now,
        ends_at=joins_until,
        actor=system_actor("trading.prolong"),
        clock=clock,
    ).number
