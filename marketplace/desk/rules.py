"""Who may do what on the desk."""

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Role
from accounts.rules import is_admin_of, is_exchange_staff, is_officer_of, is_signed_in
from marketplace.catalogue.models import Listing
from marketplace.catalogue.rules import belongs_to, may_decide, may_edit
from marketplace.core.errors import refusal
from marketplace.desk.models import Case, Correction, NoticeSubscription
from marketplace.desk.models.correction import FOR_APPLICANTS, CorrectionKind
from marketplace.desk.models.stages import BEFORE_ACCEPTANCE


@refusal(_("只有发布机构的业务员或复核员可以发布公告。"))
def may_post_notice(actor: Actor, exchange: str) -> bool:
    """The staff of the exchange in whose name it speaks, or the system where a sweep does the act."""
    return actor.is_system or (is_exchange_staff(actor) and actor.exchange == exchange)


@refusal(_("请先登录，再订阅公告。"))
def may_subscribe(actor: Actor) -> bool:
    return is_signed_in(actor)


@refusal(_("只有订阅人本人可以取消订阅。"))
def may_unsubscribe(actor: Actor, subscription: NoticeSubscription) -> bool:
    return is_signed_in(actor) and actor.user == subscription.user


@refusal(_("只有委托方的管理员或经办人可以提交委托申请和补正材料。"))
def may_apply(actor: Actor, listing: Listing) -> bool:
    return may_edit(actor, listing)


@refusal(_("只有本案交易机构的业务员可以办理，且不得是委托方的成员（回避）。"), rule="R-LST-08")
def may_handle(actor: Actor, case: Case) -> bool:
    """An officer of the venue who is and was no member of the applicant."""
    return is_officer_of(actor, case.exchange) and not belongs_to(actor, case.listing)


@refusal(_("只有本案交易机构的业务员或复核员可以办理，且不得是委托方的成员（回避）。"), rule="R-LST-08")
def may_work_on(actor: Actor, case: Case) -> bool:
    """Officers and reviewers of the venue who are and were no members of the applicant."""
    return may_decide(actor, case.listing)


@refusal(_("只有委托方的经办人，或本案交易机构的业务员、复核员（不得是委托方的成员）可以办理。"), rule="R-LST-08")
def may_work_on_listing(actor: Actor, listing: Listing) -> bool:
    """The same for a listing that has no case yet."""
    return may_decide(actor, listing)


@refusal(_("审核须由受理人之外的另一名业务员或复核员办理（双人复核）。请交由同事办理。"), rule="R-LST-08")
def is_another_than_who_accepted(actor: Actor, case: Case) -> bool:
    """Four eyes compare persons, never memberships or roles."""
    return actor.user is not None and actor.user.pk != case.accepted_by_id


@refusal(_("只有承办人本人、复核员或本机构管理员可以指派、移交案件。"))
def may_assign(actor: Actor, case: Case) -> bool:
    if not is_exchange_staff(actor) or actor.exchange != case.exchange:
        return False
    assert actor.organisation is not None
    return (
        (actor.user is not None and actor.user.pk == case.assignee_id)
        or actor.has(Role.REVIEWER)
        or is_admin_of(actor, actor.organisation)
    )


@refusal(_("受理之前，只有委托方可以撤回委托；受理之后由交易机构办理终结。"))
def may_withdraw(actor: Actor, case: Case) -> bool:
    """The applicant, until the exchange has accepted; later the case is terminated by two persons of the venue."""
    return case.stage in BEFORE_ACCEPTANCE and may_edit(actor, case.listing)


@refusal(_("更正、变更、中止、恢复和终结由委托方或本案交易机构提出，其他更正只由交易机构提出；监管人员只可要求中止。"))
def may_propose(actor: Actor, case: Case, kind: str) -> bool:
    """The venue's staff; the applicant what concerns its own listing; a supervisor a suspension."""
    if may_work_on(actor, case):
        return True
    if kind in FOR_APPLICANTS and may_edit(actor, case.listing):
        return True
    return kind == CorrectionKind.SUSPENSION and may_instruct(actor, case)


@refusal(_("只有监管人员可以要求中止。"))
def may_instruct(actor: Actor, case: Case) -> bool:
    return actor.user is not None and actor.has(Role.SUPERVISOR)


@refusal(_("更正须由提出人之外的另一名业务员或复核员复核（双人复核）。请交由同事办理。"), rule="R-SEC-12")
def may_decide_correction(actor: Actor, correction: Correction) -> bool:
    """Four eyes: another person of the venue than who proposed it."""
    another = actor.user is not None and actor.user.pk != correction.proposed_by_id
    return another and may_work_on(actor, correction.case)


def may_see_inside(actor: Actor, case: Case) -> bool:
    """Notes between colleagues, checklists, papers: the venue's staff and supervisors."""
    return (is_exchange_staff(actor) and actor.exchange == case.exchange) or actor.has(Role.SUPERVISOR)
