"""Words of a text, as the index stores them and as a query asks for them. Pure."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import takewhile

import rjieba

HAN = re.compile(r"[㐀-鿿]+")
TOKEN = re.compile(r"[㐀-鿿]+|[a-z0-9]+(?:[-+./][a-z0-9]+)*")
PARTS = re.compile(r"[a-z]+|[0-9]+")
MAX_CHARACTERS = 20_000
FIRST_HAN = "㐀"  # every Latin token is below it
BREAK = "\n"

# Words that say nothing of a technology: particles, and what every listing and every need contains.
STOPWORDS = frozenset(
    "的 了 和 与 及 或 在 是 对 为 以 并 等 中 将 其 该 有 被 由 从 到 向 于 之 而 且 但 也 都 个 种 所 上 下 可 能 "
    "一种 一个 进行 通过 采用 利用 基于 实现 具有 提供 包括 以及 本 我们 我 公司 企业 目前 现有 需要 希望 需求 要求 "
    "the a an of and or in on for to with by from is are be as at this that".split()
)


def normalise(text: str) -> str:
    """Full width to half width, compatible forms to one, lower case; cut to what is worth indexing."""
    cut = text[:MAX_CHARACTERS]
    return (cut if unicodedata.is_normalized("NFKC", cut) else unicodedata.normalize("NFKC", cut)).lower()


def words(text: str) -> list[str]:
    """Every word and sub-word, in order, repeated as often as it occurs: what the index stores."""
    return words_of([text])[0]


def words_of(texts: Sequence[str]) -> list[list[str]]:
    """The words of several texts. They are cut in one call, because a call costs more than the words of a title."""
    tokens = [TOKEN.findall(normalise(text)) for text in texts]
    runs = BREAK.join(token for found in tokens for token in found if token >= FIRST_HAN)
    cut = iter(rjieba.cut_for_search(runs, True)) if runs else iter(())
    return [_words(found, cut) for found in tokens]


def _words(tokens: Sequence[str], cut: Iterator[str]) -> list[str]:
    """The words of one text; those of its Chinese runs are taken from `cut`, where a break ends each run."""
    found: list[str] = []
    for token in tokens:
        pieces = takewhile(BREAK.__ne__, cut) if token >= FIRST_HAN else _split(token)
        found += [word for word in pieces if word not in STOPWORDS]
    return found


def _split(token: str) -> Iterator[str]:
    """A Latin token and its parts."""
    yield token
    parts = PARTS.findall(token)
    if len(parts) > 1:
        yield from (part for part in parts if len(part) > 1)


def query_words(text: str) -> list[str]:
    """The words of a query, each once, in order; the longest cut, so that a long word is not also asked for in pieces."""
    found: dict[str, None] = {}
    for token in TOKEN.findall(normalise(text)):
        for word in rjieba.cut(token, True) if HAN.match(token) else [token]:
            if word not in STOPWORDS:
                found[word] = None
    return list(found)


def grams(text: str) -> list[str]:
    """Pairs of neighbouring Chinese characters: they find what the dictionary cut elsewhere in text and query."""
    runs = HAN.findall(normalise(text))
    return [run[i : i + 2] for run in runs for i in range(max(1, len(run) - 1))]
