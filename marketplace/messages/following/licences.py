"""What is told of licences and of what stands on rights: to both sides, and to the venue where it has to act."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from marketplace.catalogue.models import Encumbrance, Listing
from marketplace.licensing.models import Charge, Licence, Offer, SalesReport
from marketplace.messages.following.halting import who_may_resume
from marketplace.messages.following.recipients import party, paying, screening_staff, staff
from marketplace.messages.following.rows import Tell
from marketplace.messages.following.subjects import Subject, address, reads
from marketplace.messages.notes import Fen
from marketplace.messages.topics import Topic

licensor, licensee, listers = party("licensor"), party("licensee"), party("listers")
licensor_pays, licensee_pays = paying("licensor"), paying("licensee")
officers, reviewers, checkers = staff(Role.OFFICER), staff(Role.REVIEWER), staff(Role.OFFICER, Role.REVIEWER)
SIDES = "offer__listing", "offer__licensor", "licensee"


@reads("encumbrance")
def encumbrance(number: str) -> Subject | None:
    """It concerns whoever lists the right, at whichever exchange."""
    found = Encumbrance.objects.filter(number=number).first()
    if found is None:
        return None
    rights = {"rights__kind": found.right_kind, "rights__number": found.right_number}
    listings = list(
        Listing.objects.filter(unverified=False, **rights).select_related("lister").order_by("pk").distinct()
    )
    data = {"number": found.number, "paper": found.right_number}
    link = address("catalogue:encumbrances", listings[0].number) if listings else ""
    return Subject({"listers": [one.lister for one in listings]}, {}, found.exchange, data, link)


@reads("offer")
def offer(number: str) -> Subject | None:
    found = Offer.objects.filter(number=number).select_related("listing", "licensor").first()
    if found is None:
        return None
    data = {"title": found.listing.title, "number": found.number}
    return Subject({"licensor": [found.licensor]}, {}, found.exchange, data, address("licensing:offer", number))


@reads("licence")
def licence(number: str) -> Subject | None:
    found = Licence.objects.filter(number=number).select_related(*SIDES).first()
    return _licence(found) if found else None


def _licence(found: Licence) -> Subject:
    parties = {"licensor": [found.offer.licensor], "licensee": [found.licensee]}
    data = {"title": found.offer.listing.title, "number": found.number, "name": found.licensee}
    data |= {"since": found.starts_date or "—", "until": found.ends_date or "—"}
    return Subject(parties, {}, found.offer.exchange, data, address("licensing:licence", found.number))


@reads("salesreport")
def sales_report(number: str) -> Subject | None:
    found = SalesReport.objects.filter(number=number).select_related(*(f"licence__{one}" for one in SIDES)).first()
    if found is None:
        return None
    of = _licence(found.licence)
    period = {"since": found.period_start, "until": found.period_end, "due": found.notice_ends_at or found.due_at}
    return Subject(of.parties, {}, of.exchange, {**of.data, **period}, of.link)


@reads("charge")
def charge(number: str) -> Subject | None:
    found = Charge.objects.filter(number=number).select_related(*(f"licence__{one}" for one in SIDES)).first()
    if found is None:
        return None
    of = _licence(found.licence)
    data = {**of.data, "number": found.number, "amount": Fen(found.due_fen), "due": found.due_at}
    return Subject(of.parties, {}, of.exchange, data, of.link)


TOLD: dict[str, list[Tell]] = {
    "catalogue.encumbrance_recorded": [
        Tell(
            Topic.DUTY,
            _("权利上登记了负担：{paper}"),
            _("{number}；可能限制转让或许可，详情见权利负担页（规则 R-LST-04）。"),
            (listers,),
        )
    ],
    "catalogue.encumbrance_lifted": [
        Tell(Topic.CASE, _("权利负担已解除：{paper}"), _("{number}；依据：{reason}"), (listers,)),
        Tell(
            Topic.QUEUE,
            _("权利负担已解除，可提出恢复挂牌：{paper}"),
            _("{number}；依据：{reason}。核对后在案件中提出恢复，由另一人复核（规则 R-LST-06）。"),
            (who_may_resume,),
        ),
    ],
    "licensing.offer_declared": [
        Tell(Topic.QUEUE, _("许可声明待核对：{title}"), _("{number} 核对后发布或退回。"), (checkers,))
    ],
    "licensing.offer_published": [
        Tell(Topic.CASE, _("许可条件已发布：{title}"), _("{number}；符合条件的单位即可取得许可。"), (licensor,))
    ],
    "licensing.offer_returned": [
        Tell(Topic.DUTY, _("许可声明被退回：{title}"), _("{number}；理由：{reason}"), (licensor,))
    ],
    "licensing.offer_withdrawn": [
        Tell(Topic.CASE, _("许可声明已撤回：{title}"), _("{number}；此前取得的许可继续有效。"), (officers,))
    ],
    "licensing.licence_taken": [
        Tell(
            Topic.DUTY,
            _("有单位请求许可：{title}"),
            _("{name}，{number}；先使用后付费的申请须由贵方答复。"),
            (licensor,),
        ),
        Tell(Topic.QUEUE, _("许可待涉外审查：{title}"), _("{number}；审查之前许可不得继续。"), (screening_staff,)),
    ],
    "licensing.licensee_screened": [
        Tell(
            Topic.DUTY, _("涉外审查已办结：{title}"), _("{number}；结论、理由和下一步见许可页。"), (licensee, licensor)
        )
    ],
    "licensing.licence_refused": [
        Tell(Topic.CASE, _("许可方不同意试用：{title}"), _("{number}；理由：{reason}"), (licensee,))
    ],
    "licensing.licence_withdrawn": [
        Tell(Topic.CASE, _("许可请求已撤回：{title}"), _("{name} 撤回了 {number}。"), (licensor,))
    ],
    "licensing.licence_in_force": [
        Tell(
            Topic.DEAL,
            _("许可已生效：{title}"),
            _("{number}，{since} 至 {until}；请在期限内办理备案（规则 R-CON-08）。"),
            (licensor, licensee),
        )
    ],
    "licensing.licence_ended": [
        Tell(
            Topic.DUTY,
            _("许可已终止：{title}"),
            _("{number}；原因和技术资料的返还见许可页。"),
            (licensor, licensee),
        )
    ],
    "licensing.record_noted": [
        Tell(Topic.CASE, _("许可备案已登记：{title}"), _("{number} 的备案号见许可页。"), (licensor, licensee))
    ],
    "licensing.files_returned": [
        Tell(Topic.CASE, _("技术资料返还已登记：{title}"), _("{number}；内容见许可页。"), (licensee,))
    ],
    "licensing.sales_reported": [
        Tell(
            Topic.DEAL,
            _("收到使用报告：{title}"),
            _("{number}，{since} 至 {until}；金额和应付许可费见许可页。"),
            (licensor,),
        )
    ],
    "licensing.report_overdue": [
        Tell(
            Topic.DUTY,
            _("使用报告已逾期：{title}"),
            _("{number}，{since} 至 {until}；请尽快报告，没有销售的填 0（规则 R-LIC-07）。"),
            (licensee,),
        ),
        Tell(
            Topic.QUEUE,
            _("使用报告逾期，可通知限期补报：{title}"),
            _("{number}，{since} 至 {until}。"),
            (officers,),
        ),
        Tell(Topic.CASE, _("被许可方的使用报告已逾期：{title}"), _("{number}，{since} 至 {until}。"), (licensor,)),
    ],
    "licensing.notice_given": [
        Tell(
            Topic.DUTY,
            _("限期补报使用报告：{title}"),
            _("{number}，{since} 至 {until}；期限：{due}。期满仍未报告的，许可方可以终止许可（规则 R-LIC-07）。"),
            (licensee,),
        ),
        Tell(
            Topic.CASE,
            _("已通知被许可方限期补报：{title}"),
            _("{number}，{since} 至 {until}；期限：{due}。"),
            (licensor,),
        ),
    ],
    "licensing.report_breached": [
        Tell(
            Topic.DUTY,
            _("经通知仍未报告：{title}"),
            _("{number}，{since} 至 {until}；许可方可以终止许可（规则 R-LIC-07）。"),
            (licensor, licensee),
        ),
        Tell(Topic.QUEUE, _("使用报告违约：{title}"), _("{number}，{since} 至 {until}。"), (officers,)),
    ],
    "licensing.charge_due": [
        Tell(
            Topic.DEAL,
            _("请支付许可费：{title}"),
            _("{number}，{amount}，已含服务费，缴费通知不必另付；期限：{due}。从本单位账户付款，附言写明编号。"),
            (licensee_pays,),
        ),
        Tell(
            Topic.DEAL,
            _("许可费已应付：{title}"),
            _("{number}；未同意扣收服务费的，请按缴费通知另行支付（规则 R-SET-08）。"),
            (licensor_pays,),
        ),
    ],
    "licensing.charge_overdue": [
        Tell(Topic.DUTY, _("许可费已逾期：{title}"), _("{number}，{amount}，期限为 {due}。"), (licensee_pays,)),
        Tell(Topic.DEAL, _("被许可方逾期未付许可费：{title}"), _("{number}，期限为 {due}。"), (licensor,)),
        Tell(Topic.QUEUE, _("许可费逾期：{title}"), _("{number}，期限为 {due}。"), (officers,)),
    ],
    "licensing.charge_confirmed": [
        Tell(
            Topic.QUEUE,
            _("许可费到账，待划付：{title}"),
            _("{number}；由确认到账以外的复核员划付。"),
            (reviewers,),
        ),
        Tell(Topic.DEAL, _("许可费已到账：{title}"), _("{number}，由交易机构划付。"), (licensee_pays, licensor_pays)),
    ],
    "licensing.licensor_fee_confirmed": [
        Tell(Topic.DEAL, _("服务费已到账：{title}"), _("{number}；许可费到账后即可划付。"), (licensor_pays,))
    ],
    "licensing.charge_settled": [
        Tell(Topic.DEAL, _("许可费已划付：{title}"), _("{number}；明细见许可页。"), (licensor_pays, licensee_pays))
    ],
}
