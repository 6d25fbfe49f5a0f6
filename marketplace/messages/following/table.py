"""Which lines of the log are told, to whom, in which words; which are not, and why, stands in `silent`.

Placeholders: what the subject offers (`subjects`), `reason` and the plain values of the payload.
"""

from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from marketplace.messages.following import (  # noqa: F401  the readers register themselves
    account_subjects,
    accounts,
    calls,
    cashier,
    contracts,
    forfeitures,
    halting,
    invitations,
    licences,
    limits,
    matches,
    negotiations,
    proceeds,
    registrations,
    rooms,
    sealed,
)
from marketplace.messages.following.recipients import (
    all_exchanges,
    asked_for_opinion,
    exchanges_in_payload,
    in_payload,
    negotiated,
    of_bidding,
    overtaken,
    party,
    party_in_payload,
    paying,
    person,
    readers,
    screening_staff,
    staff,
    subscribers,
)
from marketplace.messages.following.rows import Tell
from marketplace.messages.kinds import Kind, learn
from marketplace.messages.topics import Topic

own, buyer, seller = party("own"), party("buyer"), party("seller")
officers, reviewers = staff(Role.OFFICER), staff(Role.REVIEWER)

TOLD: dict[str, list[Tell]] = {
    **accounts.TOLD,
    **halting.TOLD,
    **invitations.TOLD,
    **negotiations.TOLD,
    **calls.TOLD,
    **cashier.TOLD,
    **contracts.TOLD,
    **licences.TOLD,
    **limits.TOLD,
    **matches.TOLD,
    **proceeds.TOLD,
    **registrations.TOLD,
    **rooms.TOLD,
    **forfeitures.TOLD,
    **sealed.TOLD,
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
    "desk.case_lapsed": [
        Tell(
            Topic.DUTY,
            _("逾期未补正，申请已失效：{title}"),
            _("案件 {number} 未在期限内补正，本次申请视为撤回；所填内容都在，补齐后可再次提交。"),
            (own, person("assignee")),
        )
    ],
    "desk.case_overdue": [
        Tell(
            Topic.QUEUE,
            _("案件已超过办理期限：{title}"),
            _("案件 {number} 的期限为 {due}，请尽快办理；期限已过不影响当事人的权利。"),
            (person("assignee"), staff(Role.REVIEWER)),
        )
    ],
    "desk.disclosure_ended": [
        Tell(
            Topic.CASE,
            _("信息披露期已满：{title}"),
            _("案件 {number} 由交易机构组织交易或办理终结。"),
            (own, person("assignee")),
        )
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
    "documents.scan_rejected": [
        Tell(
            Topic.DUTY,
            _("盖章扫描件被退回：{paper}"),
            _("原因：{reason}\n请按原因重新盖章扫描后上传。"),
            (party_in_payload("party"),),
        )
    ],
    # Holders of priority (the subject is the listing)
    "trading.priority_notified": [
        Tell(
            Topic.SALE,
            _("您在同等条件下享有优先受让权：{title}"),
            _(
                "{number} 将以网络竞价转让。请在竞价公告后以优先购买权人身份登记竞买；不应价的，视为放弃（规则 R-BID-11）。"
            ),
            (of_bidding(party_in_payload("organisation")),),
        ),
        Tell(
            Topic.DUTY,
            _("您可以同等条件受让：{title}"),
            _(
                "{number} 拟以协议价格转让。请在成果的优先购买权页查看价格并答复；逾期未答复的，视为放弃（规则 R-CON-05）。"
            ),
            (negotiated(party_in_payload("organisation")),),
        ),
    ],
    "trading.priority_matched": [
        Tell(
            Topic.DEAL,
            _("优先购买权人以同等条件受让：{title}"),
            _("{number}；已达成的其他协议终止，请在磋商页与优先购买权人成交（规则 R-CON-05）。"),
            (own, officers),
        )
    ],
    "trading.priority_identified": [
        Tell(
            Topic.SALE,
            _("已核对您的优先购买权人身份：{title}"),
            _("{number} 发布竞价公告后，您可以以优先购买权人身份登记竞买（规则 R-BID-11）。"),
            (party_in_payload("organisation"),),
        )
    ],
    "trading.priority_waived": [
        Tell(
            Topic.CASE,
            _("优先购买权已登记放弃：{title}"),
            _("{number} 的优先购买权人情况见成果页。"),
            (own, party_in_payload("organisation")),
        )
    ],
    # Sales
    "trading.sale_announced": [
        Tell(Topic.SALE, _("竞价公告已发布：{title}"), _("{number}，{opens} 开始。"), (seller,)),
        Tell(
            Topic.SALE,
            _("您享有优先购买权的项目已发布竞价公告：{title}"),
            _(
                "{number}，{opens} 开始。请以优先购买权人身份登记竞买并交纳保证金；不应价的，视为放弃（规则 R-BID-11）。"
            ),
            (party("holders"),),
        ),
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
        Tell(
            Topic.QUEUE, _("竞买人待涉外审查：{title}"), _("{number}；审查之前不办资格和保证金。"), (screening_staff,)
        ),
    ],
    "trading.bidder_screened": [
        Tell(Topic.DUTY, _("涉外审查已办结：{title}"), _("{number}；结论、理由和下一步见登记页。"), (own,)),
        Tell(
            Topic.DUTY,
            _("请对意向受让方出具意见：{title}"),
            _("{number}；在竞价页按竞买代码查看资格说明。期限内未出具的，视为无异议。"),
            (asked_for_opinion,),
            linked=False,
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
    "trading.sale_prolonged": [
        Tell(
            Topic.SALE,
            _("延长信息披露：{title}"),
            _("{number} 报名截止时无合格的意向受让方，按公告延长一期；新的报名截止和竞价时间见竞价页。"),
            (seller, party("bidders")),
        )
    ],
    "trading.sale_paused": [
        Tell(
            Topic.SALE,
            _("竞价暂停：{title}"),
            _("{number} 因故暂停：{reason}\n暂停期间不接受报价，恢复时另行通知。"),
            (party("bidders"), seller),
        )
    ],
    "trading.sale_resumed": [
        Tell(
            Topic.SALE,
            _("竞价恢复：{title}"),
            _("{number} 已恢复，结束时间见竞价页。"),
            (party("bidders"), seller),
        )
    ],
    "trading.sale_withdrawn": [
        Tell(
            Topic.SALE,
            _("竞价已撤回：{title}"),
            _("{number} 已撤回：{reason}\n保证金将按规定原路退还。"),
            (party("bidders"), seller),
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
    "trading.instalments_proposed": [
        Tell(
            Topic.DEAL,
            _("付款约定已提出，请阅读合同：{title}"),
            _("{number}；合同改为分期付款，双方签署即为同意；不同意的可另提约定。"),
            (seller, buyer),
        )
    ],
    "trading.instalments_withdrawn": [
        Tell(Topic.DEAL, _("分期付款约定已撤回：{title}"), _("{number}；合同恢复为一次付清。"), (seller, buyer))
    ],
    "trading.instalment_confirmed": [
        Tell(
            Topic.DEAL,
            _("一期价款已到账：{title}"),
            _("{number}；交易机构将办理划付。"),
            (seller, buyer, paying("buyer")),
        )
    ],
    "trading.instalment_settled": [
        Tell(
            Topic.DEAL,
            _("一期价款已划付：{title}"),
            _("{number}；明细和下一期付款日见结算页。"),
            (seller, buyer, paying("seller"), paying("buyer")),
        )
    ],
    "trading.payment_overdue": [
        Tell(
            Topic.DUTY,
            _("价款已逾期，请立即支付：{title}"),
            _("{number}；应付金额和账户见结算页。"),
            (buyer, paying("buyer")),
        ),
        Tell(
            Topic.DEAL,
            _("价款逾期未付：{title}"),
            _("{number}；交易机构将催告；逾期可以认定违约或依合同解除。"),
            (seller,),
        ),
        Tell(Topic.QUEUE, _("价款逾期，待催告：{title}"), _("{number}；请在结算页办理。"), (officers,)),
    ],
    "trading.payment_demanded": [
        Tell(
            Topic.DUTY,
            _("催告：请支付逾期价款：{title}"),
            _("{number}；请在催告的期限内付清，逾期可以认定违约（规则 R-SET-04）。"),
            (buyer, paying("buyer")),
        ),
        Tell(Topic.DEAL, _("已催告受让方：{title}"), _("{number}；催告期限见结算页。"), (seller,)),
    ],
    "trading.instalments_dropped": [
        Tell(
            Topic.DEAL,
            _("合同解除，以后各期不再收取：{title}"),
            _("{number}；已到账、尚未划付的各期由交易机构两人办理退还或归转让方（规则 R-SET-09）。"),
            (seller, buyer),
        ),
        Tell(Topic.QUEUE, _("分期合同已解除：{title}"), _("{number}；请提出已收各期价款的去向。"), (officers,)),
    ],
    "trading.price_kept": [
        Tell(
            Topic.DEAL,
            _("合同解除，已收各期价款归转让方：{title}"),
            _("{number}；理由：{reason}"),
            (seller, buyer),
        )
    ],
    "trading.instalment_overdue": [
        Tell(
            Topic.DUTY,
            _("分期价款已逾期，请立即支付：{title}"),
            _("{number}；应付金额和账户见结算页。"),
            (buyer, paying("buyer")),
        ),
        Tell(Topic.DEAL, _("分期价款逾期：{title}"), _("{number}；交易机构将催告，您可按合同主张担保。"), (seller,)),
        Tell(Topic.QUEUE, _("分期价款逾期，待催告：{title}"), _("{number}；请在结算页办理。"), (officers,)),
    ],
    "trading.instalment_demanded": [
        Tell(
            Topic.DUTY,
            _("催告：请支付逾期价款：{title}"),
            _("{number}；请在催告的期限内付清，逾期转让方可主张担保。"),
            (buyer, paying("buyer")),
        ),
        Tell(Topic.DEAL, _("已催告受让方：{title}"), _("{number}；催告期限见结算页。"), (seller,)),
    ],
    "trading.default_proposed": [
        Tell(
            Topic.DUTY,
            _("交易机构提出违约认定：{title}"),
            _("{number}；如已签署、已付款或有异议，请立即联系交易机构。理由：{reason}"),
            (buyer,),
        ),
        Tell(Topic.QUEUE, _("违约认定待复核：{title}"), _("{number}；提出人以外的复核员可以办理。"), (reviewers,)),
    ],
    "trading.default_rejected": [
        Tell(Topic.DEAL, _("未认定违约，交易继续：{title}"), _("{number}；理由：{reason}"), (seller, buyer))
    ],
    "trading.default_declared": [
        Tell(
            Topic.DUTY,
            _("已认定违约，保证金依规使用：{title}"),
            _("{number}；成交终止，贵方不得再次竞买本项目。保证金去向见结算页；如有异议，可申请调解、仲裁或诉讼。"),
            (buyer, paying("buyer")),
        ),
        Tell(
            Topic.DEAL,
            _("受让方违约，成交终止：{title}"),
            _("{number}；项目恢复挂牌，可再次转让；保证金余额待再次转让结算后支付。"),
            (seller, paying("seller")),
        ),
    ],
    "trading.default_concluded": [
        Tell(
            Topic.DEAL,
            _("违约处理已了结：{title}"),
            _("{number}；保证金余额已付转让方，未获清偿的部分见结算页。"),
            (seller, buyer, paying("seller"), paying("buyer")),
        )
    ],
    "trading.default_lifted": [
        Tell(
            Topic.DEAL,
            _("违约认定已撤销：{title}"),
            _("{number}；保证金已全额退还。理由：{reason}"),
            (seller, buyer, paying("buyer")),
        )
    ],
    "trading.deal_terminated": [
        Tell(
            Topic.DEAL,
            _("合同解除，成交终止：{title}"),
            _("{number}；双方不再付款，已收的款项已退还，成果恢复挂牌（规则 R-SET-09）。"),
            (seller, buyer),
        )
    ],
    "trading.unwinding_proposed": [
        Tell(Topic.QUEUE, _("退还或撤销待复核：{title}"), _("{number}；提出人以外的复核员可以办理。"), (reviewers,))
    ],
    "trading.netting_chosen": [
        Tell(
            Topic.DEAL,
            _("服务费的支付约定已变更，请阅读合同：{title}"),
            _("{number}；转让方的服务费怎样支付已写入合同，双方签署即为同意。"),
            (seller, buyer),
        )
    ],
    "trading.commission_proposed": [
        Tell(
            Topic.DEAL,
            _("请答复居间佣金约定：{title}"),
            _("{number}；{payer}拟向您支付佣金 {amount}。同意后生效，并向交易双方公开。"),
            (person("broker"),),
        )
    ],
    "trading.commission_agreed": [
        Tell(
            Topic.DEAL,
            _("居间佣金已约定：{title}"),
            _("{number}；{payer}向技术经理人{broker}支付佣金 {amount}，与服务费分开（规则 R-FEE-09）。"),
            (seller, buyer),
        )
    ],
    "trading.commission_declined": [
        Tell(
            Topic.DEAL, _("居间佣金未获同意：{title}"), _("{number}；{broker}未同意佣金 {amount}。"), (party("payer"),)
        )
    ],
    "trading.commission_withdrawn": [
        Tell(
            Topic.DEAL,
            _("居间佣金约定已撤回：{title}"),
            _("{number}；{payer}撤回了佣金 {amount}。"),
            (person("broker"),),
        )
    ],
    "trading.commission_voided": [
        Tell(
            Topic.DEAL,
            _("交易终止，居间佣金不再支付：{title}"),
            _("{number}；项目未能履行，{payer}约定的佣金 {amount}随之失效。"),
            (person("broker"), seller),
        )
    ],
    "trading.commission_paid": [
        Tell(
            Topic.DEAL,
            _("居间佣金已划付：{title}"),
            _("{number}；佣金 {amount} 已划付您所属单位的账户。"),
            (person("broker"), paying("payer")),
        )
    ],
    "trading.seller_fee_confirmed": [
        Tell(Topic.DEAL, _("服务费已到账：{title}"), _("{number}；价款将全额划付。"), (seller, paying("seller")))
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
    "fees.schedule_published": [
        Tell(Topic.RULES, _("收费标准征求意见：{number}"), _("请在期限内提出意见。"), (all_exchanges,))
    ],
    "fees.comment_answered": [
        Tell(Topic.RULES, _("您对收费标准 {number} 的意见已有答复"), _("答复见收费标准页。"), (person("author"),))
    ],
    "fees.refunded": [
        Tell(Topic.DEAL, _("服务费已退还：{number}"), _("已退还 {amount} 至付款账户。"), (paying("own"),))
    ],
    "fees.invoice_entered": [
        Tell(Topic.DEAL, _("发票已开具：{number}"), _("数电发票号码已登记，见缴费通知页。"), (paying("own"),))
    ],
    "fees.invoice_corrected": [
        Tell(
            Topic.DEAL,
            _("发票号码已更正：{number}"),
            _("原登记的数电发票号码作废，新号码见缴费通知页。原因：{reason}"),
            (paying("own"),),
        )
    ],
    "fees.schedule_activated": [
        Tell(Topic.RULES, _("收费标准公示：{number}"), _("请决定是否采用。"), (all_exchanges,))
    ],
    # Matches, rules, custody, work
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
    "agency.attribution_proposed": [
        Tell(
            Topic.MATCHES,
            _("请确认您在成交中的份额：{about}"),
            _("份额 {share}，由成交一方提出。经您确认后计入业绩；不符的请谢绝。"),
            (person("practitioner"),),
        )
    ],
    "agency.practitioner_verified": [
        Tell(
            Topic.ORGANISATION,
            _("技术经理人登记已通过"),
            _("{number}；成交可以归属到您名下。"),
            (person("practitioner"),),
        )
    ],
    "agency.practitioner_returned": [
        Tell(
            Topic.DUTY,
            _("技术经理人登记被退回，请补正"),
            _("原因：{reason}\n请修改后重新提交。"),
            (person("practitioner"),),
        )
    ],
    "agency.practitioner_suspended": [
        Tell(
            Topic.DUTY,
            _("技术经理人登记已暂停"),
            _("原因：{reason}\n暂停期间不再归属新的成交。"),
            (person("practitioner"),),
        )
    ],
    "agency.practitioner_reinstated": [
        Tell(
            Topic.ORGANISATION,
            _("技术经理人登记已恢复"),
            _("{number}；成交可以归属到您名下。"),
            (person("practitioner"),),
        )
    ],
    "rulebook.comment_answered": [
        Tell(Topic.RULES, _("您的意见已有答复：{number}"), _("答复见规则页。"), (person("author"),))
    ],
    "reporting.instruction_issued": [
        Tell(
            Topic.DUTY,
            _("监管指令待执行：{number}"),
            _("理由：{reason}\n请在期限内执行，或说明不执行的理由。"),
            (exchanges_in_payload("exchanges"),),
        )
    ],
    "jobs.given_up": [
        Tell(Topic.WORK, _("任务中断：{title}"), _("{number} 的进程已不在；可以重新开始。"), (person("owner"),))
    ],
}

learn(
    {
        f"{verb}.{place}" if place else verb: Kind(tell.topic, tell.title, tell.body)
        for verb, tells in TOLD.items()
        for place, tell in enumerate(tells)
    }
)
