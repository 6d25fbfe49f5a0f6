"""How the board of matches is narrowed, and what managers write about silent contacts."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from marketplace.agency.rules import could_be_custodian
from marketplace.matching.models import Silence
from marketplace.matching.models.silence import NOTE_MAX
from marketplace.matching.queries import entrusted

WORDS_MAX = 60


class BoardFilter(forms.Form):
    """Sent by GET: which side we are on, words of either title, how well it fits, only what is new."""

    q = forms.CharField(label=_("成果或需求名称"), max_length=WORDS_MAX, required=False)
    side = forms.ChoiceField(
        label=_("我方是"),
        required=False,
        choices=[("", _("不限")), ("supplier", _("供方")), ("seeker", _("需方")), ("custodian", _("受托机构"))],
    )
    least = forms.ChoiceField(
        label=_("匹配度"),
        required=False,
        choices=[("", _("不限")), ("80", _("80 分以上")), ("60", _("60 分以上")), ("40", _("40 分以上"))],
    )
    new = forms.BooleanField(label=_("只看近 7 天"), required=False)

    @property
    def given(self) -> dict[str, object]:
        """What is asked for; a field that is wrong asks for nothing, and says so at itself."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def narrows(self) -> bool:
        return bool(self.given)

    def condition(self, actor: Actor, new_from: datetime) -> Q:
        """On `matches_of`."""
        given, found = self.given, Q()
        if words := given.get("q"):
            found &= Q(listing__title__icontains=words) | Q(need__title__icontains=words)
        if least := given.get("least"):
            found &= Q(score__gte=int(str(least)))
        if given.get("new"):
            found &= Q(proposed_at__gte=new_from)
        if side := given.get("side"):
            found &= self.of_side(str(side), actor)
        return found

    @staticmethod
    def of_side(side: str, actor: Actor) -> Q:
        if side == "seeker":
            return Q(need__organisation=actor.organisation)
        if side == "supplier":
            return Q(listing__lister=actor.organisation)
        return entrusted(actor) if could_be_custodian(actor) else Q(pk__in=[])


class SilenceForm(forms.Form):
    """One of several on a page: the ids of its fields begin with the number of its silence."""

    def __init__(self, silence: Silence, data: Any = None) -> None:
        super().__init__(data, auto_id=f"{silence.number}-{type(self).__name__.lower()}-%s")


class NudgeForm(SilenceForm):
    words_to_both = forms.CharField(
        label=_("对双方说的话"), max_length=NOTE_MAX, widget=forms.Textarea({"rows": 2}), help_text=_("双方都会收到。")
    )
    note = forms.CharField(label=_("跟进记录"), max_length=NOTE_MAX, required=False, help_text=_("只有同事可以看到。"))


class ClosingForm(SilenceForm):
    note = forms.CharField(label=_("跟进结果"), max_length=NOTE_MAX, help_text=_("只有同事可以看到。"))
