"""The words of technology contracts that are chosen from a list (R-CON-01, R-CON-04, R-CON-11)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ContractKind(models.TextChoices):
    """The five types of the Civil Code (R-CON-01)."""

    DEVELOPMENT = "development", _("技术开发")
    TRANSFER = "transfer", _("技术转让")
    LICENCE = "licence", _("技术许可")
    CONSULTING = "consulting", _("技术咨询")
    SERVICE = "service", _("技术服务")


class Subtype(models.TextChoices):
    COMMISSIONED = "commissioned", _("委托开发")
    JOINT = "joint", _("合作开发")
    PATENT = "patent", _("专利权转让")
    APPLICATION = "application", _("专利申请权转让")
    SECRET = "secret", _("技术秘密转让")
    OTHER_RIGHT = "other_right", _("其他知识产权转让")
    EQUITY = "equity", _("技术入股")  # may be registered as a transfer (R-REG-08)
    PATENT_LICENCE = "patent_licence", _("专利实施许可")
    SECRET_LICENCE = "secret_licence", _("技术秘密使用许可")
    OTHER_LICENCE = "other_licence", _("其他知识产权许可")
    CONSULTING = "consulting", _("技术咨询")
    SERVICE = "service", _("技术服务")


SUBTYPES: dict[str, tuple[Subtype, ...]] = {
    ContractKind.DEVELOPMENT: (Subtype.COMMISSIONED, Subtype.JOINT),
    ContractKind.TRANSFER: (
        Subtype.PATENT,
        Subtype.APPLICATION,
        Subtype.SECRET,
        Subtype.OTHER_RIGHT,
        Subtype.EQUITY,
    ),
    ContractKind.LICENCE: (Subtype.PATENT_LICENCE, Subtype.SECRET_LICENCE, Subtype.OTHER_LICENCE),
    ContractKind.CONSULTING: (Subtype.CONSULTING,),
    ContractKind.SERVICE: (Subtype.SERVICE,),
}
KIND_OF: dict[str, str] = {subtype: kind for kind, subtypes in SUBTYPES.items() for subtype in subtypes}


class PaymentMode(models.TextChoices):
    AT_ONCE = "at_once", _("一次总付")
    INSTALMENTS = "instalments", _("分期支付")
    ROYALTY = "royalty", _("提成支付")
    ENTRY_ROYALTY = "entry_royalty", _("提成支付附加入门费")


class RoyaltyBase(models.TextChoices):
    """On what a royalty is counted (R-CON-04)."""

    PRICE = "price", _("产品价格")
    OUTPUT = "output", _("新增产值")
    PROFIT = "profit", _("利润")
    SALES = "sales", _("产品销售额")


class Side(models.TextChoices):
    """Who gives the technology or the work, and who pays for it."""

    PROVIDER = "provider", _("甲方")
    CLIENT = "client", _("乙方")


class Silence(models.TextChoices):
    """What follows when a handover was not answered in time, nor after the reminder."""

    ACCEPTED = "accepted", _("催告后仍不答复的，视为验收合格")
    VENUE = "venue", _("催告后仍不答复的，由交易机构组织双方处理")


class SigningMethod(models.TextChoices):
    MARKET = "market", _("平台电子签名（Ed25519）")
    SM2 = "sm2", _("平台电子签名（SM2、SM3）")
    CA = "ca", _("第三方 CA 数字证书")
    PAPER = "paper", _("纸质盖章")


class Point(models.TextChoices):
    """Six kinds of clauses that monopolise technology unlawfully (R-CON-11)."""

    GRANT_BACK = "grant_back", _("限制改进，或者要求无偿、非互惠地回授改进成果")
    RIVALS = "rivals", _("限制从其他来源获得类似或者竞争的技术")
    EXPLOITATION = "exploitation", _("不合理地限制实施的数量、品种、价格、渠道或者市场")
    TYING = "tying", _("搭售：要求接受并非必需的技术、原料、设备、服务或者人员")
    SUPPLY = "supply", _("不合理地限制原料、零部件、产品或者设备的渠道或者来源")
    CHALLENGE = "challenge", _("禁止对知识产权的有效性提出异议，或者对异议附加条件")
