"""Who may do what with returns, alerts, instructions, samplings and packs."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.rules import acts_for_verified, is_exchange_staff
from marketplace.catalogue.models import Listing
from marketplace.core.errors import refusal
from marketplace.reporting.models import Alert, Execution, Inspection, Return, Sampling


@refusal(_("只有监管部门的监管人员可以办理。"))
def is_supervisor(actor: Actor) -> bool:
    return acts_for_verified(actor) and actor.has(Role.SUPERVISOR)


@refusal(_("只有监管人员和交易机构的业务员、复核员可以查看。"))
def may_see_supervision(actor: Actor) -> bool:
    return is_supervisor(actor) or is_exchange_staff(actor)


def _is_officer(actor: Actor, exchange: str) -> bool:
    """An officer of the exchange; of any of the four where the thing is about all of them."""
    return is_exchange_staff(actor) and actor.has(Role.OFFICER) and exchange in ("", actor.exchange)


def _is_reviewer(actor: Actor, exchange: str) -> bool:
    return is_exchange_staff(actor) and actor.has(Role.REVIEWER) and exchange in ("", actor.exchange)


@refusal(_("只有该交易机构的业务员可以编制报表；四家汇总的，由任一交易机构的业务员编制。"))
def may_draft_return(actor: Actor, exchange: str) -> bool:
    return _is_officer(actor, exchange)


@refusal(_("报表由该交易机构的复核员复核，且不得是编制人本人。"))
def may_check_return(actor: Actor, found: Return) -> bool:
    return _is_reviewer(actor, found.exchange) and actor.user != found.drafted_by


@refusal(_("只有该交易机构的业务员或复核员可以报送。"))
def may_file_return(actor: Actor, found: Return) -> bool:
    return _is_officer(actor, found.exchange) or _is_reviewer(actor, found.exchange)


@refusal(_("只有该交易机构人员和监管人员可以核查这条预警。"))
def may_review_alert(actor: Actor, alert: Alert) -> bool:
    return is_supervisor(actor) or (is_exchange_staff(actor) and actor.exchange == alert.exchange)


@refusal(_("只有监管部门的监管人员可以发出中止指令。"))
def may_instruct(actor: Actor) -> bool:
    return is_supervisor(actor)


@refusal(_("只有指令所指交易机构的业务员可以执行。"))
def may_execute(actor: Actor, execution: Execution) -> bool:
    return _is_officer(actor, execution.exchange)


@refusal(_("只有交易机构的业务员可以制定抽查方案；四家一起抽查的，由任一交易机构制定。"))
def may_plan_sampling(actor: Actor, exchange: str) -> bool:
    return _is_officer(actor, exchange)


@refusal(_("由制定人以外的复核员抽取。"))
def may_draw(actor: Actor, sampling: Sampling) -> bool:
    return _is_reviewer(actor, sampling.exchange) and actor.user != sampling.planned_by


@refusal(_("只有抽中的检查人员可以记录检查结果。"))
def may_record_inspection(actor: Actor, inspection: Inspection) -> bool:
    drawn = inspection.inspectors.filter(user=actor.user, organisation=actor.organisation)
    return acts_for_verified(actor) and drawn.exists()


@refusal(_("只有成果登记单位、挂牌交易机构和监管人员可以导出证据包。"), rule="R-PRI-06")
def may_export_pack(actor: Actor, listing: Listing) -> bool:
    if not acts_for_verified(actor):
        return False
    own = actor.acts_for(listing.lister) and actor.has(Role.ADMIN, Role.AGENT)
    return own or (is_exchange_staff(actor) and actor.exchange == listing.exchange) or is_supervisor(actor)


@refusal(_("只有交易机构的业务员、复核员和监管部门可以查看查阅日志。"))
def may_see_looks(actor: Actor) -> bool:
    return may_see_supervision(actor)


@refusal(_("只有本单位的管理员或经办人可以查看转化年度报告。"), rule="R-PRI-09")
def may_see_conversion(actor: Actor) -> bool:
    return acts_for_verified(actor) and actor.has(Role.ADMIN, Role.AGENT, Role.FINANCE)
