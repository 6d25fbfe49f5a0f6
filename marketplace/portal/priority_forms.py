"""The forms about holders of priority: recording one, noticing it, its waiver, who it is on the market."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from marketplace.trading.models import PriorityHolder
from marketplace.trading.models.priority import NAME_MAX, PROOF_MAX, RANK_MAX
from marketplace.trading.screening_forms import LinkForm


class HolderForm(forms.Form):
    kind = forms.ChoiceField(label=_("优先权依据"), choices=PriorityHolder.Kind.choices)
    name = forms.CharField(label=_("姓名或名称"), max_length=NAME_MAX)
    rank = forms.IntegerField(
        label=_("顺位"),
        min_value=1,
        max_value=RANK_MAX,
        initial=1,
        help_text=_("1 先于 2；同顺位的，先应价者优先（规则 R-BID-11）。"),
    )


class _OneHolderForm(forms.Form):
    """One of several on a page; `number` keeps their ids apart."""

    def __init__(self, *args: Any, number: str, **options: Any) -> None:
        super().__init__(*args, **(options | {"auto_id": f"id_{number}_{type(self).__name__}_%s"}))


class NoticeForm(_OneHolderForm):
    way = forms.ChoiceField(label=_("通知方式"), choices=PriorityHolder.Way.choices)
    proof = forms.CharField(
        label=_("证明"), max_length=PROOF_MAX, help_text=_("送达的：回执名称和编号；公告送达的：无法联系的情况。")
    )
    served_date = forms.DateField(
        label=_("送达日期"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=_("不填为今天；次日起算（规则 R-GEN-01）。公告送达自发布时起算。"),
    )
    negotiation = forms.ChoiceField(
        label=_("以哪次磋商的价格通知"), help_text=_("其中仍然有效或已经达成的价格（规则 R-CON-05）。")
    )

    def __init__(
        self, *args: Any, talks: Sequence[tuple[str, str]] = (), negotiated: bool = False, **options: Any
    ) -> None:
        """`talks` are the negotiations of a lot at an agreed price, by number."""
        super().__init__(*args, **options)
        if negotiated:
            self.fields["negotiation"].choices = list(talks)  # type: ignore[attr-defined]
        else:
            del self.fields["negotiation"]


class MatchForm(_OneHolderForm, LinkForm):
    """The holder takes the lot at the price that it was told."""


class WaiverForm(_OneHolderForm):
    proof = forms.CharField(
        label=_("放弃证明"),
        max_length=PROOF_MAX,
        required=False,
        help_text=_("书面放弃的名称和日期；本人办理的可不填。"),
    )


class IdentityForm(_OneHolderForm):
    organisation = forms.CharField(
        label=_("在本市场的编号"),
        max_length=20,
        help_text=_("已认证的单位或自然人，如 O-2027-000001；核对后不能再改。"),
    )


FORMS: dict[str, type[_OneHolderForm]] = {
    "notify": NoticeForm,
    "match": MatchForm,
    "waive": WaiverForm,
    "identify": IdentityForm,
}
