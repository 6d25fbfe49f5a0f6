"""What is wrong with a draft, field by field, and its values in their one form."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from accounts.models import OwnerCategory
from marketplace.catalogue.building import comparison_of, ownership_of, right_of
from marketplace.catalogue.drafts import ListingDraft, NeedDraft, OwnerDraft, RightDraft
from marketplace.catalogue.fairness import local_condition
from marketplace.catalogue.identifiers import normalise_ipc, parse_patent_number
from marketplace.catalogue.models import Industry, Inventor, Listing, Need, Ownership, RightKind, TechnologyField
from marketplace.catalogue.splitting import equal_units
from marketplace.core.errors import Invalid, Text

PARTS = frozenset({"rights", "owners", "inventors", "comparisons"})
PARTS_MAX = 100  # of each kind
REASONS_MOST = 2_000  # characters
Faults = dict[str, list[Text]]


def values_of(draft: ListingDraft | NeedDraft) -> dict[str, Any]:
    """The plain fields of a draft by the names of the model: stripped, without repetitions, IPC codes in their one form."""
    values = {field.name: _clean(getattr(draft, field.name)) for field in fields(draft) if field.name not in PARTS}
    values["technology_field_id"] = values.pop("technology_field") or None
    values["ipc_codes"] = _each(_ipc, values["ipc_codes"])
    return values


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return _each(str.strip, value)
    return list(value) if isinstance(value, tuple) else value


def _each(change: Callable[[str], str], items: Iterable[str]) -> list[str]:
    """Every item changed, empty ones and repetitions left out, order kept."""
    return list(dict.fromkeys(filter(None, map(change, items))))


def _ipc(code: str) -> str:
    try:
        return normalise_ipc(code)
    except ValidationError:
        return code  # the field's validator will say it


def faults_of(row: models.Model, *, prefix: str = "", exclude: Iterable[str] = ()) -> Faults:
    """What the fields of a row refuse, by name."""
    try:
        row.clean_fields(exclude=set(exclude))
    except ValidationError as error:
        return {f"{prefix}{name}": list(map(str, messages)) for name, messages in error.message_dict.items()}
    return {}


def unknown_codes(values: Mapping[str, Any]) -> Faults:
    """Technology field and industries that the reference tables do not hold."""
    faults: Faults = {}
    field = values["technology_field_id"]
    if field and not TechnologyField.objects.filter(pk=field).exists():
        faults["technology_field"] = [_("没有技术领域代码“{code}”（规则 R-REG-06）。").format(code=field[:40])]
    industries = values["industry_codes"]
    if industries:
        known = set(Industry.objects.filter(code__in=industries).values_list("code", flat=True))
        wrong = "、".join(code[:10] for code in industries if code not in known)
        if wrong:
            faults["industry_codes"] = [_("GB/T 4754—2017 中没有行业代码：{codes}。").format(codes=wrong)]
    return faults


def fill_listing(listing: Listing, draft: ListingDraft) -> None:
    """Write a draft's fields on `listing`, unsaved. Raises Invalid field by field."""
    values = values_of(draft)
    for name, value in values.items():
        setattr(listing, name, value)
    faults = faults_of(listing, exclude=["technology_field"]) | unknown_codes(values)
    faults |= (
        unfair_words(listing)
        | split_in_units(listing)
        | level_of_no_state_firm(listing)
        | _wrong_evidence(draft.evidence)
        | _faults_of_parts(draft)
    )
    if faults:
        raise Invalid(fields=faults)


def fill_need(need: Need, draft: NeedDraft) -> None:
    """Write a draft's fields on `need`, unsaved. Raises Invalid field by field."""
    values = values_of(draft)
    for name, value in values.items():
        setattr(need, name, value)
    faults = faults_of(need, exclude=["technology_field"]) | unknown_codes(values)
    low, high = need.budget_low_fen, need.budget_high_fen
    if low is not None and high is not None and low > high:
        faults["budget_high_fen"] = [_("预算上限不得低于下限。")]
    if faults:
        raise Invalid(fields=faults)


def unfair_words(listing: Listing) -> Faults:
    """Conditions of the buyer that point at a place (R-LST-05)."""
    words = local_condition(listing.buyer_conditions)
    if not words:
        return {}
    message = _(
        "资格条件“{words}”以地域限制受让方，违反公平竞争审查规定（规则 R-LST-05）。请删去，或改为与项目能力直接相关的条件。"
    )
    return {"buyer_conditions": [message.format(words=words)]}


WORDED = ("title", "abstract", "payment_terms", "buyer_conditions", "decision_basis", "encumbrances", "defects")


def split_in_units(listing: Listing) -> Faults:
    """Texts that offer the right in equal units (R-LST-10)."""
    message = _("“{words}”把权利拆分为等额单位或作连续交易，本市场不予办理（规则 R-LST-10）。请就整项权利挂牌。")
    found = {name: equal_units(getattr(listing, name)) for name in WORDED}
    return {name: [message.format(words=words)] for name, words in found.items() if words}


def level_of_no_state_firm(listing: Listing) -> Faults:
    """A level that nobody asks for: only a state firm has one (R-LST-11)."""
    if not listing.state_level or listing.owner_category == OwnerCategory.STATE_FIRM:
        return {}
    return {"state_level": [_("只有国有企业资产填写国资层级（规则 R-LST-11）。请留空，或把所有制类别改为国有企业。")]}


def _wrong_evidence(evidence: Sequence[Mapping[str, Any]]) -> Faults:
    for item in evidence:
        if set(item) != {"kind", "date"} or not all(
            isinstance(text, str) and 0 < len(text) <= 200 for text in item.values()
        ):
            return {"evidence": [_("每项证据须写明名称和日期，各不超过 200 字（规则 R-VAL-02）。")]}
        if not _is_day(item["date"]):
            message = _("证据日期“{date}”无效：写成 2025-09-18（规则 R-VAL-02）。")
            return {"evidence": [message.format(date=item["date"][:20])]}
    return {}


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _faults_of_parts(draft: ListingDraft) -> Faults:
    faults: Faults = {}
    for name in PARTS:
        if len(getattr(draft, name)) > PARTS_MAX:
            faults[name] = [_("最多 {limit} 项。").format(limit=PARTS_MAX)]
    for place, right in enumerate(draft.rights):
        faults |= _faults_of_right(right, f"rights.{place}.")
    for place, owner in enumerate(draft.owners):
        faults |= _faults_of_owner(owner, f"owners.{place}.")
    for place, name in enumerate(draft.inventors):
        faults |= faults_of(
            Inventor(name=name.strip(), position=place), prefix=f"inventors.{place}.", exclude=["listing"]
        )
    for place, comparison in enumerate(draft.comparisons):
        row = comparison_of(comparison)
        faults |= faults_of(row, prefix=f"comparisons.{place}.", exclude=["listing", "position"])
    return faults


def _faults_of_right(right: RightDraft, prefix: str) -> Faults:
    faults = faults_of(right_of(right), prefix=prefix, exclude=["listing", "position"])
    if right.kind == RightKind.PATENT and right.number.strip():
        try:
            parse_patent_number(right.number)
        except ValidationError as error:
            faults[f"{prefix}number"] = list(error.messages)
    if right.kind == RightKind.TRADE_SECRET and right.number.strip():
        faults[f"{prefix}number"] = [_("技术秘密没有登记号，请留空；其内容不得写入公开文本（规则 R-LST-07）。")]
    return faults


def _faults_of_owner(owner: OwnerDraft, prefix: str) -> Faults:
    if bool(owner.organisation.strip()) == bool(owner.name.strip()):
        return {f"{prefix}name": [_("请填写权利人名称，或选择一家已登记的单位，二者取一。")]}
    share = owner.share
    if share is not None and not 0 < share <= 1:
        return {f"{prefix}share": [_("份额须大于 0 且不超过 1，例如 3/5（规则 R-LST-04）。")]}
    return faults_of(
        ownership_of(replace(owner, organisation=""), None) if owner.name else Ownership(),
        prefix=prefix,
        exclude=["listing", "position", "organisation"],
    )
