"""What may be done on the page of a case: the name of each act, and the one call of a command behind it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.core.clock import market_clock
from marketplace.core.errors import Invalid, MarketError
from marketplace.desk import commands, queries
from marketplace.desk.models import Case, Correction
from marketplace.portal.correction_forms import FORMS

Sent = Mapping[str, Any]
Act = Callable[[Case, Actor, Sent, Any], str]
EMPTY_ROWS = 20  # as many free rows of missing pieces are read


def named(sent: Sent, field: str) -> str:
    """A public number as it was sent; no text of the database holds a NUL."""
    return str(sent.get(field, "")).replace("\x00", "")


def take(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    commands.take(case=case, actor=actor, clock=market_clock)
    return _("已由您承办。")


def assign(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    colleague = queries.colleague(named(sent, "to"))
    note = sent.get("note", "")
    commands.assign(case=case, to=colleague, note=note, actor=actor, clock=market_clock)
    return _("已移交给 {name}。").format(name=colleague)


def checks(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    """Keep the ticks that changed, each for itself, then go on if that was asked; what is refused leaves the others kept."""
    refused: dict[str, list[Any]] = {}
    for item in queries.checklist(case, case.stage, market_clock.read()):
        code = item.line.code
        verdict, note = sent.get(f"verdict-{code}", ""), sent.get(f"note-{code}", "").strip()
        before = (item.tick.verdict, item.tick.note) if item.tick else ("", "")
        if item.is_automatic or not verdict or (verdict, note) == before:
            continue
        try:
            commands.tick_check(case=case, code=code, verdict=verdict, note=note, actor=actor, clock=market_clock)
        except Invalid as error:
            refused[f"verdict-{code}"] = [f"{item.line.label}：{error}"]
    if refused:
        raise Invalid(_("有 {count} 项没有保存，其余已保存。").format(count=len(refused)), fields=refused)
    further = {"accept": accept, "examine": examine}.get(sent.get("then", ""))
    return further(case, actor, sent, upload) if further else _("核对结果已保存。")


def accept(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    commands.accept(case=case, note=sent.get("opinion", ""), actor=actor, clock=market_clock)
    return _("已受理，项目编号 {number}。").format(number=case.project_number)


def examine(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    commands.examine(case=case, note=sent.get("opinion", ""), actor=actor, clock=market_clock)
    return _("审核通过，可以发布挂牌公告。")


def pieces_of(sent: Sent, case: Case) -> list[dict[str, str]]:
    """Every missing piece that was written, of the lines of the checklist and of the free rows."""
    codes = [item.line.code for item in queries.checklist(case, case.Stage.REVIEW, market_clock.read())]
    codes += [item.line.code for item in queries.checklist(case, case.Stage.EXAMINATION, market_clock.read())]
    told = [{"code": code, "text": sent.get(f"piece-{code}", "")} for code in dict.fromkeys(codes)]
    told += [{"code": "", "text": sent.get(f"piece-other-{place}", "")} for place in range(EMPTY_ROWS)]
    return [piece for piece in told if piece["text"].strip()]


def request_pieces(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    told = {"pieces": pieces_of(sent, case), "note": sent.get("opinion", "")}
    commands.request_pieces(case=case, **told, actor=actor, clock=market_clock)
    return _("补正通知已送达委托方，全部缺项一次列明。")


def send_back(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    told = {"pieces": pieces_of(sent, case), "note": sent.get("opinion", "")}
    commands.send_back(case=case, **told, actor=actor, clock=market_clock)
    return _("已退回委托方，理由已送达。")


def refer_back(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    told = {"pieces": pieces_of(sent, case), "note": sent.get("opinion", "")}
    commands.refer_back(case=case, to=sent.get("to", ""), **told, actor=actor, clock=market_clock)
    return _("已退回，理由已记入案卷。")


def publish(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    commands.publish(case=case, actor=actor, clock=market_clock)
    return _("已挂牌，公告已发布，公告期自今日起算。")


def archive(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    commands.archive(case=case, note=sent.get("opinion", ""), actor=actor, clock=market_clock)
    return _("已归档。")


def paper(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    if upload is None:
        raise Invalid(fields={"file": [_("请选择文件。")]})
    purpose = sent.get("purpose", "")
    file = commands.hand_in_paper(case=case, upload=upload, purpose=purpose, actor=actor, clock=market_clock)
    return _("已收到“{name}”。").format(name=file.name)


def hand_in(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    """The first time, anew, or with what was missing: the command knows which."""
    commands.apply(listing=case.listing, note=sent.get("opinion", ""), actor=actor, clock=market_clock)
    return _("已提交，等待交易机构形式审查。")


def withdraw(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    commands.withdraw(case=case, reasons=sent.get("reasons", ""), actor=actor, clock=market_clock)
    return _("已撤回委托，案件终结。")


def propose(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    kind = sent.get("kind", "")
    form = FORMS[kind](sent, case=case) if kind in FORMS else None
    if form is None:
        raise Invalid(fields={"kind": [_("请选择要办理的更正。")]})
    if not form.is_valid():
        raise Invalid(_("没有提出：请改正“{form}”中标明的各项。").format(form=form.heading))
    said = {"kind": kind, "reason": form.cleaned_data["reason"], "payload": form.payload()}
    commands.propose_correction(case=case, **said, actor=actor, clock=market_clock)
    return _("已提出，待另一名同事复核后生效。")


def approve(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    correction = correction_of(case, actor, sent)
    commands.approve_correction(correction=correction, note=sent.get("opinion", ""), actor=actor, clock=market_clock)
    return _("{kind}已生效。").format(kind=correction.get_kind_display())


def reject(case: Case, actor: Actor, sent: Sent, upload: Any) -> str:
    correction = correction_of(case, actor, sent)
    commands.reject_correction(correction=correction, note=sent.get("opinion", ""), actor=actor, clock=market_clock)
    return _("已驳回，理由已记入案卷。")


def correction_of(case: Case, actor: Actor, sent: Sent) -> Correction:
    """The correction that is meant. Raises Http404 for one of another case."""
    found = queries.correction(actor, named(sent, "correction"))
    if found.case_id != case.pk:
        raise Http404
    return found


ACTS: Mapping[str, Act] = {
    "take": take,
    "assign": assign,
    "checks": checks,
    "pieces": request_pieces,
    "return": send_back,
    "refer": refer_back,
    "publish": publish,
    "archive": archive,
    "paper": paper,
    "apply": hand_in,
    "withdraw": withdraw,
    "propose": propose,
    "approve": approve,
    "reject": reject,
}


def told(error: MarketError) -> list[str]:
    """Everything that is wrong, the head first; a rule is named where there is one."""
    lines = [str(text) for texts in error.fields.values() for text in texts] if isinstance(error, Invalid) else []
    return list(dict.fromkeys([str(error), *lines]))
