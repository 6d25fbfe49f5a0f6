"""What people write about offers on needs."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import ExchangeCode
from marketplace.catalogue.models import Listing
from marketplace.commissioning.forms import MilestoneRows, long_text
from marketplace.commissioning.milestones import Milestone
from marketplace.commissioning.models import NeedOffer, WorkKind
from marketplace.commissioning.models.call import NOTE_MAX, TEXT_MAX
from marketplace.core.form_fields import YuanField
from marketplace.core.money import plain_yuan
from marketplace.trading.commands.offers import VALID_DAYS_MOST
from marketplace.trading.screening_forms import LinkForm


class ThreadForm(LinkForm):
    kind = forms.ChoiceField(label=_("合作类型"), choices=WorkKind.choices)
    via_exchange = forms.ChoiceField(
        label=_("经由交易机构"), choices=[("", _("本单位的归属机构")), *ExchangeCode.choices], required=False
    )
    field_order = ("kind", "foreign_link", "declaration", "via_exchange")


class ListingForm(forms.Form):
    listing = forms.ChoiceField(label=_("本单位挂牌的成果"))
    note = long_text(_("怎样满足需求"))

    def __init__(self, data: Any = None, *, listings: list[Listing]) -> None:
        super().__init__(data)
        self.fields["listing"].choices = [(one.number, f"{one.number} {one.title}") for one in listings]  # type: ignore[attr-defined]


class OfferForm(forms.Form):
    """An offer; a counter-offer begins from the offer that it answers."""

    price = YuanField(label=_("价款（元）"))
    content = long_text(_("合作内容和要求"), TEXT_MAX, 5)
    valid_days = forms.IntegerField(label=_("有效期（日）"), min_value=1, max_value=VALID_DAYS_MOST, initial=10)

    def __init__(self, data: Any = None, *, answers: NeedOffer | None = None) -> None:
        initial = {"price": plain_yuan(answers.price_fen), "content": answers.content} if answers else {}
        super().__init__(data, initial=initial)
        rows = [{**one.row(), "amount": plain_yuan(one.amount_fen)} for one in answers.stages] if answers else None
        self.rows = MilestoneRows(data, prefix="milestones", initial=rows)

    def is_valid(self) -> bool:
        return bool(self.rows.is_valid()) and super().is_valid()

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        rows = [row.cleaned_data for row in self.rows if row.cleaned_data.get("title")]
        stages = [Milestone(row["title"], row["deliverable"], row["amount"] or 0, row["days"] or 0) for row in rows]
        return {"price_fen": said.pop("price"), "milestones": stages, **said}


class LeavingForm(forms.Form):
    reason = forms.CharField(label=_("退出的理由"), max_length=NOTE_MAX)
