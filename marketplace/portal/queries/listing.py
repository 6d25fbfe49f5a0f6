"""The page of a listing: what R-LST-04 discloses, and what its own parties and its exchange may do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.agency.queries import custodian_of
from marketplace.catalogue import rules
from marketplace.catalogue.completeness import Meter
from marketplace.catalogue.models import (
    EDITABLE,
    Comparison,
    Industry,
    IpcClass,
    Listing,
    Need,
    Ownership,
    PriceMode,
    Right,
    TransferMode,
)
from marketplace.catalogue.models.checks import is_stale
from marketplace.catalogue.models.comparison import plain
from marketplace.catalogue.queries import (
    check_valid_days,
    completeness,
    consents_missing,
    doubles_of,
    listings_for,
    papers_of,
    readiness_of,
)
from marketplace.catalogue.queries.doubles import Double
from marketplace.catalogue.queries.rooms import Paper
from marketplace.catalogue.rooms import pieces_of
from marketplace.catalogue.rules import numbers_of
from marketplace.core.clock import SHANGHAI, market_clock
from marketplace.core.presentation import market_date, market_time
from marketplace.desk.queries import cases_for
from marketplace.discovery.queries import similar
from marketplace.discovery.results import in_order
from marketplace.licensing.pages import OfferRow, offer_rows
from marketplace.licensing.queries.reading import offers_of
from marketplace.licensing.rules import may_offer
from marketplace.matching.models import Match
from marketplace.portal.cards import LISTING_TONES, SaleCard, day, filled, language, local_abstract, sale_card
from marketplace.portal.queries.agreed import NegotiatedOffer, negotiated_offer
from marketplace.portal.queries.matches import MatchRow, rows_of
from marketplace.portal.readiness import readiness
from marketplace.trading.models import PriorityHolder, Sale
from marketplace.trading.queries.priority import holders_of
from marketplace.trading.rules import may_announce

MATCHES = 5


class Fact(NamedTuple):
    label: str
    value: str
    note: str = ""


class Step(NamedTuple):
    name: str
    state: str
    note: str = ""


class RightRow(NamedTuple):
    right: Right
    title: str
    note: str
    filed: str
    ends: str
    checked: str
    stale: bool


class Proof(NamedTuple):
    """A piece of evidence with the papers that prove it."""

    kind: str
    date: str
    papers: Sequence[Paper]


class ComparisonRow(NamedTuple):
    row: Comparison
    ours: str
    today: str
    change: str


class Code(NamedTuple):
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Acts:
    """What the actor may do with the listing here."""

    record: bool = False
    withdraw: bool = False
    consent: bool = False
    edit: bool = False
    announce: bool = False
    take_up: bool = False
    licence: bool = False  # declare terms of a licence


@dataclass(frozen=True, slots=True)
class ListingPage:
    listing: Listing
    tone: str
    abstract: str
    road: Sequence[Step]
    facts: Sequence[Fact]
    disclosures: Sequence[Fact]
    rights: Sequence[RightRow]
    owners: Sequence[Ownership]
    ipc: Sequence[Code]
    modes: Sequence[str]
    sale: SaleCard | None
    now: datetime
    inside: bool
    own: bool
    priorities: Sequence[PriorityHolder] = ()
    missing: Sequence[Ownership] = ()
    matches: Sequence[MatchRow] = ()
    acts: Acts = field(default_factory=Acts)
    case_url: str = ""
    agreed: NegotiatedOffer | None = None  # where the price is found by agreement
    licences: Sequence[OfferRow] = ()
    comparisons: Sequence[ComparisonRow] = ()
    proofs: Sequence[Proof] = ()
    doubles: Sequence[Double] = ()  # for its parties and its venue
    meter: Meter | None = None  # while its lister may still write
    similar: Sequence[Listing | Need] = ()  # on offer, while this one is public


def listing_of(actor: Actor, number: str) -> Listing:
    """A listing that the actor may read, with its parts. Raises Http404."""
    return get_object_or_404(listings_for(actor).with_all(), number=number)


def listing_page(actor: Actor, number: str) -> ListingPage:
    listing = listing_of(actor, number)
    inside = rules.may_see_inside(actor, listing)
    now = market_clock.read()
    sale = Sale.objects.filter(listing=listing).for_pages().order_by("-id").first()
    own = actor.acts_for(listing.lister)
    case = cases_for(actor).filter(listing=listing).values_list("number", flat=True).first() if inside else None
    return ListingPage(
        listing=listing,
        tone=LISTING_TONES.get(Listing.State(listing.state), ""),
        abstract=local_abstract(listing),
        road=[] if listing.unverified else road(listing, sale, inside=inside),
        facts=facts(listing),
        disclosures=disclosures(listing),
        rights=right_rows(listing, now, inside=inside),
        owners=sorted(listing.ownerships.all(), key=lambda row: row.position),
        ipc=ipc_of(listing.ipc_codes),
        modes=modes_of(listing.transfer_modes),
        sale=sale_card(sale, now) if sale else None,
        now=now,
        inside=inside,
        own=own,
        priorities=list(holders_of(listing)),
        missing=consents_missing(listing) if inside and listing.state == Listing.State.ACCEPTED else (),
        matches=matches(actor, listing) if own else (),
        acts=acts(actor, listing, sale) if inside else Acts(),
        case_url=reverse("portal:case", args=[case]) if case else "",
        agreed=negotiated_offer(actor, listing),
        licences=offer_rows(offers_of(listing)),
        proofs=proofs(actor, listing, now),
        doubles=doubles_of(actor, listing) if inside and listing.state not in OVER else (),
        comparisons=[comparison_row(row) for row in sorted(listing.comparisons.all(), key=lambda row: row.position)],
        meter=completeness(listing) if own and listing.state in EDITABLE else None,
        similar=in_order(similar(listing)) if listing.is_public else (),
    )


def custody_facts(listing: Listing) -> list[Fact]:
    """Under whose custody its lister's achievements are today."""
    agreement = custodian_of(listing.lister, numbers_of(listing))
    return [Fact(_("托管机构"), _("由{name}托管").format(name=agreement.custodian.local_name))] if agreement else []


def acts(actor: Actor, listing: Listing, sale: Sale | None) -> Acts:
    decides = rules.may_decide(actor, listing)
    waits = listing.state not in EDITABLE and not listing.is_public and rules.may_consent(actor, listing)
    consented = any(actor.acts_for(row.organisation) and row.consented_at for row in listing.ownerships.all())
    edits = rules.may_edit(actor, listing)
    return Acts(
        record=decides and listing.can("publish"),
        withdraw=(edits or decides) and listing.can("withdraw"),
        consent=waits and not consented,
        edit=edits and listing.state in EDITABLE,
        announce=waits_for_sale(listing, sale) and may_announce(actor, listing),
        take_up=edits and listing.unverified and listing.can("take_up"),
        licence=may_be_licensed(listing) and may_offer(actor, listing),
    )


def may_be_licensed(listing: Listing) -> bool:
    """Whether it is on offer for ordinary licences, by a right that has a number (R-LIC-01)."""
    on_offer = listing.state == Listing.State.PUBLISHED and not listing.unverified
    licensed = TransferMode.ORDINARY_LICENCE in listing.transfer_modes
    return on_offer and licensed and any(right.number for right in listing.rights.all())


def waits_for_sale(listing: Listing, sale: Sale | None) -> bool:
    """Whether the listing is to be sold by bidding or at its listed price, and no sale of it lives."""
    ready = listing.state == Listing.State.PUBLISHED and listing.price_mode != PriceMode.NEGOTIATED
    return ready and not listing.unverified and (sale is None or sale.state in Sale.FALLEN)


def matches(actor: Actor, listing: Listing) -> list[MatchRow]:
    open_first = Match.objects.filter(listing=listing, state__in=[*Match.OPEN, Match.State.CONNECTED])
    return rows_of(
        open_first.select_related("listing__lister", "need__organisation", "contact").order_by("-score", "-id")[
            :MATCHES
        ],
        actor,
    )


def road(listing: Listing, sale: Sale | None, *, inside: bool) -> list[Step]:
    """From the submission to the certificate, with the day of each step that is done."""
    done: list[tuple[str, datetime | None]] = [
        (_("提交"), listing.submitted_at),
        (_("受理"), listing.accepted_at),
        (_("挂牌"), listing.published_at),
    ]
    done += sale_road(sale) if sale or listing.price_mode != PriceMode.NEGOTIATED else [(_("成交"), listing.ended_at)]
    steps: list[Step] = []
    now_given = False
    for name, at in done:
        state = "done" if at else "todo" if now_given else "now"
        now_given = now_given or not at
        steps.append(Step(name, state, market_date(at, language()) if at else ""))
    return stopped(steps, listing, inside=inside) if listing.state in STOPPED else steps


OVER = {Listing.State.SOLD, Listing.State.WITHDRAWN}
STOPPED = {Listing.State.RETURNED, Listing.State.SUSPENDED, Listing.State.WITHDRAWN}


def sale_road(sale: Sale | None) -> list[tuple[str, datetime | None]]:
    """The steps of a sale; a sale lacks contract, settlement and certificate until it has come so far."""
    contract = getattr(sale, "contract", None)
    settlement = getattr(sale, "settlement", None)
    certificate = sale.certificates.order_by("id").first() if sale else None
    return [
        (_("竞价"), sale.closed_at if sale else None),
        (_("签约"), contract.effective_at if contract else None),
        (_("结算"), settlement.settled_at if settlement else None),
        (_("鉴证"), certificate.issued_at if certificate else None),
    ]


def stopped(steps: list[Step], listing: Listing, *, inside: bool) -> list[Step]:
    """The step at which it stopped, with the reason for those who may know it."""
    note = listing.reasons if inside else ""
    at = next((i for i, step in enumerate(steps) if step.state == "now"), len(steps) - 1)
    name = str(listing.get_state_display())
    return [*steps[:at], Step(name, "failed", note), *(step._replace(state="todo") for step in steps[at:])]


def facts(listing: Listing) -> list[Fact]:
    """Who offers it, where, how far it is."""
    industries = Industry.objects.filter(code__in=listing.industry_codes).order_by("code")
    rows = [
        Fact(_("编号"), listing.number),
        Fact(_("项目编号"), listing.project_number, _("受理时取得，凭此编号办理")),
        Fact(_("挂牌交易机构"), str(listing.get_exchange_display())),
        Fact(_("登记单位"), listing.lister.local_name),
        *custody_facts(listing),
        Fact(_("技术领域"), str(listing.technology_field or "")),
        Fact(_("行业"), _("；").join(str(row) for row in industries)),
        *readiness_facts(listing),
        Fact(_("挂牌日期"), market_date(listing.published_at, language()) if listing.published_at else ""),
        Fact(_("披露截止"), market_time(listing.disclosure_ends_at, language()) if listing.disclosure_ends_at else ""),
        Fact(_("适用规则"), rules_of(listing), _("受理之日的规则，此后不变（规则 R-GEN-08）")),
    ]
    return [row for row in rows if row.value]


def readiness_facts(listing: Listing) -> list[Fact]:
    """The level that an evaluator set, and beside it the owner's own."""
    review = readiness_of(listing)
    facts = []
    if review:
        by = _("{meaning}（{evaluator}评定，规则 R-VAL-02）")
        level = readiness(review.level)
        note = by.format(meaning=level.meaning, evaluator=review.evaluator)
        facts = [Fact(_("技术就绪度（经评价）"), f"TRL {review.level} · {level.name}", note)]
    if not listing.trl:
        return facts
    level = readiness(listing.trl)
    return [
        *facts,
        Fact(
            _("技术就绪度"),
            f"TRL {listing.trl} · {level.name}",
            _("{meaning}（登记单位自评，规则 R-VAL-02）").format(meaning=level.meaning),
        ),
    ]


def rules_of(listing: Listing) -> str:
    return listing.rule_version.number if listing.rule_version else ""


def disclosures(listing: Listing) -> list[Fact]:
    """What else R-LST-04 wants said; what the owner left empty is said to be so."""
    unsaid = _("未披露")
    return [
        Fact(_("已有许可、质押和争议"), listing.encumbrances or unsaid),
        Fact(_("已知缺陷"), listing.defects or unsaid),
        Fact(_("付款条件"), listing.payment_terms or unsaid),
        Fact(_("决策或批准文件"), listing.decision_basis or unsaid),
        Fact(_("受让方资格条件"), listing.buyer_conditions or _("无"), listing.buyer_conditions_basis),
        Fact(
            _("所有制类别"),
            str(listing.get_owner_category_display()) if listing.owner_category else unsaid,
            str(listing.get_state_level_display()) if listing.state_level else "",
        ),
    ]


def right_rows(listing: Listing, now: datetime, *, inside: bool) -> list[RightRow]:
    days, today = check_valid_days(now, listing.exchange), now.astimezone(SHANGHAI).date()
    rows = sorted(listing.rights.all(), key=lambda row: row.position)
    return [right_row(right, today, days, inside=inside) for right in rows]


def right_row(right: Right, today: date, valid_days: int, *, inside: bool) -> RightRow:
    return RightRow(
        right=right,
        title=right.title if inside else right.public_title,
        note=right.note if inside or not right.is_secret else "",
        filed=day(right.filing_date),
        ends=day(right.term_ends_date),
        checked=day(right.status_checked_date),
        stale=not right.is_secret and is_stale(right.status_checked_date, today, valid_days),
    )


def proofs(actor: Actor, listing: Listing, now: datetime) -> list[Proof]:
    """The evidence in its order; each paper opens for who may read it (R-LST-07)."""
    papers = papers_of(actor, listing, now) if listing.evidence else []
    return [
        Proof(item["kind"], item["date"], [one for one in papers if one.material.proves == piece])
        for item, piece in zip(listing.evidence, pieces_of(listing), strict=True)
    ]


def comparison_row(row: Comparison) -> ComparisonRow:
    """Both figures with their unit, and how far ours lies from today's."""
    change = row.change_bp
    ours, today = (f"{plain(figure)} {row.unit}".rstrip() for figure in (row.ours, row.today))
    return ComparisonRow(row, ours, today, f"{Decimal(change) / 100:+.1f}%" if change is not None else "")


def ipc_of(codes: Sequence[str]) -> list[Code]:
    """Each code; the first of a subclass with the subclass's title."""
    titles = {row.code: row.title for row in IpcClass.objects.filter(code__in={code[:4] for code in codes})}
    return [Code(code, titles.pop(code[:4], "")) for code in codes]


def modes_of(codes: Sequence[str]) -> list[str]:
    return filled(str(TransferMode(code).label) for code in codes if code in TransferMode.values)
