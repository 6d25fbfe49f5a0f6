"""The words of the catalogue that are chosen from a list."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.identifiers import PatentType


class PriceMode(models.TextChoices):
    """How the price is found (R-PRI-01): agreement, a listed price, online bidding."""

    NEGOTIATED = "negotiated", _("协议定价")
    LISTED = "listed", _("挂牌交易")
    BIDDING = "bidding", _("网络竞价")


class TransferMode(models.TextChoices):
    """What the holder gives (R-CON-01, R-CON-09)."""

    ASSIGNMENT = "assignment", _("转让")
    EXCLUSIVE_LICENCE = "exclusive_licence", _("独占许可")
    SOLE_LICENCE = "sole_licence", _("排他许可")
    ORDINARY_LICENCE = "ordinary_licence", _("普通许可")
    EQUITY = "equity", _("作价入股")
    DEVELOPMENT = "development", _("技术开发")
    SERVICE = "service", _("技术服务")


# Any holder may exploit or give an ordinary licence; everything else needs all co-owners (R-CON-06).
NEEDS_ALL_OWNERS = frozenset(
    {TransferMode.ASSIGNMENT, TransferMode.EXCLUSIVE_LICENCE, TransferMode.SOLE_LICENCE, TransferMode.EQUITY}
)


class RightKind(models.TextChoices):
    """What an achievement consists of (R-PRI-08)."""

    PATENT = "patent", _("专利")
    TRADE_SECRET = "trade_secret", _("技术秘密")
    SOFTWARE = "software", _("计算机软件著作权")
    PLANT_VARIETY = "plant_variety", _("植物新品种")
    IC_LAYOUT = "ic_layout", _("集成电路布图设计")


class RightStatus(models.TextChoices):
    PENDING = "pending", _("审查中")
    GRANTED = "granted", _("有效")
    LAPSED = "lapsed", _("已终止")
    INVALIDATED = "invalidated", _("已宣告无效")


class PatentKind(models.TextChoices):
    INVENTION = PatentType.INVENTION.value, _("发明专利")
    UTILITY_MODEL = PatentType.UTILITY_MODEL.value, _("实用新型专利")
    DESIGN = PatentType.DESIGN.value, _("外观设计专利")


class Readiness(models.IntegerChoices):
    """Technology readiness levels by the names of R-VAL-01; the owner proposes, an evaluator decides (R-VAL-02)."""

    ONE = 1, _("1 级 · 基本原理")
    TWO = 2, _("2 级 · 概念")
    THREE = 3, _("3 级 · 可行性")
    FOUR = 4, _("4 级 · 实验室部件")
    FIVE = 5, _("5 级 · 相关环境部件")
    SIX = 6, _("6 级 · 原型")
    SEVEN = 7, _("7 级 · 运行环境原型")
    EIGHT = 8, _("8 级 · 定型")
    NINE = 9, _("9 级 · 实际应用")


class NeedKind(models.TextChoices):
    ORDINARY = "ordinary", _("一般需求")
    CHALLENGE = "challenge", _("揭榜挂帅")


class StateLevel(models.TextChoices):
    """Under whose supervision a state firm is: decides which venue may trade its asset (R-LST-11)."""

    CENTRAL = "central", _("中央企业")
    PROVINCIAL = "provincial", _("地方国有企业")
