"""Listings and needs as the measures see them."""

from collections.abc import Iterable
from functools import lru_cache
from math import log

from marketplace.catalogue.identifiers import industry_digits
from marketplace.catalogue.models import Listing, Need
from marketplace.discovery.index import Index
from marketplace.discovery.words import words
from marketplace.matching.features import Side, Weight

# Words that every other title has: they would make partners of whoever has a short title.
GENERIC = frozenset(
    "系统 方法 技术 装置 工艺 智能 智能化 平台 应用 研究 开发 问题 关键 关键技术 设备 产品 生产 制备 新型 高效 研发 项目 产业化 提高 解决 "
    "工作 使用 功能 性能 设计 控制 自动 自动化 处理 管理 服务 影响 效率 结构 一体化 材料 现 直接 过程 方便 能够 具体 可靠 工作效率".split()
)


def of_listing(listing: Listing) -> Side:
    return Side(
        title=telling(f"{listing.title} {' '.join(listing.keywords)}"),
        body=telling(listing.abstract),
        ipc=subclasses(listing.ipc_codes),
        fields=frozenset(filter(None, [listing.technology_field_id])),
        industries=divisions(listing.industry_codes),
        modes=frozenset(listing.transfer_modes),
        low_fen=listing.asking_price_fen,
    )


def of_need(need: Need) -> Side:
    return Side(
        title=telling(f"{need.title} {' '.join(need.keywords)}"),
        body=telling(need.content),
        ipc=subclasses(need.ipc_codes),
        fields=frozenset(filter(None, [need.technology_field_id])),
        industries=divisions(need.industry_codes),
        modes=frozenset(need.cooperation_modes),
        low_fen=need.budget_low_fen,
        high_fen=need.budget_high_fen,
    )


@lru_cache(maxsize=20_000)
def telling(text: str) -> tuple[str, ...]:
    """Words that can tell one technology from another: bare numbers, single letters and general words cannot.

    Remembered, because a run meets the same papers again and again.
    """
    return tuple(word for word in words(text) if word not in GENERIC and not word.isdigit() and not is_letter(word))


def is_letter(word: str) -> bool:
    return len(word) == 1 and word.isascii()


def subclasses(codes: Iterable[str]) -> frozenset[str]:
    return frozenset(code[:4] for code in codes if len(code) >= 4)


def divisions(codes: Iterable[str]) -> frozenset[str]:
    """GB/T 4754 divisions, two digits, of codes with or without the letter of their section."""
    return frozenset(industry_digits(code)[:2] for code in codes) - {""}


def weight_in(index: Index) -> Weight:
    """Inverse document frequency in the index as it is now."""
    documents: int = index.searcher().num_docs

    def weight(word: str) -> float:
        hits = index.frequency(word)
        return log(1 + (documents - hits + 0.5) / (hits + 0.5))

    return weight
