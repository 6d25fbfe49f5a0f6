"""The fields that a column may mean: what people call them, and what a cell of them must say."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from marketplace.catalogue.importing.columns import LISTING_COLUMNS, NEED_COLUMNS

RULE = re.compile(r"R-[A-Z]{3}-\d{2}")
COLUMNS = {"listings": LISTING_COLUMNS, "needs": NEED_COLUMNS}
# By field: its name, and what it takes.
WORDS: Mapping[str, tuple[Any, Any]] = {
    "proposed_ipc": (_("建议的 IPC（不写入）"), ""),
    "title": (_("标题"), _("必填，不超过 200 字")),
    "title_en": (_("英文标题"), _("不超过 300 字符")),
    "abstract": (_("成果简介"), _("不超过 10,000 字")),
    "abstract_en": (_("英文简介"), _("不超过 10,000 字符")),
    "content": (_("需求内容"), _("不超过 20,000 字")),
    "keywords": (_("关键词"), _("以分号、顿号或逗号隔开，最多 30 个")),
    "owners": (_("权利人"), _("以分号隔开")),
    "inventors": (_("完成人"), _("以分号、顿号或逗号隔开")),
    "patent_number": (_("专利申请号"), _("申请号含校验位，例如 202010000112.2（ZC 0006—2003）")),
    "filing_date": (_("申请日"), _("日期，例如 2027-03-01")),
    "ipc": (_("IPC 分类号"), _("例如 A61K 31/00，或只写小类 A61K，以分号隔开")),
    "industry": (_("行业代码"), _("GB/T 4754—2017 的代码，以分号隔开")),
    "technology_field": (_("技术领域"), _("十一个技术领域之一，名称或代码（规则 R-REG-06）")),
    "trl": (_("技术就绪度"), _("1 至 9 的整数")),
    "transfer_modes": (_("转化方式"), _("系统列出的转化方式，以分号隔开")),
    "cooperation_modes": (_("合作方式"), _("系统列出的合作方式，以分号隔开")),
    "price_mode": (_("定价方式"), _("系统列出的定价方式之一")),
    "asking_price": (_("意向价格（元）"), _("人民币元，最多两位小数；也可写“280万元”或“面议”")),
    "asking_price_wan": (_("意向价格（万元）"), _("万元，精确到分")),
    "owner_category": (_("所有制"), _("系统列出的所有制类别之一（规则 R-PRI-07）")),
    "state_level": (_("国资层级"), _("中央企业或地方国有企业（规则 R-LST-11）")),
    "is_university": (_("是否高校"), _("是或否")),
    "applications": (_("应用场景"), _("以分号隔开，最多 20 项")),
    "advantages": (_("技术优势"), _("以分号隔开，最多 20 项")),
    "kind": (_("需求类型"), _("系统列出的需求类型之一")),
    "budget_low": (_("预算下限（元）"), _("人民币元，最多两位小数")),
    "budget_high": (_("预算上限（元）"), _("人民币元，最多两位小数")),
    "budget_low_wan": (_("预算下限（万元）"), _("万元，精确到分")),
    "budget_high_wan": (_("预算上限（万元）"), _("万元，精确到分")),
    "deadline_date": (_("截止日期"), _("日期，例如 2027-03-01")),
}


def choices(kind: str) -> list[tuple[str, Any]]:
    """The fields of a kind of file for a select; the first keeps a column without a field."""
    return [("", _("不对应字段，原样保留")), *((field, WORDS[field][0]) for field in COLUMNS[kind])]


def label(field: str) -> str:
    """What people call a field; the code itself for one that is not told of."""
    return str(WORDS[field][0]) if field in WORDS else field


def wants(field: str) -> str:
    """What a cell of a field must say."""
    return str(WORDS[field][1]) if field in WORDS else ""


def rule_of(field: str, reason: str) -> str:
    """The source rule that a reason names, else what the field wants, else that the row must be readable."""
    named = RULE.search(reason)
    return named[0] if named else wants(field) or str(_("行须能按文件格式读取"))
