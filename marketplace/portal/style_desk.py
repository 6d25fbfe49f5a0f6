"""What the style page shows of the desk: an invented case of the second exchange."""

from types import SimpleNamespace as Sample

from django.utils.translation import gettext as _

from marketplace.core.clock import shanghai

NOW_AT = 4
SKIPPED = 2


def desk_samples() -> dict[str, object]:
    return {
        "dues": dues(),
        "stages": stages(),
        "stages_words": _("第 {place} 步，共 {most} 步：{name}").format(
            place=NOW_AT + 1, most=len(names()), name=names()[NOW_AT]
        ),
        "history": history(),
        "faults": [("desk", _("权利证书"), _("扫描件缺第 2 页，请补齐后重新上传。"))],
        "loads": loads(),
        "keys": queue_keys(),
        "checks": checks(),
    }


def dues() -> list[Sample]:
    at = shanghai("2027-04-09T00:00:00")
    return [
        Sample(words=_("超期 {days} 个工作日").format(days=2), tone="over", at=at),
        Sample(words=_("今日到期"), tone="soon", at=at),
        Sample(words=_("还剩 {days} 个工作日").format(days=5), tone="ample", at=at),
        Sample(words=_("不计时限"), tone="none", at=None),
    ]


def names() -> list[str]:
    return [
        _("委托申请"),
        _("形式审查"),
        _("补正通知"),
        _("受理通知书"),
        _("审核"),
        _("挂牌公告"),
        _("意向受让登记"),
        _("资格确认"),
        _("保证金到账"),
        _("交易"),
        _("成交确认书"),
        _("合同"),
        _("结算"),
        _("交易凭证"),
        _("归档"),
    ]


def stages() -> list[Sample]:
    return [
        Sample(name=name, state=state_at(place), note="2027-03-08" if state_at(place) == "done" else "")
        for place, name in enumerate(names())
    ]


def state_at(place: int) -> str:
    if place == SKIPPED:
        return "skipped"
    return "done" if place < NOW_AT else "now" if place == NOW_AT else "todo"


def history() -> list[Sample]:
    blank = {"note": "", "href": "", "tone": "", "points": [], "tag_tone": ""}
    return [
        Sample(**blank | {
            "at": shanghai("2027-03-08T15:20:00"), "title": _("受理，取得项目编号 CQ2027-000012"), "who": _("示范业务员"),
            "tag": _("办理"), "tag_tone": "done", "tone": "key",
        }),
        Sample(**blank | {
            "at": shanghai("2027-03-03T09:40:00"), "title": _("通知补正，一次列明全部缺件"), "who": _("示范业务员"), "tag": _("通知补正"),
            "tag_tone": "waiting", "points": [_("权利证书：扫描件缺第 2 页"), _("决策文件：未盖公章")],
        }),
        Sample(**blank | {
            "at": shanghai("2027-03-01T10:00:00"), "title": _("提交委托申请"), "who": _("示范锦城大学"), "tag": _("办理"),
        }),
    ]  # fmt: skip


def loads() -> list[Sample]:
    rows = [
        (_("示范业务员甲"), 42, 6, 9, True),
        (_("示范业务员乙"), 31, 0, 14, False),
        (_("示范复核员"), 12, 1, 21, False),
    ]
    return [
        Sample(
            name=name,
            open=waits,
            overdue=late,
            done=done,
            own=own,
            href="",
            open_width=waits * 100 // 42,
            overdue_width=late * 100 // 42,
        )
        for name, waits, late, done, own in rows
    ]


def queue_keys() -> list[Sample]:
    """The keys of `js/queue.js`."""
    return [
        Sample(key="j", label=_("下一行")),
        Sample(key="k", label=_("上一行")),
        Sample(key="Enter", label=_("打开案件")),
        Sample(key="x", label=_("选中或取消该行")),
        Sample(key="a", label=_("全选或取消全选")),
        Sample(key="t", label=_("认领所选或该行")),
        Sample(key="/", label=_("到搜索框（Esc 离开）")),
        Sample(key="?", label=_("显示本说明")),
    ]


def checks() -> list[Sample]:
    paper = Sample(name=_("专利证书.pdf"), href="#desk", note=_("2.1 MB，已查验"))
    return [
        Sample(label=_("权利证书"), verdict="passed", words=_("符合"), note="", papers=[paper]),
        Sample(label=_("决策或批准文件"), verdict="missing", words=_("缺失或不符"), note=_("未盖公章。"), papers=[]),
        Sample(label=_("评估备案"), verdict="waived", words=_("不适用"), note="", papers=[]),
        Sample(label=_("保密审查意见"), verdict="", words=_("待查验"), note="", papers=[]),
    ]
