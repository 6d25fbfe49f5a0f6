"""What people write in a contact: messages, the next step, outcomes, the end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.files.fields import PapersField
from marketplace.matching.models import Ending, Side
from marketplace.matching.models.contact import FILES_MOST, STEP_MAX, TEXT_MAX
from marketplace.matching.models.feedback import NOTE_MAX, REPORTED


def day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


def note() -> forms.CharField:
    return forms.CharField(
        label=_("补充说明"),
        max_length=NOTE_MAX,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("对方可以看到。"),
    )


class ContactForm(forms.Form):
    """One of several on a page: the ids of its fields begin with its own name."""

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id=f"{type(self).__name__.lower()}-%s")


class MessageForm(ContactForm):
    text = forms.CharField(label=_("消息"), max_length=TEXT_MAX, widget=forms.Textarea({"rows": 3}))
    papers = PapersField(label=_("附件"), most=FILES_MOST, required=False)


class StepForm(ContactForm):
    """Who does it is said from where one stands: we or they."""

    step = forms.CharField(label=_("做什么"), max_length=STEP_MAX)
    by = forms.ChoiceField(label=_("由谁办理"))
    due_date = day(_("完成日期"))

    def __init__(self, data: Any = None, *, side: str) -> None:
        super().__init__(data)
        self.fields["by"].choices = [(side, _("我方")), (Side(side).other, _("对方"))]  # type: ignore[attr-defined]


class OutcomeForm(ContactForm):
    kind = forms.ChoiceField(label=_("进展"), choices=[(kind.value, kind.label) for kind in REPORTED])
    happened_date = day(_("发生日期"))
    note = note()


class EndForm(ContactForm):
    reason = forms.ChoiceField(label=_("结束原因"), choices=Ending.choices)
    note = note()
