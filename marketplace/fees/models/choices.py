"""The words of a schedule: who pays, for what, by which method, on which amount, and who is charged less."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """Who pays: each side pays its own fee (R-FEE-01)."""

    SELLER = "seller", _("转让方")
    BUYER = "buyer", _("受让方")


class LegalBasis(models.TextChoices):
    """The lawful routes to a schedule; exchanges that compete may not agree on a price (R-FEE-11, R-FEE-12)."""

    OWN = "own", _("交易机构自行制定，联盟只公布比较与结构标准（反垄断法第十七条、第二十一条）")
    GUIDED = "guided", _("有权政府部门制定的政府指导价，经公平竞争审查")
    EXEMPT = "exempt", _("反垄断法第二十条豁免，理由已存档")


class Method(models.TextChoices):
    """How a deal comes about (R-FEE-02)."""

    AGREED = "agreed", _("协议转让")
    LISTED = "listed", _("挂牌交易")
    COMPETITIVE = "competitive", _("网络竞价")
    LICENCE = "licence", _("许可")
    EQUITY = "equity", _("作价入股")
    OPEN_LICENCE = "open_licence", _("开放许可")


class Service(models.TextChoices):
    """What is charged for: the deal itself, or a service beside it, which stands on a line of its own (R-FEE-06)."""

    TRADING = "trading_service", _("交易服务")
    VALUATION = "valuation", _("价值评估")
    LEGAL = "legal", _("法律服务")
    ASSESSMENT = "assessment", _("成果评价")
    CERTIFICATION = "certification", _("认证")
    IP_AGENCY = "ip_agency", _("知识产权代理")
    GUARANTEE = "guarantee", _("担保")
    LISTING_ADVICE = "listing_advice", _("挂牌辅导")


class Base(models.TextChoices):
    """The amount that the bands are laid on (R-FEE-02, R-FEE-05, R-FEE-06)."""

    PRICE = "price", _("成交价（作价入股为协议作价）")
    FLOOR = "floor", _("底价（起始价）")
    RECEIPTS = "receipts", _("累计实收金额")


class Criterion(models.TextChoices):
    """Whom a relief is open to, wherever they are: there is no code for a region, here or in the database (R-FEE-10)."""

    EVERYONE = "everyone", _("全部交易方")
    SMALL_FIRM = "small_firm", _("中小微企业")
    RESEARCH = "research", _("高校和科研院所")
    INVENTOR = "inventor", _("自然人发明人")
    FIRST_DEAL = "first_deal", _("首次在平台成交")
