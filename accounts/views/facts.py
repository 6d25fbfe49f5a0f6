"""What the page of an organisation shows, in words."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import queries
from accounts.actor import Actor
from accounts.models import Authorisation, ExchangeCode, Organisation
from accounts.models.authorisation import ACTS_WITHOUT
from accounts.rules import may_manage_members
from marketplace.audit.models import Entry
from marketplace.audit.queries import history
from marketplace.core.clock import SHANGHAI
from marketplace.core.presentation import market_date

State = Organisation.State


class Fact(NamedTuple):
    label: str
    value: Any
    note: str = ""


class Step(NamedTuple):
    name: str
    state: str
    note: str = ""


class Event(NamedTuple):
    at: Any
    title: str
    note: str = ""
    tone: str = ""


def facts_of(party: Organisation) -> list[Fact]:
    """The public facts; what is not stated is left out."""
    verified_by = ExchangeCode(party.verified_by).label if party.verified_by else ""
    rows = [
        Fact(_("编号"), party.number),
        Fact(_("类型"), party.get_kind_display()),
        Fact(_("统一社会信用代码"), party.uscc),
        Fact(_("所有制类别"), party.get_owner_category_display()),
        Fact(_("企业规模"), party.get_scale_display() if party.scale else ""),
        Fact(_("行政区划代码"), party.region_code),
        Fact(_("行业代码"), party.industry_code),
        Fact(_("所属交易机构"), party.get_home_exchange_display() if party.home_exchange else ""),
        Fact(_("认证机构"), verified_by, _("一家认证，四家互认")),
        Fact(_("简介"), party.intro),
    ]
    return [row for row in rows if row.value]


def contact_of(party: Organisation) -> list[Fact]:
    """Where the party is reached; for members and exchange staff."""
    rows = [
        Fact(_("地址"), party.address),
        Fact(_("联系人"), party.contact_name),
        Fact(_("联系电话"), party.contact_phone),
        Fact(_("联系邮箱"), party.contact_email),
    ]
    return [row for row in rows if row.value]


def road_of(party: Organisation) -> list[Step]:
    """Registration, examination, verification."""
    if party.state == State.DRAFT:
        return [Step(_("登记"), "now"), Step(_("审核"), "todo"), Step(_("认证"), "todo")]
    examined = {State.PENDING: "now", State.RETURNED: "failed"}.get(State(party.state), "done")
    verified = {State.VERIFIED: "done", State.ABSORBED: "done", State.SUSPENDED: "failed"}.get(
        State(party.state), "todo"
    )
    return [
        Step(_("登记"), "done", market_date(party.submitted_at, _language())),
        Step(_("审核"), examined, _("已退回补正") if party.state == State.RETURNED else ""),
        Step(
            _("认证"),
            verified,
            market_date(party.verified_at, _language()) if party.verified_at and verified != "todo" else "",
        ),
    ]


def events_of(party: Organisation) -> list[Event]:
    """What the log says happened to the organisation itself, in order."""
    titles = {
        "accounts.organisation_registered": (_("登记"), ""),
        "accounts.organisation_submitted": (_("提交审核"), ""),
        "accounts.organisation_resubmitted": (_("再次提交"), ""),
        "accounts.organisation_sent_back": (_("被退回"), "refused"),
        "accounts.organisation_verified": (_("认证通过"), "key"),
        "accounts.organisation_suspended": (_("暂停资格"), "refused"),
        "accounts.organisation_reinstated": (_("恢复资格"), "key"),
        "accounts.organisation_renamed": (_("更名"), "key"),
        "accounts.organisation_absorbed": (_("并入其他单位"), "refused"),
        "accounts.exchange_opened": (_("设立"), "key"),
    }
    return [
        Event(entry.at, titles[entry.verb][0], _reason(entry), titles[entry.verb][1])
        for entry in history(f"organisation:{party.number}")
        if entry.verb in titles
    ]


def _reason(entry: Entry) -> str:
    told = entry.payload.body if hasattr(entry, "payload") else {}
    if "before" in told:
        return _("由“{before}”更名为“{after}”").format(before=told["before"], after=told["after"])
    if told.get("pieces"):
        return _("；").join(queries.return_told(told["pieces"], str(told.get("reason", ""))))
    return str(told.get("reason") or told.get("successor") or "")


def _language() -> str:
    return get_language() or "zh-hans"


class MandateNotice(NamedTuple):
    """What an organisation should know of a mandate."""

    tone: str
    text: str
    member: str = ""  # the number of whom a mandate is to be handed in for


NOTICE_DAYS = 30  # how long before its last day a mandate is spoken of


def mandate_notices(actor: Actor, party: Organisation, now: datetime) -> list[MandateNotice]:
    """Whose mandate is missing or ends within 30 days, for members; the member himself reads the exact refusal."""
    if not actor.acts_for(party):
        return []
    own = queries.own_shortfall(actor)
    if own:
        return [MandateNotice("warning", str(own))]
    today = now.astimezone(SHANGHAI).date()
    ending = queries.authorisations_of(actor, party).filter(
        state=Authorisation.State.CONFIRMED, valid_to__gte=today, valid_to__lte=today + timedelta(days=NOTICE_DAYS)
    )
    words = _("{name}的授权（{number}）将于 {day} 到期，请及时提交新的授权委托书。")
    return [
        MandateNotice(
            "warning", words.format(name=one.user, number=one.number, day=shown(one.valid_to)), one.user.number
        )
        for one in ending.order_by("valid_to", "id")[:10]
    ] + lacking_notices(actor, party)


def lacking_notices(actor: Actor, party: Organisation) -> list[MandateNotice]:
    """For its administrators: whoever can do nothing yet, because no mandate of his is in force or waits."""
    if not may_manage_members(actor, party) or party.kind in ACTS_WITHOUT:
        return []
    words = _("{name}还没有授权委托书，不能代表本单位办理。")
    return [
        MandateNotice("warning", words.format(name=person), person.number)
        for person in queries.unauthorised(actor, party)[:10]
    ]


def shown(day: date) -> str:
    return market_date(datetime.combine(day, time(), SHANGHAI), _language())
