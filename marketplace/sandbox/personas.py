"""The roles that a visitor can take by one click, each with a line of what it does."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _


class Persona(NamedTuple):
    key: str  # of the person: what stands before the @ of the e-mail
    title: str
    organisation: str
    does: str
    page: str = "/workspace/"  # where one begins


def personas() -> Sequence[Persona]:
    """In the order of a trade: who sells, who buys, who runs the market, who watches it."""
    return (
        Persona(
            "agent.u1-chengdu-university",
            _("高校经办人"),
            _("成都示范大学"),
            _("登记成果、提交受理、查看匹配、签署合同"),
        ),
        Persona(
            "agent.b2-chongqing-equipment",
            _("企业经办人"),
            _("重庆示范智能装备"),
            _("发布需求、答复匹配、登记竞买、报价"),
        ),
        Persona(
            "agent.liangjiang-auto-electronics",
            _("另一家企业"),
            _("两江示范汽车电子"),
            _("在正在进行的竞价中与对手竞争"),
            "/sales/",
        ),
        Persona(
            "admin.fuling-shale",
            _("入驻申请人"),
            _("涪陵示范页岩气技术"),
            _("登记被退回：补正材料、再次提交"),
            "/organisations/mine/",
        ),
        Persona(
            "admin.luzhou-hydraulics",
            _("单位管理员"),
            _("泸州示范液压件"),
            _("刚通过认证：邀请成员、提交授权委托书"),
            "/organisations/mine/",
        ),
        Persona(
            "officer.sw",
            _("西南联交所业务员"),
            _("西南联交所（演示）"),
            _("认证单位、受理并挂牌、确认到账、出具鉴证书"),
            "/desk/",
        ),
        Persona(
            "reviewer.sw",
            _("西南联交所复核员"),
            _("西南联交所（演示）"),
            _("双人复核：退还保证金、结算划款"),
            "/desk/",
        ),
        Persona("finance.sw", _("西南联交所财务"), _("西南联交所（演示）"), _("查看收费标准与本机构账务"), "/fees/"),
        Persona(
            "officer.cq",
            _("重庆联交所业务员"),
            _("重庆联交所（演示）"),
            _("跨所互认：推荐本地企业，参与服务费分配"),
            "/desk/",
        ),
        Persona("finance.chengyu-bank", _("监管银行"), _("成渝示范银行"), _("以存管银行的身份查看公开信息"), "/sales/"),
        Persona(
            "supervisor.chuanyu-supervisor",
            _("监管人员"),
            _("川渝示范监管办公室"),
            _("只读查看四家机构已提交的项目"),
            "/listings/",
        ),
    )
