"""The codes that stand as values, in words. Pure; a value that is no code is its own word."""

from django.utils.translation import gettext_lazy as _

TERMS = {
    # trading
    "fees_and_costs": _("服务费和费用"),
    "shortfall": _("再次转让的差价"),
    "seller": _("转让方"),
    "agreed_sale": _("协议成交"),
    "withdrawal": _("报名截止或竞价开始之后撤回报名"),
    "no_bid": _("全体竞买人均不报价"),
    "refusal": _("成交后不签约、不付款"),
    "false_papers": _("提供虚假材料"),
    "listing": _("挂牌机构"),
    "referral": _("推荐机构"),
    "fund": _("联盟基金"),
    "taxes": _("税费"),
    "fees": _("服务费"),
    "upkeep": _("成果维持费"),
    "appraisal": _("成果评价"),
    "negotiation": _("谈判费用"),
    "project": _("项目直接成本"),
    "overhead": _("单位管理费"),
    "equipment": _("设备"),
    "instruments": _("仪器"),
    "parts": _("零部件"),
    "raw_materials": _("原材料"),
    # qualification
    "class_a": _("先 A 类"),
    "class_b_pilot": _("再在试点地区推及 B 类"),
    "manual": _("人工认定"),
    "junior": _("初级"),
    "intermediate": _("中级"),
    "senior": _("高级"),
    # services and fees
    "contribution_value": _("约定的出资额"),
    "assessment": _("技术评估"),
    "certification": _("科技成果认证"),
    "ip_agency": _("知识产权代理"),
    "trading_service": _("技术交易"),
    "valuation": _("价值评估"),
    "guarantee": _("融资担保"),
    "listing_advice": _("上市辅导"),
    "guided_price": _("政府指导价"),
    "own_schedule": _("各机构自定标准，联盟只公布比较和结构"),
    "exemption": _("依反垄断法第二十条豁免"),
    # self-regulation
    "identity": _("主体身份"),
    "title": _("权属证明"),
    "seller_agent": _("转让方的代理人"),
    "exchange_staff": _("交易机构工作人员"),
    "near_relative": _("上述人员的近亲属"),
    "same_address": _("相同网络地址"),
    "same_device": _("相同设备"),
    "same_payer": _("相同付款人"),
    "same_controller": _("相同控制人"),
    "alternation": _("轮流报价"),
    "pull_out": _("集体退出"),
    "mediation": _("交易机构调解"),
    "arbitration_or_court": _("约定的仲裁或诉讼"),
    # data
    "public_summary": _("公开摘要"),
    "registered": _("注册用户"),
    "data_room": _("保密资料室"),
    "bank_account": _("银行账户"),
    "biometrics": _("生物识别信息"),
    # credit
    "warning": _("警示"),
    "criticism": _("通报批评"),
    "downgrade": _("降级"),
    "restriction": _("限制交易"),
    "removal": _("除名"),
    "false_disclosure": _("虚假披露"),
    "collusion": _("串通"),
    "winner_default": _("受让方违约"),
    "fee_refusal": _("拒付服务费"),
    "late_report": _("逾期报告"),
    "hidden_conflict": _("隐瞒利益冲突"),
}


def term(code: str) -> str:
    """A code in the reader's language.

    >>> term("03-31")
    '03-31'
    """
    return str(TERMS.get(code, code))
