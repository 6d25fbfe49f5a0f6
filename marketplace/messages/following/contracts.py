"""What is told of the texts of contracts: to the side that did not act, to both where time acted, to the venue where it has to."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from marketplace.audit.following import Line
from marketplace.contracts.models import Deed
from marketplace.messages.following.recipients import ACTING, Told, members, party, staff
from marketplace.messages.following.rows import Tell
from marketplace.messages.following.subjects import Subject, address, reads
from marketplace.messages.topics import Topic

provider, client = party("provider"), party("client")
both = (provider, client)
officers = staff(Role.OFFICER)


def others(line: Line, subject: Subject) -> Iterator[Told]:
    """The side that has not acted itself; both, if neither has."""
    sides = [*subject.parties.get("provider", []), *subject.parties.get("client", [])]
    yield from members([one for one in sides if one.number != line.organisation], ACTING)


@reads("deed")
def deed(number: str) -> Subject | None:
    found = Deed.objects.filter(number=number).select_related("provider", "client").first()
    if found is None:
        return None
    parties = {"provider": [found.provider], "client": [found.client]}
    data = {"title": found.title, "number": found.number}
    return Subject(parties, {}, found.exchange, data, address("contracts:deed", number))


TOLD: dict[str, list[Tell]] = {
    "contracts.version_proposed": [
        Tell(
            Topic.DUTY,
            _("对方提出修改合同文本：{title}"),
            _("{number}；修改说明：{reason}\n请在合同页查看差异并答复。"),
            (others,),
        )
    ],
    "contracts.version_agreed": [
        Tell(Topic.DEAL, _("对方接受了合同修改：{title}"), _("{number}；请阅读现行文本后签署。"), (others,))
    ],
    "contracts.version_declined": [
        Tell(Topic.DEAL, _("对方不接受合同修改：{title}"), _("{number}；理由：{reason}"), (others,))
    ],
    "contracts.version_withdrawn": [
        Tell(Topic.DEAL, _("对方撤回了合同修改：{title}"), _("{number} 的现行文本不变。"), (others,))
    ],
    "contracts.points_declared": [
        Tell(
            Topic.DEAL,
            _("对方填写了条款清单：{title}"),
            _("{number}；如有勾选的条款，须由贵方或交易机构答复后才能签署（规则 R-CON-11）。"),
            (others,),
            gathered=True,
        )
    ],
    "contracts.flag_answered": [
        Tell(Topic.DEAL, _("条款提示已答复：{title}"), _("{number}；理由：{reason}"), (others,), gathered=True)
    ],
    "contracts.supplement_effective": [
        Tell(Topic.DEAL, _("补充协议已生效：{title}"), _("{number} 的现行文本已更新。"), both)
    ],
    "contracts.handed_in": [
        Tell(
            Topic.DUTY,
            _("对方提交了交付物，请验收：{title}"),
            _("{number}，{name}；请在合同约定的期限内验收或者退回。"),
            (client,),
        )
    ],
    "contracts.accepted": [Tell(Topic.DEAL, _("交付物已验收：{title}"), _("{number}，{name}。"), (provider,))],
    "contracts.returned": [
        Tell(Topic.DUTY, _("交付物被退回：{title}"), _("{number}，{name}；理由：{reason}"), (provider,))
    ],
    "contracts.milestone_overdue": [
        Tell(Topic.DUTY, _("里程碑已逾期：{title}"), _("{number}，{name}；请尽快交付。"), (provider,)),
        Tell(Topic.DEAL, _("对方的里程碑已逾期：{title}"), _("{number}，{name}。"), (client,)),
    ],
    "contracts.answer_reminded": [
        Tell(
            Topic.DUTY,
            _("催告验收：{title}"),
            _("{number}，{name}；请在 {due} 之前答复，逾期按合同约定处理。"),
            (client,),
        )
    ],
    "contracts.accepted_by_silence": [
        Tell(Topic.DEAL, _("催告后未答复，依合同视为验收合格：{title}"), _("{number}，{name}。"), both)
    ],
    "contracts.silence_escalated": [
        Tell(Topic.QUEUE, _("交付物催告后仍未答复，请组织双方处理：{title}"), _("{number}，{name}。"), (officers,)),
        Tell(Topic.DEAL, _("催告后未答复，已转交易机构处理：{title}"), _("{number}，{name}。"), both),
    ],
    "contracts.filing_expected": [
        Tell(
            Topic.DUTY,
            _("请办理权利转移登记：{title}"),
            _("{number}；价款已到账，请在 {due} 之前向国家知识产权局申报并在合同页登记（规则 R-CON-07）。"),
            both,
        )
    ],
    "contracts.step_filed": [
        Tell(Topic.CASE, _("权利登记已申报：{title}"), _("{number}；受理编号见合同页。"), (others,), gathered=True)
    ],
    "contracts.step_registered": [
        Tell(Topic.CASE, _("权利登记已完成：{title}"), _("{number}；通知书编号见合同页。"), (others,), gathered=True)
    ],
    "contracts.step_overdue": [
        Tell(
            Topic.DUTY,
            _("权利登记尚未完成，请跟进：{title}"),
            _("{number}；请申报或登记结果（规则 R-CON-07、R-CON-08）。"),
            both,
            gathered=True,
        ),
        Tell(Topic.QUEUE, _("权利登记逾期未办：{title}"), _("{number}。"), (officers,), gathered=True),
    ],
    "contracts.termination_proposed": [
        Tell(Topic.DUTY, _("对方提出解除合同：{title}"), _("{number}；理由：{reason}\n请在合同页答复。"), (others,)),
    ],
    "contracts.termination_noticed": [
        Tell(
            Topic.DUTY,
            _("对方通知解除合同：{title}"),
            _("{number}；理由：{reason}\n有异议的，请在 {due} 之前提出，逾期合同解除。"),
            (others,),
        ),
        Tell(Topic.QUEUE, _("一方通知解除合同：{title}"), _("{number}；理由：{reason}"), (officers,)),
    ],
    "contracts.termination_declined": [
        Tell(Topic.DEAL, _("对方不同意解除合同：{title}"), _("{number}；理由：{reason}"), (others,))
    ],
    "contracts.termination_objected": [
        Tell(Topic.DUTY, _("对方对解除合同有异议：{title}"), _("{number}；理由：{reason}"), (others,)),
        Tell(Topic.QUEUE, _("解除合同有异议，请组织调解：{title}"), _("{number}；理由：{reason}"), (officers,)),
    ],
    "contracts.termination_withdrawn": [
        Tell(Topic.DEAL, _("解除合同已撤回：{title}"), _("{number} 继续履行。"), (others,))
    ],
    "contracts.terminated": [
        Tell(Topic.DEAL, _("合同已解除：{title}"), _("{number}；善后安排见合同页。"), both),
        Tell(
            Topic.QUEUE,
            _("合同已解除，请办理善后：{title}"),
            _("{number}；已收款项按规则退还或者处理（规则 R-FEE-08）。"),
            (officers,),
        ),
    ],
}
