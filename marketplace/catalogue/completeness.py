"""How much a listing tells beyond what it must, and what each addition is worth. Pure.

The hundred points follow what firms ask before they contact an owner: what is it, is it better, is it theirs, how far is it. They open
nothing and forbid nothing: what must be there stands in `gaps`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ABSTRACT_BRIEF = 60  # characters from which it counts half
ABSTRACT_WHOLE = 200
KEYWORDS_WANTED = 3


class Item(StrEnum):
    ABSTRACT = "abstract"
    COMPARISON = "comparisons"
    RIGHTS = "rights"
    EVIDENCE = "evidence"
    PAPERS = "materials"
    APPLICATIONS = "applications"
    READINESS = "trl"
    ADVANTAGES = "advantages"
    CLASSES = "ipc_codes"
    MODES = "transfer_modes"
    KEYWORDS = "keywords"
    ENGLISH = "title_en"
    PRICE = "asking_price_fen"
    DISCLOSURE = "defects"
    INDUSTRY = "industry_codes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a listing tells, counted. `rights` have a number and a filing date where their kind has one."""

    abstract: int = 0  # characters
    abstract_en: int = 0
    title_en: bool = False
    comparisons: int = 0
    rights: int = 0
    evidence: int = 0
    papers: int = 0  # that prove a piece of evidence
    applications: int = 0
    advantages: int = 0
    trl: bool = False
    ipc_codes: int = 0
    technology_field: bool = False
    industry_codes: int = 0
    keywords: int = 0
    transfer_modes: int = 0
    price: bool = False
    payment_terms: bool = False
    encumbrances: bool = False
    defects: bool = False


class Worth(NamedTuple):
    """An item of the meter: its points, how many of them the listing has, and what to add for the rest."""

    item: Item
    points: int
    has: int
    label: str | Promise
    advice: str | Promise

    @property
    def lacks(self) -> int:
        return self.points - self.has


@dataclass(frozen=True, slots=True)
class Meter:
    """Points of a hundred, and what would add most first."""

    points: int
    items: Sequence[Worth]

    @property
    def missing(self) -> list[Worth]:
        return sorted((item for item in self.items if item.lacks), key=lambda item: -item.lacks)


POINTS = {
    Item.ABSTRACT: 14,
    Item.COMPARISON: 14,
    Item.RIGHTS: 12,
    Item.EVIDENCE: 8,
    Item.PAPERS: 4,
    Item.APPLICATIONS: 8,
    Item.READINESS: 6,
    Item.ADVANTAGES: 6,
    Item.CLASSES: 6,
    Item.MODES: 6,
    Item.KEYWORDS: 4,
    Item.ENGLISH: 4,
    Item.PRICE: 4,
    Item.DISCLOSURE: 2,
    Item.INDUSTRY: 2,
}

WORDS: dict[Item, tuple[Promise, Promise]] = {
    Item.ABSTRACT: (_("成果简介"), _("写满 200 字：解决什么问题、怎样解决、做到什么指标、还差什么。")),
    Item.COMPARISON: (_("与现有做法的实测对比"), _("至少一项指标：本成果与现有做法的数值、怎样测的、数据出自哪里。")),
    Item.RIGHTS: (_("权利"), _("写明每项权利的编号；专利还要写申请日。")),
    Item.EVIDENCE: (_("成熟度证据"), _("列出检测报告、用户证明等，写明日期；两项以上得满分。")),
    Item.PAPERS: (_("证据的文件"), _("把至少一项证据的文件放进资料室，并选定谁可以看。")),
    Item.APPLICATIONS: (_("应用场景"), _("写出至少两个应用场景，企业按场景寻找技术。")),
    Item.READINESS: (_("技术就绪度"), _("选择技术就绪度自评级别。")),
    Item.ADVANTAGES: (_("技术优势"), _("写出至少两项优势，每项一行。")),
    Item.CLASSES: (_("技术领域与 IPC 分类号"), _("选择技术领域，并写明 IPC 分类号，筛选和匹配都要用。")),
    Item.MODES: (_("转化方式"), _("选择愿意采用的转化方式。")),
    Item.KEYWORDS: (_("关键词"), _("写出至少三个关键词。")),
    Item.ENGLISH: (_("英文名称和简介"), _("补上英文名称和英文简介，境外和外资企业也能看懂。")),
    Item.PRICE: (_("价格与付款条件"), _("写明意向价格和付款条件。")),
    Item.DISCLOSURE: (_("已有许可与已知缺陷"), _("说明已有许可、质押、争议和已知缺陷；没有的写“无”。")),
    Item.INDUSTRY: (_("行业代码"), _("写明 GB/T 4754 行业代码。")),
}


def meter(told: Told) -> Meter:
    """Every item with the points it has.

    >>> meter(Told()).points
    0
    >>> meter(Told(comparisons=1, trl=True)).points
    20
    """
    shares = _shares(told)
    items = [Worth(item, most, most * shares[item] // 2, *WORDS[item]) for item, most in POINTS.items()]
    return Meter(sum(item.has for item in items), items)


def _shares(told: Told) -> dict[Item, int]:
    """Halves of each item that are there: 0, 1 or 2."""
    return {
        Item.ABSTRACT: (told.abstract >= ABSTRACT_BRIEF) + (told.abstract >= ABSTRACT_WHOLE),
        Item.COMPARISON: 2 * bool(told.comparisons),
        Item.RIGHTS: 2 * bool(told.rights),
        Item.EVIDENCE: min(told.evidence, 2),
        Item.PAPERS: 2 * bool(told.papers),
        Item.APPLICATIONS: min(told.applications, 2),
        Item.READINESS: 2 * told.trl,
        Item.ADVANTAGES: min(told.advantages, 2),
        Item.CLASSES: told.technology_field + bool(told.ipc_codes),
        Item.MODES: 2 * bool(told.transfer_modes),
        Item.KEYWORDS: 2 * (told.keywords >= KEYWORDS_WANTED),
        Item.ENGLISH: told.title_en + bool(told.abstract_en),
        Item.PRICE: told.price + told.payment_terms,
        Item.DISCLOSURE: told.encumbrances + told.defects,
        Item.INDUSTRY: 2 * bool(told.industry_codes),
    }
