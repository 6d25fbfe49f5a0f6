"""Which heading means what, in Chinese and in English."""

import re
import unicodedata
from collections.abc import Mapping

LISTING_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("标题", "名称", "题目", "成果名称", "技术名称", "项目名称", "专利名称", "发明名称", "title", "name"),
    "title_en": ("英文名称", "英文标题", "title en", "english title"),
    "abstract": ("摘要", "简介", "成果简介", "技术简介", "内容简介", "描述", "abstract", "summary", "description"),
    "abstract_en": ("英文摘要", "英文简介", "abstract en", "english abstract"),
    "keywords": ("关键词", "关键字", "keywords", "keyword"),
    "owners": (
        "权利人",
        "专利权人",
        "申请人",
        "所有人",
        "持有人",
        "单位",
        "成果单位",
        "owner",
        "owners",
        "applicant",
        "patentee",
        "assignee",
    ),
    "inventors": ("发明人", "完成人", "设计人", "inventor", "inventors"),
    "patent_number": ("申请号", "专利号", "专利申请号", "patent number", "application number", "patent no"),
    "filing_date": ("申请日", "申请日期", "filing date", "application date"),
    "ipc": ("ipc", "ipc分类号", "ipc号", "主分类号", "分类号", "ipc codes", "ipc code"),
    "industry": ("行业", "行业代码", "industry", "industry code", "industry codes"),
    "technology_field": ("技术领域", "领域", "technology field", "field"),
    "trl": ("技术就绪度", "成熟度", "成熟度等级", "trl", "readiness level"),
    "transfer_modes": ("转化方式", "交易方式", "合作方式", "转让方式", "transfer modes", "transfer mode"),
    "price_mode": ("定价方式", "price mode"),
    "asking_price": ("价格", "意向价格", "转让价格", "挂牌价", "价格元", "asking price", "price"),
    "asking_price_wan": ("价格万元", "意向价格万元", "转让价格万元", "挂牌价万元"),
    "owner_category": ("所有制", "所有制类别", "owner category"),
    "state_level": ("国资层级", "国有资产层级", "企业层级", "state level"),
    "is_university": ("是否高校", "is university"),
    "applications": ("应用场景", "应用领域", "applications"),
    "advantages": ("技术优势", "优势", "创新点", "advantages"),
}
NEED_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "title": ("标题", "名称", "题目", "需求名称", "需求标题", "项目名称", "title", "name"),
    "title_en": ("英文名称", "英文标题", "title en", "english title"),
    "content": ("内容", "需求内容", "需求描述", "描述", "详情", "content", "description", "detail"),
    "kind": ("需求类型", "类型", "kind"),
    "keywords": ("关键词", "关键字", "keywords", "keyword"),
    "ipc": ("ipc", "ipc分类号", "分类号", "ipc codes"),
    "industry": ("行业", "行业代码", "industry", "industry code", "industry codes"),
    "technology_field": ("技术领域", "领域", "technology field", "field"),
    "cooperation_modes": ("合作方式", "合作模式", "cooperation modes", "cooperation mode"),
    "budget_low": ("预算下限", "最低预算", "budget low"),
    "budget_high": ("预算上限", "最高预算", "预算", "预算元", "budget high", "budget"),
    "budget_low_wan": ("预算下限万元", "最低预算万元"),
    "budget_high_wan": ("预算上限万元", "最高预算万元", "预算万元"),
    "deadline_date": ("截止日期", "截止时间", "有效期至", "deadline", "deadline date"),
}


def plain_heading(heading: str) -> str:
    """A heading without case, marks and blanks: `Title_EN*` and `title en` are one."""
    return re.sub(r"[\s_\-*:()\[\]/]+", "", unicodedata.normalize("NFKC", heading).lower())


# What our own file of bad rows adds to the columns of the file: whoever mends the rows in it may hand it in as it is.
TOLD = ("导入行号", "有误的列", "有误的字段", "有误的原因", "字段要求与规则")


class Headings:
    """What the headings of a file mean. Asked once a heading, remembered: JSON Lines may have new ones on every line.

    `given` are the organisation's own meanings by plain heading; an empty one keeps a column as it is, without a field.
    """

    def __init__(self, columns: Mapping[str, tuple[str, ...]], given: Mapping[str, str] | None = None) -> None:
        self.known = {plain_heading(alias): field for field, aliases in columns.items() for alias in (field, *aliases)}
        self.known |= {plain_heading(heading): field for heading, field in (given or {}).items()}
        self.cache: dict[str, str | None] = {}

    def field_of(self, heading: str) -> str | None:
        """The field a heading means; None if it has no place of its own."""
        if heading not in self.cache:
            self.cache[heading] = self.known.get(plain_heading(heading)) or None
        return self.cache[heading]
