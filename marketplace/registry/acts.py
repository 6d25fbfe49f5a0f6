"""What somebody may do on the page of a registration: each act with its words, its form and its command."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from marketplace.registry import commands, forms, rules
from marketplace.registry.models import EDITABLE, Change, Filing

State = Filing.State
Form = type[django_forms.Form]


@dataclass(frozen=True, slots=True)
class Act:
    """`danger` acts stand apart; `primary` is what the reader came to do."""

    name: str
    label: str | Promise
    form: Form
    run: Callable[..., Any]
    done: str | Promise
    primary: bool = False
    danger: bool = False
    files: bool = False


class Nothing(django_forms.Form):
    """Nothing to write."""


def decide(*, filing: Filing, **given: Any) -> None:
    """Decide the change that waits."""
    change = filing.changes.filter(state=Change.State.PROPOSED).get()
    commands.decide_change(change=change, **given)


def hand_in(*, filing: Filing, file: Any, **given: Any) -> None:
    commands.hand_in_paper(filing=filing, upload=file, **given)


ACTS = {
    act.name: act
    for act in (
        Act("papers", _("上传材料"), forms.PaperForm, hand_in, _("已上传。"), files=True),
        Act("submit", _("提交登记"), Nothing, commands.submit_filing, _("已提交，等待登记机构受理。"), primary=True),
        Act("withdraw", _("撤回"), forms.ReasonForm, commands.withdraw_filing, _("已撤回。"), danger=True),
        Act(
            "accept", _("受理"), forms.AcceptanceForm, commands.accept_filing, _("已受理，期限开始计算。"), primary=True
        ),
        Act("return", _("退回补正"), forms.ReasonForm, commands.return_filing, _("已退回补正。")),
        Act("opinion", _("记录专家意见"), forms.OpinionForm, commands.record_opinion, _("已记录。")),
        Act("register", _("准予登记"), Nothing, commands.register_filing, _("已登记。"), primary=True),
        Act(
            "refuse", _("不予登记"), forms.ReasonForm, commands.refuse_filing, _("已作出不予登记的决定。"), danger=True
        ),
        Act("change", _("变更或注销登记"), forms.ChangeForm, commands.propose_change, _("已提出，等待审核。")),
        Act("decide", _("审核变更"), forms.ChangeDecisionForm, decide, _("已办结。"), primary=True),
    )
}


def acts_of(actor: Actor, filing: Filing) -> list[Act]:
    """What this reader may do now."""
    return [ACTS[name] for name in _names(actor, filing)]


def _names(actor: Actor, filing: Filing) -> Iterator[str]:
    if rules.may_keep(actor, filing):
        if filing.state in EDITABLE:
            yield from ("papers", "submit")
        if filing.can("withdraw"):
            yield "withdraw"
        if filing.state == State.REGISTERED and not _waiting(filing):
            yield "change"
    if rules.may_examine(actor, filing):
        if filing.can("accept"):
            yield "accept"
        if filing.can("send_back"):
            yield "return"
        if filing.state == State.ACCEPTED and filing.expert_review:
            yield "opinion"
    if rules.may_decide(actor, filing) and filing.state == State.ACCEPTED:
        yield from ("register", "refuse")
    change = _waiting(filing)
    if change is not None and rules.may_decide_change(actor, change):
        yield "decide"


def _waiting(filing: Filing) -> Change | None:
    return next((one for one in filing.changes.all() if one.state == Change.State.PROPOSED), None)
