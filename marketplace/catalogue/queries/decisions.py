"""A unit's decision and notice, and what its duty of care still lacks (R-PRI-02..06)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import Actor
from marketplace.audit.commands import ref
from marketplace.catalogue import in_house
from marketplace.catalogue.models import Decision, InHouseNotice, Listing, Objection, PriceMode
from marketplace.catalogue.rules import may_see_inside
from marketplace.core.clock import SHANGHAI


def decision_of(listing: Listing) -> Decision | None:
    """The decision in force: the latest."""
    return listing.decisions.order_by("-pk").first()


def notice_of(decision: Decision) -> InHouseNotice | None:
    """The notice that counts: the latest of the decision."""
    return decision.notices.order_by("-pk").first()


def notice_period(notice: InHouseNotice, today: date) -> in_house.Period:
    """The stand of a notice on a day, with its objections as they are known."""
    rows = notice.objections.order_by("position")
    pauses = [
        in_house.Pause(row.raised_date, row.resolved_date if row.outcome == Objection.Outcome.UNFOUNDED else None)
        for row in rows
    ]
    return in_house.period(notice.published_date, notice.days, pauses, today)


def may_sign_from(listing: Listing, at: datetime) -> date | None:
    """The first day on which a negotiated contract may be signed, as known at an instant; None while the notice is not
    there, waits for the answer to an objection, or ended with an objection that was upheld (R-PRI-04). For trading."""
    decision = decision_of(listing)
    notice = decision and notice_of(decision)
    return notice_period(notice, at.astimezone(SHANGHAI).date()).signing_from if notice else None


def decision(actor: Actor, number: str) -> Decision:
    """One by its number, for those who see inside its listing. Raises Http404."""
    found = Decision.objects.filter(number=number).select_related("listing__lister").first()
    if found is None or not may_see_inside(actor, found.listing):
        raise Http404(_("没有找到编号为 {number} 的决策记录。").format(number=number[:20]))
    return found


def in_house_notice(actor: Actor, number: str) -> InHouseNotice:
    """One by its number, for those who see inside its listing. Raises Http404."""
    found = InHouseNotice.objects.filter(number=number).select_related("decision__listing__lister").first()
    if found is None or not may_see_inside(actor, found.decision.listing):
        raise Http404(_("没有找到编号为 {number} 的公示记录。").format(number=number[:20]))
    return found


def objection(actor: Actor, number: str, position: int) -> Objection:
    """One of a notice by its place. Raises Http404."""
    found = in_house_notice(actor, number).objections.filter(position=position).first()
    if found is None:
        raise Http404(_("这份公示没有第 {position} 号异议。").format(position=position))
    return found


@dataclass(frozen=True, slots=True)
class Check:
    """One point of the duty of care: whether it holds, by which rule, and what to do if it does not."""

    code: str
    label: str | Promise
    done: bool
    rule: str
    advice: str | Promise = ""


def duty_of_care(listing: Listing, at: datetime, papers: Mapping[str, int]) -> list[Check]:
    """What of decision, public notice and supervision stands, point by point (R-PRI-06). `papers` counts files by subject."""
    found = decision_of(listing)
    checks = [
        Check("decision", _T["decision"], found is not None, "R-PRI-06", _A["decision"]),
        Check("deciders", _T["deciders"], bool(found and found.deciders), "R-PRI-06", _A["decision"]),
        Check("recusal", _T["recusal"], bool(found and found.recusals), "R-PRI-06", _A["recusal"]),
        Check("paper", _T["paper"], bool(found and papers.get(ref(found))), "R-PRI-06", _A["paper"]),
        Check("route", _T["route"], bool(found and found.route == listing.price_mode), "R-PRI-01", _A["route"]),
        Check("value", _T["value"], bool(found and _valued(found)), "R-PRI-06", _A["value"]),
    ]
    if listing.price_mode == PriceMode.NEGOTIATED:
        checks += _notice_checks(found, at.astimezone(SHANGHAI).date(), papers)
    return checks


def _notice_checks(found: Decision | None, today: date, papers: Mapping[str, int]) -> Sequence[Check]:
    notice = notice_of(found) if found else None
    stand = notice_period(notice, today) if notice else None
    answered = bool(notice and not notice.objections.filter(outcome=Objection.Outcome.WAITING).exists())
    upheld = bool(notice and notice.objections.filter(outcome=Objection.Outcome.UPHELD).exists())
    complete = bool(stand and stand.is_complete(today))
    return [
        Check("notice", _T["notice"], notice is not None and not upheld, "R-PRI-02", _A["notice"]),
        Check("period", _T["period"], complete, "R-PRI-03", _A["period"]),
        Check("objections", _T["objections"], answered, "R-PRI-04", _A["objections"]),
        Check("evidence", _T["evidence"], bool(notice and papers.get(ref(notice))), "R-PRI-06", _A["evidence"]),
    ]


def _valued(found: Decision) -> bool:
    """Listing or auction through an exchange takes the place of a valuation; an agreement says how its price was found."""
    return found.route != PriceMode.NEGOTIATED or bool(found.valuation)


_T = {
    "decision": gettext_lazy("已登记单位决策"),
    "deciders": gettext_lazy("写明参与决策人"),
    "recusal": gettext_lazy("写明回避情况"),
    "paper": gettext_lazy("附有决策文件"),
    "route": gettext_lazy("定价方式与挂牌一致"),
    "value": gettext_lazy("定价依据：评估，或以挂牌、竞价代替"),
    "notice": gettext_lazy("已公示成果名称和拟交易价格"),
    "period": gettext_lazy("公示期已满"),
    "objections": gettext_lazy("异议已全部处理"),
    "evidence": gettext_lazy("附有公示的照片或扫描件"),
}
_A = {
    "decision": gettext_lazy("登记会议、日期、参与人和决定的价格。"),
    "recusal": gettext_lazy("写明谁因何回避；无人须回避的，写“无须回避”。"),
    "paper": gettext_lazy("上传会议纪要或决定的扫描件。"),
    "route": gettext_lazy("决策的定价方式须与成果登记的一致，请登记新的决策或更正成果。"),
    "value": gettext_lazy("协议定价的，写明评估报告或定价依据。"),
    "notice": gettext_lazy("在单位内公示名称和拟交易价格，并在此登记。"),
    "period": gettext_lazy("公示期满前不得签订合同；有异议的，处理完毕后继续计算。"),
    "objections": gettext_lazy("逐项写明异议的处理结果。"),
    "evidence": gettext_lazy("上传公示栏照片、网页截图或扫描件。"),
}
