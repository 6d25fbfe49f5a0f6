"""Conditions that point at somebody or at a place. Pure: a first look at the words, an officer decides."""

import re

PLACES = "四川|重庆|成都|绵阳|德阳|省内|市内|区内"
# Registered, located or taxed in a place of our region, or simply "local".
LOCAL = re.compile(
    r"本地|本市|本省|本区|当地|属地|川内|渝内|蓉城?企业"
    rf"|(注册|登记|住所|所在|纳税|税收|办公)[^，。；,;]{{0,8}}({PLACES})"
    rf"|在({PLACES})[^，。；,;]{{0,6}}(注册|登记|纳税|办公|设立)"
    r"|(registered|located|based|domiciled)\s+in\s+(sichuan|chongqing|chengdu)",
    re.IGNORECASE,
)


def local_condition(text: str) -> str:
    """The words that tie a condition to a place (R-LST-05, S5c); empty if there are none.

    >>> local_condition("注册地在四川的企业加 5 分")
    '注册地在四川'
    """
    found = LOCAL.search(text)
    return found[0] if found else ""
