"""The page of the holders of priority in a listing: where each stands, and what the reader may do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import Http404
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.catalogue.models import Listing, PriceMode
from marketplace.catalogue.rules import may_see_inside
from marketplace.core.clock import market_clock
from marketplace.core.money import yuan
from marketplace.portal.priority_forms import FORMS, HolderForm, NoticeForm
from marketplace.trading.models import PriorityHolder, Sale
from marketplace.trading.priority_rules import (
    is_its_holder,
    may_identify_holder,
    may_match_price,
    may_tend_priority,
    may_waive_priority,
)
from marketplace.trading.queries import sales
from marketplace.trading.queries.negotiations import negotiations_for
from marketplace.trading.queries.priority import holders_of, is_clear, price_to_tell, unrecorded
from marketplace.trading.queries.terms import value_of


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
    match_days: int | None  # of a lot at an agreed price


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
            act: given.get(f"{act} {holder.number}") or form_of(act, holder, actor)
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
        match_days=value_of(listing, "R-CON-05", "match_days")
        if rules and listing.price_mode == PriceMode.NEGOTIATED
        else None,
    )


def form_of(act: str, holder: PriorityHolder, actor: Actor, *given: Any) -> BaseForm:
    """The form of an act; of a lot at an agreed price a notice says which negotiation's price it tells."""
    if act != "notify":
        return FORMS[act](*given, number=holder.number)
    listing, now = holder.listing, market_clock.read()
    negotiated = listing.price_mode == PriceMode.NEGOTIATED
    talks = [
        (one.number, f"{one.number} {one.buyer.local_name} {yuan(told.price_fen)}")
        for one in (negotiations_for(actor).live().filter(listing=listing).order_by("pk") if negotiated else ())
        if (told := price_to_tell(one, listing, now))
    ]
    return NoticeForm(*given, number=holder.number, talks=talks, negotiated=negotiated)


def acts_of(actor: Actor, holder: PriorityHolder, *, tends: bool, fixed: bool) -> list[str]:
    acts = []
    negotiated = holder.listing.price_mode == PriceMode.NEGOTIATED
    tells = holder.can("notify") or (negotiated and holder.can("notify_anew"))
    if tends and not fixed and tells and holder.listing.rule_version:
        acts.append("notify")
    open_still = holder.clear_at is not None and market_clock.read() < holder.clear_at
    if holder.can("match") and holder.told_fen is not None and open_still and may_match_price(actor, holder):
        acts.append("match")
    if not fixed and holder.can("waive") and may_waive_priority(actor, holder):
        acts.append("waive")
    waived = holder.state == PriorityHolder.State.WAIVED
    if not waived and holder.organisation is None and may_identify_holder(actor, holder):
        acts.append("identify")
    return acts
