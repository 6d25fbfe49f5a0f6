"""Why others declined one's listings and needs, and what may be done about it, in words."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from marketplace.catalogue.models import Listing, Need
from marketplace.matching.exposure import exposure_most
from marketplace.matching.models import Decline, Feedback, FeedbackKind, Match, Side

PAPERS_MOST = 50  # of each kind on one page

LISTING_ADVICE: dict[str, str | Promise] = {
    Decline.TOO_EARLY: _("补充中试、样机或应用的证据，写明成熟度等级；也可以改为合作开发。"),
    Decline.OFF_TOPIC: _("核对 IPC 分类、技术领域和关键词，写明适用与不适用的场合，推荐会更准。"),
    Decline.TOO_VAGUE: _("写出关键指标和测试条件，并与现有做法对比。"),
    Decline.BENEFIT_UNCLEAR: _("用数字说明节省多少、提高多少，附第三方检测或用户证明。"),
    Decline.TOO_EXPENSIVE: _("考虑许可、分期或按销售额提成，或说明定价依据。"),
    Decline.SOLVED: _("对方已另行解决，与成果本身无关，不必修改。"),
    Decline.OTHER: _("看看对方的补充说明。"),
}
NEED_ADVICE: dict[str, str | Promise] = {
    Decline.TOO_EARLY: _("写明能否接受联合中试，愿意分担多少风险。"),
    Decline.OFF_TOPIC: _("核对技术领域和关键词，写明现用工艺和已经试过、行不通的办法。"),
    Decline.TOO_VAGUE: _("写出要达到的指标、现场条件和验收方式。"),
    Decline.BENEFIT_UNCLEAR: _("写明年用量和问题造成的损失，供方才能判断是否值得投入。"),
    Decline.TOO_EXPENSIVE: _("预算与报价差得多：调整预算，或接受分期、许可。"),
    Decline.SOLVED: _("供方的成果已另有去处，与需求本身无关，不必修改。"),
    Decline.OTHER: _("看看对方的补充说明。"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One coded reason with how often it was given, and what to do about it."""

    label: str
    count: int
    advice: str | Promise


@dataclass(frozen=True, slots=True)
class Advice:
    """What others said to one paper; `open` needs or listings it is proposed to now, `capped` if there is room for no more (R-MAT-02)."""

    paper: Listing | Need
    declined: int
    reasons: Sequence[Reason]
    open: int
    capped: bool = False


def advice_for_listings(actor: Actor, now: datetime) -> list[Advice]:
    """Of the actor's own listings that others declined or that are at the cap, the most declined first."""
    most = exposure_most(now)
    said = _said(Q(match__listing__lister=actor.organisation, side=Side.SEEKER), "match__listing")
    papers = _standing(Listing.objects.filter(lister=actor.organisation))
    wanted = papers.filter(Q(pk__in=said) | Q(open__gte=most))
    return _sorted([_advice(one, said.get(one.pk, {}), LISTING_ADVICE, one.open, most) for one in wanted])


def advice_for_needs(actor: Actor) -> list[Advice]:
    """Of the actor's own needs that others declined, the most declined first."""
    said = _said(Q(match__need__organisation=actor.organisation, side=Side.SUPPLIER), "match__need")
    papers = _standing(Need.objects.filter(pk__in=said))
    return _sorted([_advice(one, said[one.pk], NEED_ADVICE, one.open) for one in papers])


def _said(ours: Q, by: str) -> dict[int, dict[str, int]]:
    rows = Feedback.objects.filter(ours, kind=FeedbackKind.DECLINED).values_list(by, "reason")
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for pk, reason, count in rows.annotate(n=Count("pk")).order_by():
        found[pk][reason] = count
    return dict(found)


def _standing(papers: QuerySet[Any]) -> QuerySet[Any]:
    """With how many open matches each has."""
    return papers.annotate(open=Count("matches", filter=Q(matches__state__in=sorted(Match.OPEN))))


def _advice(
    paper: Listing | Need, said: dict[str, int], words: dict[str, str | Promise], standing: int, most: int = 0
) -> Advice:
    reasons = [
        Reason(str(Decline(code).label), count, words[code])
        for code, count in sorted(said.items(), key=lambda item: (-item[1], item[0]))
    ]
    return Advice(paper, sum(said.values()), reasons, standing, bool(most) and standing >= most)


def _sorted(found: list[Advice]) -> list[Advice]:
    return sorted(found, key=lambda one: (-one.declined, -one.paper.pk))[:PAPERS_MOST]
