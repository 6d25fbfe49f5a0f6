"""What is asked of whom in a case."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue.rules import may_edit
from marketplace.desk import rules
from marketplace.desk.models import Case, Stage, StepKind, WaitingFor


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing to do: the command's name, what it is in words, by when, and the pieces that are wanted."""

    act: str
    text: str
    due_at: datetime | None = None
    pieces: tuple[dict[str, Any], ...] = ()


def asked_of(case: Case, actor: Actor) -> list[Asked]:
    """What the case asks of the actor now; empty if it waits for others."""
    if case.state == Case.State.SUSPENDED:
        return _asked_while_suspended(case, actor)
    if case.state != Case.State.RUNNING:
        return []
    if may_edit(actor, case.listing):
        return _asked_of_applicant(case)
    if rules.may_work_on(actor, case):
        return _asked_of_staff(case, actor)
    if actor.organisation is not None and actor.acts_for(case.transferee):
        return _asked_of_parties(case)
    return []


def _asked_while_suspended(case: Case, actor: Actor) -> list[Asked]:
    if not rules.may_work_on(actor, case):
        return []
    return [Asked("resume", _("中止原因消除后办理恢复，或办理终结。"), case.suspension_ends_at)]


def _asked_of_applicant(case: Case) -> list[Asked]:
    if case.stage == Stage.APPLICATION:
        return [Asked("apply", _("补全成果信息和材料，提交委托申请。"), pieces=_pieces(case))]
    if case.stage == Stage.SUPPLEMENT:
        return [Asked("supply", _("按补正通知一次补齐下列各项，再次提交。"), case.due_at, _pieces(case))]
    return _asked_of_parties(case)


def _pieces(case: Case) -> tuple[dict[str, Any], ...]:
    kinds = [StepKind.REQUESTED, StepKind.RETURNED]
    last = case.steps.filter(kind__in=kinds).order_by("-id").first()
    return tuple(last.pieces) if last else ()


def _asked_of_parties(case: Case) -> list[Asked]:
    if case.stage == Stage.CONTRACT:
        return [Asked("sign", _("核对合同条款并签署。"), case.due_at)]
    if case.stage == Stage.SETTLEMENT:
        return [Asked("pay", _("按缴款通知支付价款和服务费。"), case.due_at)]
    return []


def _asked_of_staff(case: Case, actor: Actor) -> list[Asked]:
    if case.waiting_for != WaitingFor.EXCHANGE:
        return []
    texts = {
        Stage.REVIEW: ("accept", _("逐项核对材料，一次列出全部缺项通知补正，或予以受理。")),
        Stage.EXAMINATION: ("examine", _("由受理人之外的另一人审核。")),
        Stage.ANNOUNCEMENT: ("publish", _("发布挂牌公告。")),
        Stage.INTEREST: ("announce", _("信息披露期已满：组织交易（竞价项目请发布竞价公告），或办理终结。")),
        Stage.VOUCHER: ("certify", _("出具交易凭证。")),
        Stage.ARCHIVE: ("archive", _("核对案卷并归档。")),
    }
    if case.stage not in texts or (
        case.stage == Stage.EXAMINATION and not rules.is_another_than_who_accepted(actor, case)
    ):
        return []
    act, text = texts[Stage(case.stage)]
    return [Asked(act, text, case.due_at)]
