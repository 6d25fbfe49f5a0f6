"""The page of a need."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue import rules
from marketplace.catalogue.models import Industry, Need
from marketplace.catalogue.queries import needs_for
from marketplace.commissioning.pages import CallRow, call_rows
from marketplace.commissioning.queries.reading import calls_of
from marketplace.commissioning.rules import may_call
from marketplace.core.presentation import market_date
from marketplace.matching.models import Match
from marketplace.portal.cards import budget, day, language, need_badge
from marketplace.portal.queries.listing import Code, Fact, ipc_of, modes_of
from marketplace.portal.queries.matches import MatchRow, rows_of

MATCHES = 10


@dataclass(frozen=True, slots=True)
class NeedPage:
    need: Need
    badge: str
    facts: Sequence[Fact]
    ipc: Sequence[Code]
    modes: Sequence[str]
    own: bool
    may_close: bool
    matches: Sequence[MatchRow] = ()
    calls: Sequence[CallRow] = ()
    may_call: bool = False


def need_of(actor: Actor, number: str) -> Need:
    """A need that the actor may read. Raises Http404."""
    return get_object_or_404(needs_for(actor).select_related("organisation", "technology_field"), number=number)


def need_page(actor: Actor, number: str) -> NeedPage:
    need = need_of(actor, number)
    own = actor.acts_for(need.organisation)
    return NeedPage(
        need=need,
        badge=need_badge(need),
        facts=facts(need),
        ipc=ipc_of(need.ipc_codes),
        modes=modes_of(need.cooperation_modes),
        own=own,
        may_close=need.can("close") and rules.may_close_need(actor, need),
        matches=matches(actor, need) if own else (),
        calls=call_rows(calls_of(need)),
        may_call=need.state == Need.State.OPEN and not need.unverified and may_call(actor, need),
    )


def facts(need: Need) -> list[Fact]:
    industries = Industry.objects.filter(code__in=need.industry_codes).order_by("code")
    rows = [
        Fact(_("编号"), need.number),
        Fact(_("发布单位"), need.organisation.local_name),
        Fact(_("需求类型"), str(need.get_kind_display())),
        Fact(_("受理交易机构"), str(need.get_exchange_display()) if need.exchange else ""),
        Fact(_("技术领域"), str(need.technology_field or "")),
        Fact(_("行业"), _("；").join(str(row) for row in industries)),
        Fact(_("预算"), budget(need) or _("面议")),
        Fact(_("发布日期"), market_date(need.posted_at, language())),
        Fact(_("截止日期"), day(need.deadline_date) or _("长期有效")),
        Fact(_("结束原因"), need.close_reason),
    ]
    return [row for row in rows if row.value]


def matches(actor: Actor, need: Need) -> list[MatchRow]:
    best = Match.objects.filter(need=need, state__in=[*Match.OPEN, Match.State.CONNECTED])
    return rows_of(
        best.select_related("listing__lister", "need__organisation", "contact").order_by("-score", "-id")[:MATCHES],
        actor,
    )
