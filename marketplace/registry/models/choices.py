"""The words of a registration that are chosen from a list, besides those of the contract itself (R-REG-05)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
