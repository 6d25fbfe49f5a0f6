"""Who may make schedules, bill and book fees."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor, Role
from accounts.models import Organisation
from marketplace.core.errors import refusal
from marketplace.fees.models import PaymentNotice, Quote, Schedule
from marketplace.ledger.rules import is_staff_of
from marketplace.rulebook.rules import acts_for_rule_maker, may_adopt_rules, may_draft_rules


@refusal(_("只有项目所在交易机构的工作人员可以发出付款通知。"))
def may_notify(actor: Actor, quote: Quote) -> bool:
    """Staff of the venue, or the system on its behalf."""
    return actor.is_system or is_staff_of(actor, quote.exchange)


@refusal(_("只有项目所在交易机构的工作人员可以登记付款。"))
def may_mark_paid(actor: Actor, notice: PaymentNotice) -> bool:
    """Staff of the venue, or the system on its behalf."""
    return actor.is_system or is_staff_of(actor, notice.quote.exchange)


@refusal(_("只有该交易机构的业务员可以起草其收费标准；统一结构由任一交易机构或市场联盟的业务员起草。"), rule="R-FEE-12")
def may_draft(actor: Actor, exchange: str) -> bool:
    """For an exchange its own officers; for the unified structure any exchange's or the alliance's."""
    return may_draft_rules(actor) and exchange in ("", actor.exchange)


@refusal(_("草案只能由起草人修改；他人可以另行起草。请由起草人办理。"), rule="R-SEC-12")
def may_edit(actor: Actor, schedule: Schedule) -> bool:
    """Only who drafted it: then nobody approves terms of his own."""
    own = actor.user is not None and actor.user.pk == schedule.drafted_by_id
    return own and may_draft(actor, schedule.exchange)


@refusal(_("只有该收费标准所属机构的业务员或复核员可以撤下；草案由起草人撤回。"), rule="R-FEE-12")
def may_discard(actor: Actor, schedule: Schedule) -> bool:
    """A draft its drafter or a reviewer; what is public any officer or reviewer of the exchange whose it is."""
    ours = acts_for_rule_maker(actor) and schedule.exchange in ("", actor.exchange)
    own = actor.user is not None and actor.user.pk == schedule.drafted_by_id
    public = schedule.state == Schedule.State.CONSULTATION
    return ours and (actor.has(Role.REVIEWER) or (actor.has(Role.OFFICER) and (own or public)))


@refusal(_("只有该收费标准所属机构的业务员可以答复意见。"), rule="R-GEN-09")
def may_answer(actor: Actor, schedule: Schedule) -> bool:
    return may_draft(actor, schedule.exchange)


@refusal(_("收费标准须由起草人以外的复核员批准或终止。请由另一人办理。"), rule="R-SEC-12")
def may_activate(actor: Actor, schedule: Schedule) -> bool:
    """Four eyes: a reviewer who is another person than the drafter, whatever the roles."""
    another = actor.user is not None and actor.user.pk != schedule.drafted_by_id
    ours = schedule.exchange in ("", actor.exchange)
    return acts_for_rule_maker(actor) and actor.has(Role.REVIEWER) and ours and another


@refusal(_("只有交易机构的复核员可以决定本机构采用收费标准。"), rule="R-FEE-12")
def may_adopt(actor: Actor) -> bool:
    return may_adopt_rules(actor)


@refusal(_("只有单位的管理员或财务可以填写本单位的开票信息。"))
def may_enter_particulars(actor: Actor, organisation: Organisation) -> bool:
    """Finance of the payer, whose mandate is in force, or its administrator: a person or a small firm has no other."""
    return actor.acts_for(organisation) and actor.has(Role.ADMIN, Role.FINANCE)


@refusal(_("请以付费单位的身份查看开票信息。"))
def may_see_particulars(actor: Actor) -> bool:
    return actor.user is not None and actor.organisation is not None and not actor.exchange


@refusal(_("只有收费机构的财务或业务员可以登记发票号码。"))
def may_enter_invoice(actor: Actor, notice: PaymentNotice) -> bool:
    """Who does the cashier's work at the venue that charges."""
    return is_staff_of(actor, notice.quote.exchange) and actor.has(Role.FINANCE, Role.OFFICER)
