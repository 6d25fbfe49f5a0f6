"""The page of the holders of priority in a listing: where each stands, and what the reader may do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.forms import BaseForm
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue.models import Listing
from marketplace.catalogue.rules import may_see_inside
from marketplace.core.clock import market_clock
from marketplace.portal.priority_forms import FORMS, HolderForm
from marketplace.trading.models import PriorityHolder, Sale
from marketplace.trading.priority_rules import (
    is_its_holder,
    may_identify_holder,
    may_tend_priority,
    may_waive_priority,
)
from marketplace.trading.queries import sales
from marketplace.trading.queries.priority import holders_of, is_clear, unrecorded


@dataclass(frozen=True, slots=True)
class HolderRow:
    """One holder; `forms` are the acts open to the reader, by their names."""

    holder: PriorityHolder
    clear: bool
    inside: bool
    forms: Mapping[str, BaseForm]


@dataclass(frozen=True, slots=True)
class PriorityPage:
    listing: Listing
    rows: Sequence[HolderRow]
    lacking: Sequence[str]  # inventors who are not recorded
    record: BaseForm | None
    tends: bool
    fixed: bool  # a sale runs
    days: int | None
    publication_days: int | None


def priority_page(actor: Actor, number: str, given: Mapping[str, BaseForm] | None = None) -> PriorityPage:
    """The page; `given` are forms that were sent and not taken: `record`, or `notify PH-…`. Raises Http404."""
    listing, given, now = sales.listing(actor, number), given or {}, market_clock.read()
    if listing.unverified:
        raise Http404(_("导入的成果没有优先购买权人登记。"))
    fixed = listing.sales.contested().filter(state__in=Sale.RUNNING).exists()
    tends, inside = may_tend_priority(actor, listing), may_see_inside(actor, listing)
    rows = []
    for holder in holders_of(listing):
        holder.listing = listing
        forms = {
            act: given.get(f"{act} {holder.number}") or FORMS[act](number=holder.number)
            for act in acts_of(actor, holder, tends=tends, fixed=fixed)
        }
        rows.append(HolderRow(holder, is_clear(holder, now), inside or is_its_holder(actor, holder), forms))
    rules = listing.rule_version
    lacking = unrecorded(listing) if tends else []
    first = {"name": lacking[0], "kind": PriorityHolder.Kind.COMPLETER} if lacking else {}
    return PriorityPage(
        listing=listing,
        rows=rows,
        lacking=lacking,
        record=given.get("record") or HolderForm(initial=first)
        if tends and not fixed and listing.can("withdraw")
        else None,
        tends=tends,
        fixed=fixed,
        days=rules.value("R-BID-11", "notice_days") if rules else None,
        publication_days=rules.value("R-BID-11", "publication_days") if rules else None,
    )


def acts_of(actor: Actor, holder: PriorityHolder, *, tends: bool, fixed: bool) -> list[str]:
    acts = []
    if tends and not fixed and holder.can("notify") and holder.listing.rule_version:
        acts.append("notify")
    if not fixed and holder.can("waive") and may_waive_priority(actor, holder):
        acts.append("waive")
    waived = holder.state == PriorityHolder.State.WAIVED
    if not waived and holder.organisation is None and may_identify_holder(actor, holder):
        acts.append("identify")
    return acts
