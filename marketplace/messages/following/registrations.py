"""What is told of the registration of technology contracts."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from marketplace.messages.following.recipients import party, staff
from marketplace.messages.following.rows import Tell
from marketplace.messages.following.subjects import Subject, address, reads
from marketplace.messages.topics import Topic
from marketplace.registry.models import Filing

own, officers, reviewers = party("own"), staff(Role.OFFICER), staff(Role.REVIEWER)


@reads("filing")
def filing(number: str) -> Subject | None:
    found = Filing.objects.filter(number=number).select_related("filer").first()
    if found is None:
        return None
    data = {"title": found.name, "number": found.number, "due": found.due_at or ""}
    link = address("registry:filing", found.number)
    return Subject({"own": [found.filer]}, {}, found.exchange, data, link)


TOLD: dict[str, list[Tell]] = {
    "registry.filing_submitted": [
        Tell(Topic.QUEUE, _("技术合同待受理登记：{title}"), _("{number} 已提交，请审查材料。"), (officers,))
    ],
    "registry.filing_accepted": [
        Tell(Topic.CASE, _("技术合同登记已受理：{title}"), _("{number} 的认定期限为 {due}。"), (own,))
    ],
    "registry.filing_returned": [
        Tell(
            Topic.DUTY,
            _("技术合同登记退回补正：{title}"),
            _("{number} 须补正：\n{reason}\n重新提交后期限重新计算。"),
            (own,),
        )
    ],
    "registry.filing_overdue": [
        Tell(Topic.QUEUE, _("技术合同登记已超过期限：{title}"), _("{number} 的期限为 {due}。"), (officers, reviewers))
    ],
    "registry.contract_registered": [
        Tell(
            Topic.DEAL,
            _("技术合同已认定登记：{title}"),
            _("{number} 已登记；登记编号、合同成交额与技术交易额见登记页。"),
            (own,),
        )
    ],
    "registry.filing_refused": [
        Tell(Topic.DUTY, _("技术合同不予登记：{title}"), _("{number}；理由：{reason}"), (own,))
    ],
    "registry.change_proposed": [
        Tell(Topic.QUEUE, _("技术合同登记变更待审核：{title}"), _("{number} 提出变更或注销。"), (reviewers,))
    ],
    "registry.change_applied": [
        Tell(
            Topic.DUTY,
            _("技术合同登记已变更或注销：{title}"),
            _("{number}；已享受税收优惠的，请向主管税务机关报告（规则 R-REG-07）。"),
            (own,),
        )
    ],
    "registry.contract_ended": [
        Tell(
            Topic.DUTY,
            _("合同已解除，技术合同登记随之注销：{title}"),
            _("{number}；已享受税收优惠的，请向主管税务机关报告（规则 R-REG-07）。"),
            (own,),
        )
    ],
    "registry.change_declined": [
        Tell(Topic.DUTY, _("技术合同登记变更未通过：{title}"), _("{number}；理由：{reason}"), (own,))
    ],
}
