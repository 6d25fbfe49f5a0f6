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


# Who owns the firm, or in what form it is: private and foreign firms are treated as state firms are.
OWNED = re.compile(
    r"所有制|国有(独资|控股|企业|单位|资本)|(民营|私营|民企|外资|外商投资|合资)企业|仅限?(国企|央企|民企)|央企|国企"
    r"|state[- ]owned|privately[- ]owned|foreign[- ]owned",
    re.IGNORECASE,
)


def ownership_condition(text: str) -> str:
    """The words that tie a condition to who owns the firm (R-BID-16, 公平竞争审查条例 9); empty if there are none.

    >>> ownership_condition("仅限国有企业申报")
    '国有企业'
    """
    found = OWNED.search(text)
    return found[0] if found else ""
