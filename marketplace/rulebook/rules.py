"""Who may change the rules and their calendar."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor, Role
from accounts.models import Kind
from accounts.rules import acts_for_verified, is_signed_in
from marketplace.core.errors import refusal
from marketplace.rulebook.models import Agreement, CapabilityChange, RuleVersion

RULE_MAKERS = frozenset({Kind.EXCHANGE, Kind.ALLIANCE})


def acts_for_rule_maker(actor: Actor) -> bool:
    """Whether the actor acts for a verified exchange or for the alliance."""
    return acts_for_verified(actor) and actor.organisation is not None and actor.organisation.kind in RULE_MAKERS


@refusal(_("只有交易机构或市场联盟的业务员可以起草和公布规则。请由业务员办理。"), rule="R-GEN-08")
def may_draft_rules(actor: Actor) -> bool:
    return acts_for_rule_maker(actor) and actor.has(Role.OFFICER)


@refusal(_("草案只能由起草人修改；他人可以另行起草。请由起草人办理。"), rule="R-SEC-12")
def may_edit_draft(actor: Actor, version: RuleVersion) -> bool:
    """Only who drafted it: then nobody approves words of his own."""
    own = actor.user is not None and actor.user.pk == version.drafted_by_id
    return own and may_draft_rules(actor)


@refusal(_("规则须由起草人以外的交易机构或市场联盟复核员批准或废止。请由另一人办理。"), rule="R-SEC-12")
def may_approve_rules(actor: Actor, version: RuleVersion) -> bool:
    """Four eyes: another person than the drafter, whatever the roles."""
    another = actor.user is not None and actor.user.pk != version.drafted_by_id
    return acts_for_rule_maker(actor) and actor.has(Role.REVIEWER) and another


@refusal(_("只有交易机构的复核员可以为本机构采纳规则版本。请由复核员办理。"), rule="R-FEE-12")
def may_adopt_rules(actor: Actor) -> bool:
    return acts_for_rule_maker(actor) and bool(actor.exchange) and actor.has(Role.REVIEWER)


@refusal(_("只有交易机构或市场联盟的业务员可以维护工作日历。请由业务员办理。"), rule="R-GEN-04")
def may_keep_calendar(actor: Actor) -> bool:
    return actor.is_system or (acts_for_rule_maker(actor) and actor.has(Role.OFFICER))


@refusal(_("请先登录，再调整沙盒的市场时间。"))
def may_shift_market_time(actor: Actor) -> bool:
    """Anybody who signed in, in a sandbox; the command refuses elsewhere."""
    return actor.is_system or is_signed_in(actor)


@refusal(_("只有该交易机构或市场联盟的业务员可以提出业务能力的变更。请由业务员办理。"), rule="R-LST-11")
def may_propose_capability(actor: Actor, exchange: str) -> bool:
    return may_draft_rules(actor) and actor.exchange in (exchange, "")


@refusal(_("业务能力的变更须由提出人以外的交易机构或市场联盟复核员批准。请由另一人办理。"), rule="R-LST-11")
def may_decide_capability(actor: Actor, change: CapabilityChange) -> bool:
    """Four eyes: another person than who proposed it, whatever the roles."""
    another = actor.user is not None and actor.user.pk != change.proposed_by_id
    return acts_for_rule_maker(actor) and actor.has(Role.REVIEWER) and another


@refusal(_("协议须由录入人以外的交易机构或市场联盟复核员核对。请由另一人办理。"), rule="R-SEC-12")
def may_confirm_agreement(actor: Actor, agreement: Agreement) -> bool:
    """Four eyes: another person than who entered it."""
    another = actor.user is not None and actor.user.pk != agreement.entered_by_id
    return acts_for_rule_maker(actor) and actor.has(Role.REVIEWER) and another


@refusal(_("只有交易机构或市场联盟的复核员可以登记协议终止。请由复核员办理。"), rule="R-SEC-12")
def may_end_agreement(actor: Actor) -> bool:
    return acts_for_rule_maker(actor) and actor.has(Role.REVIEWER)
