"""How the board of matches is narrowed."""

from datetime import datetime

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from marketplace.agency.rules import could_be_custodian
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
