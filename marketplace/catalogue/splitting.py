"""Words that split a right into equal units for sale. Pure: this is no securities market (R-LST-10)."""

import re

# What is divided must be the right itself: a sample that is divided into three parts is chemistry.
WHAT = "权利|专利权?|成果|所有权|收益权|著作权|品种权|本项目"
SPLIT = re.compile(
    r"等额[^，。；,;]{0,6}(拆分|分割|份额|股份|发行|认购)"
    rf"|({WHAT})[^，。；,;]{{0,8}}(拆|分|划)(分|割)?(为|成|作)[^，。；,;]{{0,4}}?[\d〇一二三四五六七八九十百千万两]+[^，。；,;]{{0,2}}(份额?|股|单位|等份)"
    r"|每(份额?|股)(售价|定价|作价|价格|认购价)?[^，。；,;]{0,2}[\d,.]+\s*(万|亿)?元"
    r"|份额化|(认购|众筹|转售|发行)(份额|单位|等份)|集合竞价|连续竞价|做市商|做市交易"
    r"|(right|patent|result)s?\s[^,.;]{0,20}(split|divided)\s+into\s+[\w,]+\s+(equal\s+)?(shares|units)|sold\s+in\s+equal\s+(shares|units)",
    re.IGNORECASE,
)


def equal_units(text: str) -> str:
    """The words that offer a right in equal units, or its continuous trade; empty if there are none.

    Shares of co-owners are no units: a listing always offers the whole right.

    >>> equal_units("本专利拆分为 100 份，每份 1 万元")
    '专利拆分为 100 份'
    """
    found = SPLIT.search(text)
    return found[0] if found else ""
