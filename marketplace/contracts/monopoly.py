"""Words in clauses that people should look at, by the six kinds of R-CON-11. A hint for people, never a verdict. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

AROUND = 24  # characters shown on either side
MOST = 40  # hints of one text

# What is looked for, by kind. Within one sentence; a sentence that allows what the words name is looked at all the same.
PHRASES: dict[str, tuple[str, ...]] = {
    "grant_back": (
        r"(改进|后续)[^。；\n]{0,20}(无偿|免费|不得|归甲方|归转让方|归许可方)",
        r"(无偿|免费)[^。；\n]{0,12}(回授|反馈|提供)[^。；\n]{0,12}(改进|成果)?",
        r"(不得|禁止|限制)[^。；\n]{0,10}(改进|二次开发|再开发)",
    ),
    "rivals": (
        r"(不得|禁止|不应)[^。；\n]{0,16}(其他|他人|第三方)[^。；\n]{0,16}(类似|竞争|同类|替代)[^。；\n]{0,6}技术",
        r"(竞争|同类|类似)[^。；\n]{0,6}技术[^。；\n]{0,12}(不得|禁止)",
    ),
    "exploitation": (
        r"(不得|禁止|限制|不高于|不超过|不低于)[^。；\n]{0,14}(产量|数量|品种|售价|价格|销售渠道|出口|销售区域|销售市场)",
        r"(产量|销售价格|售价|出口)[^。；\n]{0,10}(须经|由)[^。；\n]{0,10}(同意|批准|确定|决定)",
    ),
    "tying": (
        r"(必须|应当|须|只能)[^。；\n]{0,12}(购买|采购|接受|雇用|聘用)[^。；\n]{0,20}(设备|原料|原材料|服务|人员|产品|技术)",
    ),
    "supply": (
        r"(只能|仅可|必须|须)[^。；\n]{0,10}(从|向|自|由)[^。；\n]{0,16}(采购|购买|供应|供货|提供)",
        r"(独家|唯一|指定)[^。；\n]{0,8}(供应商|供货|来源|渠道)",
    ),
    "challenge": (
        r"(不得|禁止|放弃)[^。；\n]{0,16}(异议|无效宣告|宣告无效|质疑|挑战)",
        r"(有效性)[^。；\n]{0,12}(不得|禁止|放弃)",
    ),
}
PATTERNS = {point: [re.compile(phrase) for phrase in phrases] for point, phrases in PHRASES.items()}


@dataclass(frozen=True, slots=True, order=True)
class Hint:
    """Words of a clause that may mean a kind of R-CON-11; `excerpt` shows them with what stands around."""

    clause: str
    point: str
    excerpt: str


def hints(clauses: Mapping[str, str]) -> list[Hint]:
    """One hint for each clause and kind, in the order of the clauses; the first words that were found."""
    found = []
    for clause, said in clauses.items():
        for point, patterns in PATTERNS.items():
            match = next((hit for pattern in patterns if (hit := pattern.search(said))), None)
            if match:
                found.append(Hint(clause, point, _around(said, match.start(), match.end())))
    return found[:MOST]


def _around(said: str, start: int, end: int) -> str:
    before, after = max(0, start - AROUND), min(len(said), end + AROUND)
    shown = " ".join(said[before:after].split())
    return f"{'…' if before else ''}{shown}{'…' if after < len(said) else ''}"
