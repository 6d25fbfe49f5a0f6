"""Which lines of the log are told, to whom, in which words; and which are not, and why.

Placeholders: what the subject offers (`subjects`), `reason` and `day` of the payload.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from marketplace.messages.following.recipients import (
    Finder,
    all_exchanges,
    asked_for_opinion,
    in_payload,
    overtaken,
    party,
    paying,
    person,
    readers,
    staff,
    subscribers,
)
from marketplace.messages.kinds import Kind, learn
from marketplace.messages.topics import Topic


@dataclass(frozen=True, slots=True)
class Tell:
    """One message for a line. `gathered`: as long as it is unread, the next of its kind about the same subject joins it."""

    topic: str
    title: str | Promise
    body: str | Promise
    to: tuple[Finder, ...]
    gathered: bool = False


own, buyer, seller = party("own"), party("buyer"), party("seller")
officers = staff(Role.OFFICER)

TOLD: dict[str, list[Tell]] = {
    # Accounts
    "accounts.password_changed": [
        Tell(Topic.SECURITY, _("您的登录密码已修改"), _("如非本人操作，请立即重设密码并联系平台。"), (person("self"),))
    ],
    "accounts.mobile_verified": [
        Tell(
            Topic.SECURITY,
            _("手机号已绑定到您的账户"),
            _("现在可以用手机号和验证码登录。如非本人操作，请立即删除该号码并修改密码。"),
            (person("self"),),
        )
    ],
    "accounts.mobile_removed": [
        Tell(
            Topic.SECURITY,
            _("账户的手机号已删除"),
            _("今后请用电子邮箱登录。如非本人操作，请立即修改密码。"),
            (person("self"),),
        )
    ],
    "accounts.organisation_registered": [
        Tell(Topic.QUEUE, _("新单位待认证：{name}"), _("任何一家交易机构都可以办理。"), (officers,))
    ],
    "accounts.organisation_resubmitted": [
        Tell(Topic.QUEUE, _("单位已补正，待认证：{name}"), _("请重新审核。"), (officers,))
    ],
    "accounts.organisation_verified": [
        Tell(
            Topic.ORGANISATION,
            _("{name}已通过认证"),
            _("一家认证，四家互认。现在可以办理挂牌、登记受让等业务。"),
            (own,),
        )
    ],
    "accounts.organisation_sent_back": [
        Tell(Topic.DUTY, _("{name}的认证被退回，请补正"), _("原因：{reason}\n请修改后重新提交。"), (own,))
    ],
    "accounts.organisation_suspended": [
        Tell(
            Topic.DUTY,
            _("{name}的资格已暂停"),
            _("原因：{reason}\n暂停期间不能办理新的业务；如有异议，请联系作出决定的交易机构。"),
            (own,),
        )
    ],
    "accounts.organisation_reinstated": [
        Tell(Topic.ORGANISATION, _("{name}的资格已恢复"), _("可以继续办理业务。"), (own,))
    ],
    "accounts.member_added": [
        Tell(Topic.ORGANISATION, _("您已加入{name}"), _("登录后可切换到该单位办理业务。"), (in_payload("member"),))
    ],
    "accounts.member_left": [
        Tell(
            Topic.ORGANISATION,
            _("您在{name}的角色已结束"),
            _("如有疑问，请联系该单位管理员。"),
            (in_payload("member"),),
        )
    ],
    # Listings without a case, and cases
    "catalogue.listing_submitted": [
        Tell(Topic.QUEUE, _("新申请待形式审查：{title}"), _("{number} 已提交，请在期限内审查。"), (officers,))
    ],
    "catalogue.listing_returned": [
        Tell(Topic.DUTY, _("申请被退回，请补正：{title}"), _("须补正：\n{reason}\n请一次补齐后重新提交。"), (own,))
    ],
    "catalogue.listing_accepted": [
        Tell(Topic.CASE, _("申请已受理：{title}"), _("项目适用受理当日的规则版本。"), (own,))
    ],
    "catalogue.listing_published": [Tell(Topic.CASE, _("已挂牌公告：{title}"), _("信息披露期自今日起算。"), (own,))],
    "catalogue.listing_suspended": [Tell(Topic.DUTY, _("挂牌已中止：{title}"), _("原因：{reason}"), (own,))],
    "catalogue.listing_resumed": [Tell(Topic.CASE, _("挂牌已恢复：{title}"), _("信息披露期继续。"), (own,))],
    "catalogue.listing_withdrawn": [Tell(Topic.CASE, _("挂牌已终结：{title}"), _("原因：{reason}"), (own,))],
    "catalogue.listing_changed": [Tell(Topic.CASE, _("披露内容已更正：{title}"), _("原因：{reason}"), (own,))],
    "desk.pieces_requested": [
        Tell(
            Topic.DUTY,
            _("补正通知：{title}"),
            _("案件 {number} 须一次补齐所列材料，期限：{due}。逐项清单见案件页。"),
            (own,),
        )
    ],
    "desk.case_referred_back": [
        Tell(
            Topic.DUTY,
            _("审核退回：{title}"),
            _("案件 {number} 已退回上一环节，原因见案件页。"),
            (own, person("assignee")),
        )
    ],
    "desk.case_returned": [
        Tell(Topic.DUTY, _("申请不予受理，已退回：{title}"), _("案件 {number}；原因见案件页。"), (own,))
    ],
    "desk.pieces_supplied": [
        Tell(Topic.QUEUE, _("材料已补正：{title}"), _("案件 {number} 请继续形式审查。"), (person("assignee"), officers))
    ],
    "desk.case_examined": [Tell(Topic.CASE, _("审核通过：{title}"), _("案件 {number} 即将发布挂牌公告。"), (own,))],
    "desk.case_assigned": [
        Tell(Topic.QUEUE, _("案件分派给您：{title}"), _("案件 {number}，办理期限：{due}。"), (in_payload("person"),))
    ],
    "desk.case_archived": [
        Tell(Topic.CASE, _("案件已归档：{title}"), _("案件 {number} 的全部文书可在案件页下载。"), (own, buyer))
    ],
    "desk.correction_proposed": [
        Tell(
            Topic.QUEUE,
            _("更正待复核：{title}"),
            _("案件 {number}；提出人以外的复核员可以办理。"),
            (staff(Role.REVIEWER),),
        )
    ],
    "desk.correction_approved": [
        Tell(
            Topic.CASE,
            _("案件更正已生效：{title}"),
            _("案件 {number}；内容与原因见案件页。"),
            (own, buyer, person("proposer")),
        )
    ],
    "desk.correction_rejected": [
        Tell(Topic.QUEUE, _("更正未获通过：{title}"), _("案件 {number}；原因：{reason}"), (person("proposer"),))
    ],
    "desk.notice_posted": [Tell(Topic.NOTICES, "{kind}：{title}", _("您订阅的公告已发布。"), (subscribers,))],
    # Documents (the subject is what they are about)
    "documents.issued": [
        Tell(Topic.DOCUMENTS, _("文书已出具：{paper}"), _("项目：{title}。可下载、打印，凭二维码核验。"), (readers,))
    ],
    "documents.revoked": [Tell(Topic.DOCUMENTS, _("文书已作废：{title}"), _("原因：{reason}"), (readers,))],
    # Sales
    "trading.sale_announced": [
        Tell(Topic.SALE, _("竞价公告已发布：{title}"), _("{number}，{opens} 开始。"), (seller,))
    ],
    "trading.bidder_registered": [
        Tell(
            Topic.QUEUE,
            _("新的意向受让登记：{title}"),
            _("{number} 有新的登记，请核对资格与保证金。"),
            (officers,),
            gathered=True,
        ),
        Tell(
            Topic.DUTY,
            _("请对意向受让方出具意见：{title}"),
            _("{number}；在竞价页按竞买代码查看资格说明。期限内未出具的，视为无异议。"),
            (asked_for_opinion,),
            gathered=True,
        ),
    ],
    "trading.statement_supplemented": [
        Tell(Topic.QUEUE, _("意向受让方补充了资格说明：{title}"), _("{number}；请在期限内办理资格确认。"), (officers,))
    ],
    "trading.opinion_given": [
        Tell(Topic.QUEUE, _("转让方已出具意见：{title}"), _("{number}；请在期限内办理资格确认。"), (officers,))
    ],
    "trading.qualification_confirmed": [
        Tell(Topic.DUTY, _("资格已确认：{title}"), _("{number}；请按期交纳保证金。"), (own, paying("own")))
    ],
    "trading.qualification_refused": [
        Tell(Topic.SALE, _("资格未予确认：{title}"), _("{number}；理由：{reason}"), (own,))
    ],
    "trading.deposit_reverted": [
        Tell(
            Topic.DUTY,
            _("保证金到账确认已撤销：{title}"),
            _("{number}；到账确认有误，重新确认之前不能报价。请联系交易机构。"),
            (own, paying("own")),
        )
    ],
    "trading.deposit_confirmed": [
        Tell(
            Topic.SALE,
            _("保证金已到账：{title}"),
            _("{number}；保证金 {deposit}，可以参加竞价。"),
            (own, paying("own")),
        )
    ],
    "trading.deposit_returned": [
        Tell(Topic.DEAL, _("保证金已退还：{title}"), _("{number}；退还 {deposit}。"), (own, paying("own")))
    ],
    "trading.sale_opened": [
        Tell(Topic.SALE, _("竞价已开始：{title}"), _("{number} 正在竞价。"), (seller, party("bidders")))
    ],
    "trading.bid_placed": [
        Tell(
            Topic.OVERTAKEN, _("您的出价已被超过：{title}"), _("{number} 当前价 {price}。"), (overtaken,), gathered=True
        )
    ],
    "trading.sale_closed": [
        Tell(Topic.DEAL, _("竞价结束：{title}"), _("{number}；最后有效报价 {price}。下一步见竞价页。"), (seller,)),
        Tell(
            Topic.DEAL,
            _("您已成为受让方：{title}"),
            _("{number}，成交价 {price}。请在期限内签订合同并付款。"),
            (buyer, paying("buyer")),
        ),
        Tell(
            Topic.DEAL,
            _("未能成交：{title}"),
            _("{number} 已结束，您不是受让方；保证金将按规定原路退还。"),
            (party("others"),),
        ),
    ],
    "trading.contract_signed": [
        Tell(Topic.DEAL, _("合同待签或已签：{title}"), _("一方已签署合同；尚未签署的请尽快签署。"), (seller, buyer))
    ],
    "trading.contract_effective": [
        Tell(
            Topic.DEAL,
            _("合同已生效，请付款：{title}"),
            _("{number}；受让方请按合同付清价款与服务费。"),
            (seller, buyer, paying("buyer")),
        )
    ],
    "trading.payment_confirmed": [
        Tell(
            Topic.DEAL, _("价款已到账：{title}"), _("{number}；交易机构将办理结算。"), (seller, buyer, paying("buyer"))
        )
    ],
    "trading.sale_settled": [
        Tell(
            Topic.DEAL,
            _("结算完成：{title}"),
            _("{number}；结算明细见结算页。"),
            (seller, buyer, paying("seller"), paying("buyer")),
        )
    ],
    "trading.certificate_issued": [
        Tell(Topic.DEAL, _("交易凭证已出具：{title}"), _("{number}，可下载并凭二维码核验。"), (seller, buyer))
    ],
    "fees.payment_notified": [
        Tell(Topic.DEAL, _("缴款通知 {number}"), _("应缴 {amount}，请按通知付款。"), (paying("own"),))
    ],
    "fees.paid": [Tell(Topic.DEAL, _("费用已缴：{number}"), _("已收到 {amount}。"), (paying("own"),))],
    "fees.schedule_activated": [
        Tell(Topic.RULES, _("收费标准公示：{number}"), _("请决定是否采用。"), (all_exchanges,))
    ],
    # Matches, rules, custody, work
    "matching.proposed": [
        Tell(
            Topic.MATCHES, _("为您的成果找到需求：{need}"), _("成果“{listing}”。请答复是否对接。"), (party("supplier"),)
        ),
        Tell(
            Topic.MATCHES, _("为您的需求找到成果：{listing}"), _("需求“{need}”。请答复是否对接。"), (party("seeker"),)
        ),
    ],
    "matching.accepted": [
        Tell(
            Topic.MATCHES,
            _("撮合有了新的答复：{listing}"),
            _("一方已接受；双方都接受后互见联系方式。"),
            (party("supplier"), party("seeker")),
            gathered=True,
        )
    ],
    "rulebook.version_published": [
        Tell(Topic.RULES, _("规则征求意见：{number}"), _("请在期限内提出意见。"), (all_exchanges,))
    ],
    "rulebook.version_approved": [
        Tell(Topic.RULES, _("规则已批准：{number}"), _("各机构可以各自采用。"), (all_exchanges,))
    ],
    "agency.custody_proposed": [
        Tell(
            Topic.ORGANISATION,
            _("托管协议待签署：{number}"),
            _("委托方{owner}，受托方{custodian}。"),
            (party("owner"), party("custodian")),
        )
    ],
    "agency.custody_signed": [
        Tell(
            Topic.ORGANISATION,
            _("托管协议已签署：{number}"),
            _("委托方{owner}，受托方{custodian}。"),
            (party("owner"), party("custodian")),
        )
    ],
    "agency.custody_refused": [
        Tell(
            Topic.ORGANISATION, _("托管协议被拒绝：{number}"), _("原因：{reason}"), (party("owner"), party("custodian"))
        )
    ],
    "agency.custody_terminated": [
        Tell(
            Topic.ORGANISATION, _("托管协议已终止：{number}"), _("原因：{reason}"), (party("owner"), party("custodian"))
        )
    ],
    "agency.annuity_due": [
        Tell(
            Topic.DUTY,
            _("年费即将到期：{number}"),
            _("请按托管协议及时缴纳，逾期可能导致权利终止。"),
            (party("owner"), party("custodian")),
        )
    ],
    "jobs.given_up": [
        Tell(Topic.WORK, _("任务中断：{title}"), _("{number} 的进程已不在；可以重新开始。"), (person("owner"),))
    ],
}

# Lines about which nobody is told, by area or by name, each with its reason. What is in neither table fails a test.
WAITS = "it waits on the page of the party or of the officers, which counts it"
SILENT: dict[str, str] = {
    "accounts.acting_for_chosen": "the person's own click",
    "accounts.demo_signed_in": "the sandbox",
    # What follows is shown on the pages of the party and of the officers; messages of it are to come.
    "accounts.authorisation_confirmed": WAITS,
    "accounts.authorisation_refused": WAITS,
    "accounts.authorisation_revoked": WAITS,
    "accounts.authorisation_submitted": WAITS,
    "accounts.claim_filed": WAITS,
    "accounts.claim_settled": WAITS,
    "accounts.claim_withdrawn": WAITS,
    "accounts.invitation_declined": WAITS,
    "accounts.invitation_withdrawn": WAITS,
    "accounts.member_invited": WAITS,
    "accounts.merger_proposed": WAITS,
    "accounts.merger_rejected": WAITS,
    "accounts.organisation_absorbed": WAITS,
    "accounts.organisation_renamed": WAITS,
    "accounts.organisation_submitted": WAITS,
    "accounts.paper_handed_in": WAITS,
    "accounts.rename_proposed": WAITS,
    "accounts.rename_refused": WAITS,
    "accounts.signed_in": "the person's own act",
    "accounts.exchange_opened": "by the operator, who knows",
    "accounts.token_issued": "the person's own click; the token is shown at once",
    "accounts.token_revoked": "the person's own click",
    "accounts.user_signed_up": "allauth sends the mail that verifies the address",
    "agency.": "told where a party must act; the rest stands on its page",
    "audit.": "the log's own",
    "catalogue.": "drafts, consents and steps of a sale: whoever acts sees it, the desk's and trading's lines tell the others",
    "desk.": "steps between officers, seen in their queue; what concerns the parties is told above or by the notice",
    "documents.": "drafts of templates and steps of sealing, seen in the queue",
    "fees.": "drafts and quotes are shown where they are made",
    "files.": "a file is told of with the act for which it was handed in",
    "jobs.": "progress is shown on the job's page",
    "keys.": "for the operator, by the log",
    "ledger.": "each posting belongs to an act that is told",
    "matching.": "answers against a match end it quietly, so that nobody is embarrassed",
    "messages.": "telling of messages would not end",
    "network.": "imports end with a page of their result for the officer who started them",
    "reporting.": "supervision has its own pages, and looks are logged, not announced",
    "rulebook.": "drafts, calendars, capabilities: shown on their pages to who works on them",
    "tests.": "tests",
    "trading.bid_refused": "the bidder has the answer",
    "trading.": "steps that the lines above tell",
}


def is_silent(verb: str) -> bool:
    return verb in SILENT or f"{verb.partition('.')[0]}." in SILENT


learn(
    {
        f"{verb}.{place}" if place else verb: Kind(tell.topic, tell.title, tell.body)
        for verb, tells in TOLD.items()
        for place, tell in enumerate(tells)
    }
)
