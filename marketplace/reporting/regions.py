"""Where the parties of a deal are: the groups of the flow matrix 成都↔重庆↔others. Pure."""

from django.utils.translation import gettext_lazy as _

CHENGDU, SICHUAN, CHONGQING, ELSEWHERE, UNKNOWN = "CD", "SC", "CQ", "OT", ""
NAMES = {
    CHENGDU: _("成都"),
    CHONGQING: _("重庆"),
    SICHUAN: _("四川其他地区"),
    ELSEWHERE: _("其他地区"),
    UNKNOWN: _("未填写"),
}
CHONGQING_SIDE = frozenset({CHONGQING})
SICHUAN_SIDE = frozenset({CHENGDU, SICHUAN})


def region_of(code: str) -> str:
    """The group of a code of GB/T 2260.

    >>> region_of("510107"), region_of("510700"), region_of("500112"), region_of("310000"), region_of("")
    ('CD', 'SC', 'CQ', 'OT', '')
    """
    if not code:
        return UNKNOWN
    if code.startswith("5101"):
        return CHENGDU
    return {"51": SICHUAN, "50": CHONGQING}.get(code[:2], ELSEWHERE)


def region_sql(column: str) -> str:
    """The same in SQL; `column` is a name of ours, never a value."""
    return (
        f"CASE WHEN coalesce({column}, '') = '' THEN '' WHEN {column} LIKE '5101%%' THEN 'CD' "
        f"WHEN {column} LIKE '51%%' THEN 'SC' WHEN {column} LIKE '50%%' THEN 'CQ' ELSE 'OT' END"
    )
