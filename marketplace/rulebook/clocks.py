"""Limits of accounts, which lie below, and of rules that are consulted on."""

from functools import partial

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Authorisation, Claim, Merger, NameChange, Organisation, WaitingModel
from marketplace.rulebook.models import RuleVersion
from marketplace.rulebook.time_limits import ANY, NOBODY, VENUE, Page, TimeLimit, register

WAITING = "accounts.sweep_due_decisions"


def waiting(kind: type[WaitingModel]) -> QuerySet[WaitingModel]:
    """What waits for an officer of any exchange under a limit."""
    return kind._base_manager.filter(state=kind.WAITING, due_at__isnull=False)  # type: ignore[misc]  # `state` is declared by each model


def decision(
    code: str, kind: type[WaitingModel], label: str | Promise, page: str, title: tuple[str, ...], concerned: str
) -> TimeLimit:
    """A decision at the entrance, which any exchange takes (R-DSK-07)."""
    return TimeLimit(
        code=code,
        rule="R-DSK-07",
        label=label,
        kept=f"accounts.{kind.__name__}.due_at",
        rows=partial(waiting, kind),
        number="number",
        page=Page(page),
        title=title,
        concerned=(concerned,) if concerned else (),
        venue=ANY,
        missed=_("请立即办理：期限已过，不影响申请人的权利"),
        opens_for=VENUE,
        told_by="accounts.decision_overdue",
        sweep=WAITING,
        reminds="",
    )


def mandates() -> QuerySet[Authorisation]:
    """Mandates in force that no later one prolongs."""
    return Authorisation.objects.in_force().unsucceeded()


def consulted() -> QuerySet[RuleVersion]:
    return RuleVersion.objects.filter(state=RuleVersion.State.CONSULTATION)


register(
    decision("verify_organisation", Organisation, _("认证单位"), "accounts:organisation", ("name", "name_en"), "pk"),
    decision(
        "confirm_authorisation",
        Authorisation,
        _("确认授权"),
        "accounts:authorisation",
        ("organisation__name", "organisation__name_en"),
        "organisation",
    ),
    decision("settle_claim", Claim, _("裁定单位归属"), "accounts:claim", ("organisation__name",), ""),
    decision("confirm_rename", NameChange, _("核准更名"), "accounts:name_change", ("new_name",), "organisation"),
    decision("approve_merger", Merger, _("复核合并"), "accounts:merger", ("successor__name",), ""),
    TimeLimit(
        code="renew_authorisation",
        rule="R-DSK-09",
        label=_("授权到期前续期"),
        kept="accounts.Authorisation.valid_to",
        rows=mandates,
        number="number",
        page=Page("accounts:authorisation"),
        title=("organisation__name", "organisation__name_en"),
        bound="organisation",
        missed=_("提交新的授权：到期后被授权人不能再以单位名义办理"),
        opens_for=NOBODY,
        told_by="accounts.authorisation_expiring",
        sweep="accounts.remind_expiring",
        reminds="",
    ),
    TimeLimit(
        code="approve_rules",
        rule="R-GEN-09",
        label=_("规则征求意见期满前批准"),
        kept="rulebook.RuleVersion.effective_from",
        rows=consulted,
        number="number",
        page=Page("rulebook:version"),
        title=("title_zh", "title_en"),
        venue=ANY,
        missed=_("生效时间已到而未批准：废止草案，或重新公布"),
        opens_for=VENUE,
        reminds="",
    ),
)
