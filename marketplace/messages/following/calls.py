"""What is told of open calls, solutions and offers on needs: to both sides, the exchange, and who asked or objected."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, Role
from marketplace.audit.following import Line
from marketplace.commissioning.models import (
    Engagement,
    NeedThread,
    OfferedListing,
    OpenCall,
    Solution,
    SolutionState,
    StagePayment,
)
from marketplace.messages.following.recipients import (
    ACTING,
    Told,
    in_payload,
    members,
    party,
    paying,
    screening_staff,
    staff,
)
from marketplace.messages.following.rows import Tell
from marketplace.messages.following.subjects import Subject, address, reads
from marketplace.messages.notes import Fen
from marketplace.messages.topics import Topic

poster, proposer, joined = party("poster"), party("proposer"), party("joined")
client, supplier = party("client"), party("supplier")
client_pays, supplier_pays = paying("client"), paying("supplier")
officers, reviewers, checkers = staff(Role.OFFICER), staff(Role.REVIEWER), staff(Role.OFFICER, Role.REVIEWER)


@reads("opencall")
def open_call(number: str) -> Subject | None:
    """`joined` are those who handed in a solution or asked a question."""
    found = OpenCall.objects.filter(number=number).select_related("poster").first()
    if found is None:
        return None
    handed_in = found.solutions.exclude(state=SolutionState.WITHDRAWN).values("proposer")
    asked = found.questions.values("asked_for")
    members = Organisation.objects.filter(pk__in=handed_in) | Organisation.objects.filter(pk__in=asked)
    data = {"title": found.title, "number": found.number, "due": found.due_at, "until": found.award_from or "—"}
    parties = {"poster": [found.poster], "joined": list(members.order_by("pk"))}
    return Subject(parties, {}, found.exchange, data, address("commissioning:call", number))


@reads("solution")
def solution(number: str) -> Subject | None:
    found = Solution.objects.filter(number=number).select_related("call__poster", "proposer").first()
    if found is None:
        return None
    call = found.call
    data = {"title": call.title, "number": found.number, "price": Fen(found.price_fen)}
    parties = {"poster": [call.poster], "proposer": [found.proposer]}
    return Subject(parties, {}, call.exchange, data, address("commissioning:solution", number))


@reads("needthread")
def need_thread(number: str) -> Subject | None:
    found = NeedThread.objects.filter(number=number).select_related("need__organisation", "supplier").first()
    if found is None:
        return None
    data = {"title": found.need.title, "number": found.number, "name": found.supplier}
    parties = {"client": [found.need.organisation], "supplier": [found.supplier]}
    return Subject(parties, {}, found.exchange, data, address("commissioning:thread", number))


@reads("offeredlisting")
def offered_listing(number: str) -> Subject | None:
    rows = OfferedListing.objects.filter(number=number)
    found = rows.select_related("need__organisation", "listing", "supplier").first()
    if found is None:
        return None
    data = {"title": found.need.title, "number": found.number, "listing": found.listing.title}
    parties = {"client": [found.need.organisation], "supplier": [found.supplier]}
    return Subject(parties, {}, found.need.exchange, data, address("commissioning:compare", found.need.number))


@reads("engagement")
def engagement(number: str) -> Subject | None:
    found = Engagement.objects.filter(number=number).select_related("client", "supplier").first()
    return _engagement(found) if found else None


def _engagement(found: Engagement) -> Subject:
    data = {"title": found.title, "number": found.number, "price": Fen(found.price_fen)}
    parties = {"client": [found.client], "supplier": [found.supplier]}
    return Subject(parties, {}, found.exchange, data, address("commissioning:engagement", found.number))


@reads("stagepayment")
def stage_payment(number: str) -> Subject | None:
    rows = StagePayment.objects.filter(number=number)
    found = rows.select_related("engagement__client", "engagement__supplier").first()
    if found is None:
        return None
    of = _engagement(found.engagement)
    data = {**of.data, "number": found.number, "amount": Fen(found.due_fen), "due": found.due_at}
    return Subject(of.parties, {}, of.exchange, data, of.link)


def other_side(line: Line, subject: Subject) -> Iterator[Told]:
    """Whoever the side that acted acts towards; both where the sweep acted."""
    side = (line.payload or {}).get("side")
    for name in ("client", "supplier"):
        if name != side:
            yield from members(list(subject.parties[name]), ACTING)


TOLD: dict[str, list[Tell]] = {
    "commissioning.engaged": [
        Tell(Topic.DUTY, _("请签订委托合同：{title}"), _("{number}，{price}；双方签署后生效。"), (client, supplier))
    ],
    "commissioning.engagement_started": [
        Tell(Topic.DEAL, _("委托合同已生效：{title}"), _("{number}；按里程碑付款和交付。"), (client, supplier))
    ],
    "commissioning.engagement_declined": [
        Tell(Topic.DEAL, _("对方不签订委托合同：{title}"), _("{number}；理由：{reason}"), (client, supplier))
    ],
    "commissioning.engagement_ended": [
        Tell(
            Topic.DEAL,
            _("委托合同已终止：{title}"),
            _("{number}；未验收的里程碑付款由交易机构两人办理退还。"),
            (client, supplier),
        ),
        Tell(Topic.QUEUE, _("委托合同已终止，请办理退还：{title}"), _("{number}；未验收的付款见项目页。"), (officers,)),
    ],
    "commissioning.engagement_completed": [
        Tell(Topic.DEAL, _("委托项目已完成：{title}"), _("{number}；里程碑全部验收并划付。"), (client, supplier))
    ],
    "commissioning.payment_due": [
        Tell(
            Topic.DEAL,
            _("请支付里程碑款：{title}"),
            _("{number}，{amount}，已含服务费，缴费通知不必另付；期限：{due}。从本单位账户付款，附言写明编号。"),
            (client_pays,),
        )
    ],
    "commissioning.payment_overdue": [
        Tell(Topic.DUTY, _("里程碑款已逾期：{title}"), _("{number}，{amount}，期限为 {due}。"), (client_pays,)),
        Tell(Topic.DEAL, _("委托方逾期未付里程碑款：{title}"), _("{number}，期限为 {due}。"), (supplier,)),
    ],
    "commissioning.payment_confirmed": [
        Tell(
            Topic.DEAL,
            _("里程碑款已入监管账户：{title}"),
            _("{number}；验收合格后由交易机构划付。"),
            (client_pays, supplier),
        )
    ],
    "commissioning.payment_settled": [
        Tell(Topic.DEAL, _("里程碑款已划付：{title}"), _("{number}；明细见项目页。"), (client_pays, supplier_pays))
    ],
    "commissioning.refund_proposed": [
        Tell(Topic.QUEUE, _("里程碑款退还待复核：{title}"), _("{number}；由提出人以外的复核员办理。"), (reviewers,))
    ],
    "commissioning.payment_refunded": [
        Tell(Topic.DEAL, _("里程碑款已退还：{title}"), _("{number}，{amount}。"), (client_pays, supplier))
    ],
    "commissioning.thread_opened": [
        Tell(Topic.DUTY, _("有单位对接需求：{title}"), _("{number}，{name}；报价送达后请答复。"), (client,)),
        Tell(Topic.QUEUE, _("需求对接待涉外审查：{title}"), _("{number}；办结之前双方不得谈判。"), (screening_staff,)),
    ],
    "commissioning.thread_screened": [
        Tell(Topic.DEAL, _("需求对接的涉外审查已办结：{title}"), _("{number}；结论见磋商页。"), (client, supplier))
    ],
    "commissioning.need_offer_made": [
        Tell(
            Topic.DUTY,
            _("对方已就需求出价，请答复：{title}"),
            _("{number}；请在有效期内接受、还价或退出。"),
            (other_side,),
        )
    ],
    "commissioning.need_offer_accepted": [
        Tell(Topic.DEAL, _("需求对接已达成一致：{title}"), _("{number}；请签订合同。"), (client, supplier))
    ],
    "commissioning.thread_ended": [
        Tell(Topic.DEAL, _("需求对接已终止：{title}"), _("{number}；理由：{reason}"), (other_side,))
    ],
    "commissioning.listing_offered": [
        Tell(
            Topic.DUTY,
            _("有成果推荐给贵方的需求：{title}"),
            _("{number}：{listing}；请选择磋商或谢绝。"),
            (client,),
        )
    ],
    "commissioning.listing_declined": [
        Tell(Topic.CASE, _("推荐的成果未被采纳：{title}"), _("{number}：{listing}"), (supplier,))
    ],
    "commissioning.call_drafted": [
        Tell(Topic.QUEUE, _("揭榜公告待审核：{title}"), _("{number}；审核后由另一人发布。"), (checkers,))
    ],
    "commissioning.call_checked": [
        Tell(Topic.QUEUE, _("揭榜公告待发布：{title}"), _("{number}；由审核人以外的人员发布。"), (checkers,))
    ],
    "commissioning.call_returned": [
        Tell(Topic.DUTY, _("揭榜公告被退回：{title}"), _("{number}；理由：{reason}"), (poster,))
    ],
    "commissioning.call_published": [
        Tell(Topic.CASE, _("揭榜公告已发布：{title}"), _("{number}；提交截止：{due}。"), (poster,))
    ],
    "commissioning.call_amended": [
        Tell(
            Topic.DUTY,
            _("揭榜内容有变更：{title}"),
            _("{number}；提交截止：{due}。截止前可以替换方案。"),
            (joined,),
        )
    ],
    "commissioning.call_withdrawn": [
        Tell(Topic.CASE, _("揭榜已撤回：{title}"), _("{number}；理由：{reason}"), (joined, officers))
    ],
    "commissioning.question_asked": [
        Tell(Topic.DUTY, _("揭榜项目有新的提问：{title}"), _("{number}；请在截止前公开答复。"), (poster,))
    ],
    "commissioning.question_answered": [
        Tell(Topic.CASE, _("揭榜项目的提问已答复：{title}"), _("{number}；答复见项目页。"), (joined,))
    ],
    "commissioning.solutions_opened": [
        Tell(
            Topic.DUTY, _("揭榜方案已开启，请评分：{title}"), _("{number}；收到 {count} 份方案。"), (poster, checkers)
        ),
        Tell(Topic.CASE, _("揭榜方案已开启：{title}"), _("{number}；评审结果另行通知。"), (joined,)),
    ],
    "commissioning.screening_wanted": [
        Tell(Topic.QUEUE, _("揭榜方案待涉外审查：{title}"), _("{number}；办结之前不能确定为承担方。"), (officers,))
    ],
    "commissioning.solution_screened": [
        Tell(Topic.CASE, _("方案的涉外审查已办结：{title}"), _("{number}；结论和理由见方案页。"), (proposer, poster))
    ],
    "commissioning.scores_entered": [
        Tell(Topic.QUEUE, _("揭榜评分待复核：{title}"), _("{number}；由录入人以外的人员复核。"), (poster, checkers))
    ],
    "commissioning.scores_confirmed": [
        Tell(Topic.DUTY, _("揭榜评分已复核，请提出承担方：{title}"), _("{number}；名次见项目页。"), (poster,))
    ],
    "commissioning.result_publicised": [
        Tell(
            Topic.CASE,
            _("揭榜结果公示：{title}"),
            _("{number}；公示至 {until}，期内可以提出异议。"),
            (poster, joined),
        )
    ],
    "commissioning.result_objected": [
        Tell(Topic.QUEUE, _("揭榜结果有异议，待处理：{title}"), _("{number}；处理完毕之前公示期暂停。"), (checkers,)),
        Tell(Topic.CASE, _("揭榜结果有异议：{title}"), _("{number}；公示期暂停，由交易机构处理。"), (poster,)),
    ],
    "commissioning.objection_decided": [
        Tell(
            Topic.CASE,
            _("揭榜异议已处理：{title}"),
            _("{number}；理由：{reason}"),
            (poster, in_payload("objector")),
        )
    ],
    "commissioning.solution_won": [
        Tell(
            Topic.DEAL,
            _("贵单位已确定为承担方：{title}"),
            _("{number}，金额 {price}；请与发起单位签订合同。"),
            (proposer,),
        )
    ],
    "commissioning.solution_lost": [
        Tell(
            Topic.CASE,
            _("揭榜方案未入选：{title}"),
            _("{number}；得分 {score}，名次 {rank}（0 为未评分），各项得分见方案页。"),
            (proposer,),
        )
    ],
    "commissioning.call_awarded": [
        Tell(Topic.DEAL, _("承担方已确定：{title}"), _("{number}；请签订合同。"), (poster, officers))
    ],
    "commissioning.call_failed": [
        Tell(Topic.CASE, _("揭榜未确定承担方：{title}"), _("{number}；理由：{reason}"), (poster, officers))
    ],
}
