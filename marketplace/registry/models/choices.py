"""The words of a registration that are chosen from a list (R-CON-01, R-CON-04, R-REG-05)."""

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


class PaymentMode(models.TextChoices):
    AT_ONCE = "at_once", _("一次总付")
    INSTALMENTS = "instalments", _("分期支付")
    ROYALTY = "royalty", _("提成支付")
    ENTRY_ROYALTY = "entry_royalty", _("提成支付附加入门费")


class LegalForm(models.TextChoices):
    FIRM = "firm", _("企业法人")
    INSTITUTION = "institution", _("事业单位法人")
    PUBLIC_BODY = "public_body", _("机关法人")
    ASSOCIATION = "association", _("社会团体法人")
    PERSON = "person", _("自然人")
    OTHER = "other", _("其他组织")


class RightType(models.TextChoices):
    PATENT = "patent", _("专利")
    SECRET = "trade_secret", _("技术秘密")
    SOFTWARE = "software", _("计算机软件著作权")
    PLANT_VARIETY = "plant_variety", _("植物新品种")
    IC_LAYOUT = "ic_layout", _("集成电路布图设计")
    NONE = "none", _("未涉及知识产权")


class Purpose(models.TextChoices):
    """Which paper of R-REG-05 a file is."""

    CONTRACT = "contract", _("合同原件")
    TECHNICAL = "technical", _("技术文件或方案（盖章）")
    QUOTATION = "quotation", _("分项报价单")
    RIGHT = "right", _("专利证书及登记簿副本")
