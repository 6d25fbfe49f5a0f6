"""How often the classifier proposes the right technology field, and a fitting IPC class, for research abstracts it has not seen.

    script/bench classifying

It is fitted on the half `dev` of `research_results.jsonl` that ships; this asks for the half `test`, which does not. No text of ours carries
IPC symbols, so a proposal counts as fitting if its class is one that the abstract's discipline works in (EXPECTED, by hand).
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.report import finish, table
from marketplace.catalogue.classifying import Classifier
from marketplace.catalogue.shipped_files import FOLDER

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "research_results.jsonl"
EXPECTED = {
    name: tuple(symbols.split())
    for name, symbols in {
        "纺织科学与工程": "D01 D02 D03 D04 D05 D06 A41",
        "食品科学与工程": "A21 A22 A23 C12 C13 A47J",
        "园艺学": "A01 A23 C12N",
        "水产": "A01K A23K",
        "农业工程": "A01 A23",
        "作物学": "A01 C12",
        "林学/林业工程": "A01 B27 C08",
        "畜牧学/兽医学": "A01 A61 A23",
        "石油与天然气工程": "E21 C10 F17",
        "矿业工程": "E21 B02 B03 B07 F42 E02",
        "冶金工程": "C21 C22 C25 B22 F27 C23 B21",
        "材料科学与工程": "C01 C03 C04 C08 C22 C23 B22 B29 B32 B82 H01 C09 C30 C21 H10 C25 B28",
        "化学/化学工程与技术": "B01 C01 C07 C08 C09 C10 G01 C25 C12 C02",
        "电气工程": "H01 H02 H03 H05 G01 G05",
        "信息与通信工程": "H04 H03 G01 G08 G06 H01",
        "计算机科学与技术": "G06 H04 G16",
        "电子科学与技术": "H01 H03 H10 H04 G06 G11 H05",
        "光学工程": "G02 G03 H01 G01 G06",
        "交通运输工程": "B60 B61 B62 E01 G08 G06",
        "船舶与海洋工程": "B63 F03 E02",
        "航空宇航科学与技术": "B64 F02 G05",
        "兵器科学与技术": "F41 F42 C06 B64",
        "核科学与技术": "G21 H05 G01",
        "土木工程": "E01 E02 E04 E21 G01",
        "水利工程": "E02 E03 F03 G01 C02",
        "建筑学": "E04 F24",
        "环境科学与工程": "C02 B01 B09 C12",
        "测绘科学与技术": "G01 G06 G09",
        "中医学/中药学": "A61",
        "药学": "A61 C07 G01",
        "基础医学/临床医学": "A61 G01 C12 C07 G16",
        "口腔医学": "A61",
        "动力工程及工程热物理": "F01 F02 F03 F04 F22 F23 F24 F25 F28 F15",
        "机械工程": "F16 B23 B21 B25 F15 G01 B24 B65 B66 G05 F04",
        "控制科学与工程": "G05 G06",
    }.items()
}
GOALS = {"field_top1": 0.65, "ipc_top5": 0.70}


def main() -> int:
    if not DATA.exists():
        raise SystemExit(f"{DATA} is not there")
    began = time.perf_counter()
    fitted = Classifier()
    fit_seconds = time.perf_counter() - began
    rows = [row for row in map(json.loads, DATA.read_text().splitlines()) if row["split"] == "test"]
    lines = (FOLDER / "discipline_fields.csv").read_text().splitlines()[1:]
    field_of: dict[str, str] = dict(line.split(",") for line in lines)
    asked = [row for row in rows if row["discipline"] in field_of]
    began = time.perf_counter()
    answers = [fitted.propose(row["title"], row["abstract"]) for row in asked]
    each_ms = (time.perf_counter() - began) * 1_000 / len(asked)
    figures: dict[str, Any] = {"texts": len(asked), "fit_seconds": round(fit_seconds, 2), "each_ms": round(each_ms, 2)}
    pairs = list(zip(asked, answers, strict=True))
    for count in (1, 3):
        right = sum(field_of[row["discipline"]] in said.fields[:count] for row, said in pairs)
        figures[f"field_top{count}"] = round(right / len(pairs), 3)
    known = [(EXPECTED[row["discipline"]], said) for row, said in pairs if row["discipline"] in EXPECTED]
    for count in (1, 3, 5):
        right = sum(any(code.startswith(wanted) for code in said.ipc[:count]) for wanted, said in known)
        figures[f"ipc_top{count}"] = round(right / len(known), 3)
    chance = [sum(code.startswith(wanted) for code in fitted.ipc) / len(fitted.ipc) for wanted, _said in known]
    figures["ipc_top1_by_chance"] = round(sum(chance) / len(chance), 3)
    print(table(["figure", "value"], list(figures.items())))
    holds = all(figures[name] >= least for name, least in GOALS.items())
    return finish("classifying", figures=figures, ratios={}, goals=GOALS, holds=holds)


if __name__ == "__main__":
    sys.exit(main())
