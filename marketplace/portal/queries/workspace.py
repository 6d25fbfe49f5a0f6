"""The workspace: what a person must do next, and what is his organisation's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, F, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation
from accounts.queries import return_told
from accounts.rules import is_exchange_staff
from marketplace.catalogue.models import EDITABLE, NEEDS_ALL_OWNERS, Listing, Need
from marketplace.core.clock import market_clock
from marketplace.desk.due import Due, due_of
from marketplace.desk.models import Case, WaitingFor
from marketplace.desk.queries import asked_of
from marketplace.jobs.queries import jobs_for
from marketplace.matching.models import Silence
from marketplace.matching.queries import silences_for
from marketplace.matching.rules import could_attend
from marketplace.portal.cards import Card, address, listing_card, need_card, sale_address
from marketplace.portal.duties import Duty
from marketplace.portal.queries.agreed import negotiations_that_wait
from marketplace.portal.queries.cashier_duties import cashier_duties
from marketplace.portal.queries.deadlines import open_count
from marketplace.portal.queries.desk import calendar_of
from marketplace.portal.queries.desk_others import waiting_count
from marketplace.portal.queries.jobs import JobRow
from marketplace.portal.queries.jobs import row_of as job_row
from marketplace.portal.queries.matches import MatchRow, rows_of, waiting_for
from marketplace.portal.queries.part_duties import part_duties
from marketplace.rulebook.periods import Calendar
from marketplace.trading.models import Registration, Sale, Settlement

SHOWN = 6


class CaseRow(NamedTuple):
    """One of our cases: where it stands, by when, and whether it asks something of us."""

    case: Case
    href: str
    due: Due
    asks: str


class SaleRow(NamedTuple):
    sale: Sale
    href: str
    part: str
    state: str
    tone: str
    price: int
    registration: str = ""  # the address of our own, as a bidder


@dataclass(frozen=True, slots=True)
class Workspace:
    organisation: Organisation | None
    duties: Sequence[Duty]
    is_staff: bool
    now: datetime
    limits: int = 0  # time limits that wait for the person's organisation
    late: int = 0  # of these past
    listings: Sequence[Card] = ()
    needs: Sequence[Card] = ()
    matches: Sequence[MatchRow] = ()
    sales: Sequence[SaleRow] = ()
    cases: Sequence[CaseRow] = ()
    jobs: Sequence[JobRow] = ()


def workspace(actor: Actor) -> Workspace:
    """Everything on one page, for the organisation the person acts for; without one, the way to it."""
    now = market_clock.read()
    if actor.organisation is None:
        return Workspace(None, [join_duty()], False, now)
    staff, (limits, late) = is_exchange_staff(actor), open_count(actor)
    return Workspace(
        organisation=actor.organisation,
        duties=sorted(duties(actor, now, staff=staff), key=lambda duty: not duty.urgent),
        is_staff=staff,
        now=now,
        limits=limits,
        late=late,
        listings=listings(actor),
        needs=needs(actor),
        matches=matches(actor),
        sales=sales(actor),
        cases=cases(actor, now),
        jobs=[job_row(job, actor) for job in jobs_for(actor).select_related("organisation").order_by("-id")[:SHOWN]],
    )


def duties(actor: Actor, now: datetime, *, staff: bool) -> Iterator[Duty]:
    """What waits for this person."""
    yield from organisation_duties(actor)
    yield from sale_duties(actor)
    yield from part_duties(actor)
    yield from registration_duties(actor)
    yield from opinion_duties(actor)
    yield from negotiation_duties(actor)
    yield from listing_duties(actor)
    yield from consent_duties(actor)
    yield from match_duties(actor)
    yield from silence_duties(actor)
    if staff:
        yield from desk_duties(actor)
    yield from cashier_duties(actor, now)


def join_duty() -> Duty:
    return Duty(
        _("登记您的单位"),
        _("以单位名义登记成果、发布需求或参加竞价。任一交易机构认证后，四家都认。自然人也可以登记。"),
        address("accounts:register"),
        _("登记单位"),
    )


def organisation_duties(actor: Actor) -> Iterator[Duty]:
    party = actor.organisation
    assert party is not None
    mine = address("accounts:organisation", party.number)
    if party.state == Organisation.State.DRAFT:
        yield Duty(
            _("完成单位登记"), _("登记信息已保存，尚未提交：请补齐材料后提交审核。"), mine, _("继续办理"), urgent=True
        )
    elif party.state == Organisation.State.RETURNED:
        told = _("；").join(return_told(party.return_pieces, party.return_reason))
        yield Duty(
            _("补正单位资料"),
            _("退回原因：{reason}").format(reason=told),
            mine,
            _("补正并重新提交"),
            urgent=True,
        )
    elif party.state == Organisation.State.SUSPENDED:
        yield Duty(_("单位已暂停"), party.suspension_reason, mine, _("查看单位"), urgent=True)
    elif party.state == Organisation.State.PENDING:
        told = _("资料已提交，任一交易机构认证后即可办理业务。")
        yield Duty(_("等待认证"), told, mine, _("查看办理期限"))


def listing_duties(actor: Actor) -> Iterator[Duty]:
    for listing in Listing.objects.filter(lister=actor.organisation, state__in=EDITABLE).order_by("-id")[:SHOWN]:
        url = address("catalogue:edit_listing", listing.number) or reverse("portal:listing", args=[listing.number])
        if listing.state == Listing.State.RETURNED:
            told = _("退回理由：{reason}").format(reason=listing.reasons)
            yield Duty(_("补正成果“{title}”").format(title=listing.local_title), told, url, _("补正"), urgent=True)
        else:
            told = _("草稿尚未提交，交易机构还看不到。")
            yield Duty(_("完成草稿“{title}”").format(title=listing.local_title), told, url, _("继续填写"))


def consent_duties(actor: Actor) -> Iterator[Duty]:
    asked = Listing.objects.filter(
        state__in=[Listing.State.SUBMITTED, Listing.State.ACCEPTED],
        transfer_modes__overlap=sorted(NEEDS_ALL_OWNERS),
        ownerships__organisation=actor.organisation,
        ownerships__consented_at__isnull=True,
    ).exclude(lister=actor.organisation)
    for listing in asked.select_related("lister").order_by("id")[:SHOWN]:
        told = _("{lister}提出转化贵单位共有的成果，须经全体共有人同意（规则 R-CON-06）。").format(
            lister=listing.lister.local_name
        )
        url = reverse("portal:listing", args=[listing.number])
        yield Duty(_("是否同意转化“{title}”").format(title=listing.local_title), told, url, _("查看并答复"))


def match_duties(actor: Actor) -> Iterator[Duty]:
    count = waiting_for(actor).count()
    if count:
        yield Duty(
            _("答复 {count} 条匹配").format(count=count),
            _("双方都愿意对接后，才互相看到联系方式。"),
            reverse("portal:matches"),
            _("去答复"),
        )


def silence_duties(actor: Actor) -> Iterator[Duty]:
    """Silent contacts that wait for a technology manager of theirs."""
    if not could_attend(actor):
        return
    count = silences_for(actor).filter(state__in=sorted(Silence.RUNNING)).count()
    if count:
        yield Duty(
            _("跟进 {count} 条沉默的对接").format(count=count),
            _("双方都愿意对接，却很久没有行动。"),
            reverse("portal:silences"),
            _("去跟进"),
        )


def registration_duties(actor: Actor) -> Iterator[Duty]:
    unpaid = Registration.objects.filter(
        organisation=actor.organisation, state=Registration.State.REGISTERED, sale__state__in=Sale.RUNNING
    )
    for registration in unpaid.select_related("sale__listing").order_by("sale__opens_at", "id"):
        sale = registration.sale
        yield Duty(
            _("交纳保证金：{title}").format(title=sale.listing.local_title),
            _("已登记竞买，保证金到账后才能出价（规则 R-BID-02）。"),
            sale_address(sale.number),
            _("查看缴款信息"),
            due=sale.ends_at,
            urgent=True,
        )


def opinion_duties(actor: Actor) -> Iterator[Duty]:
    """Bidders on whom our opinion is wanted: how many, at which sale, by when."""
    applying = Registration.objects.filter(
        sale__listing__lister=actor.organisation,
        state=Registration.State.APPLYING,
        opinion="",
        opinion_due_at__gt=market_clock.read(),
        sale__state__in=Sale.RUNNING,
    )
    rows = applying.values("sale__number", "sale__listing__title").annotate(
        count=Count("id"), due=Min("opinion_due_at")
    )
    for row in rows.order_by("due"):
        yield Duty(
            _("对 {count} 个意向受让方出具意见：{title}").format(count=row["count"], title=row["sale__listing__title"]),
            _("只显示竞买代码和资格说明；期限内未出具的，视为无异议（规则 R-DSK-04）。"),
            reverse("portal:opinions", args=[row["sale__number"]]),
            _("去出具意见"),
            due=row["due"],
            urgent=True,
        )


def negotiation_duties(actor: Actor) -> Iterator[Duty]:
    """Negotiations in which it is our turn: to offer, to answer, to screen, to decide on an objection."""
    for one, words in negotiations_that_wait(actor):
        yield Duty(
            _("协议磋商：{title}").format(title=one.listing.title),
            words,
            reverse("portal:negotiation", args=[one.number]),
            _("去办理"),
            urgent=True,
        )


def sale_duties(actor: Actor) -> Iterator[Duty]:
    """Contracts to sign and prices to pay, of both sides."""
    for sale in decided(actor).filter(state__in=[Sale.State.WON, Sale.State.CONTRACTED]):
        seller = actor.acts_for(sale.listing.lister)
        contract = getattr(sale, "contract", None)
        signed = contract and (contract.seller_signed_at if seller else contract.buyer_signed_at)
        url = address("portal:settlement", sale.number) or sale_address(sale.number)
        if contract and not signed:
            yield Duty(
                _("签署合同：{title}").format(title=sale.listing.local_title),
                _("成交后双方须按期签署，逾期按违约处理（规则 R-SET-03）。"),
                url,
                _("去签署"),
                due=contract.due_at,
                urgent=True,
            )
        elif not seller and is_due(sale):
            yield Duty(
                _("支付价款：{title}").format(title=sale.listing.local_title),
                _("保证金抵作价款，其余价款和服务费须从本单位账户支付（规则 R-SET-04）。"),
                url,
                _("查看应付金额"),
                due=sale.settlement.due_at,
                urgent=True,
            )


def is_due(sale: Sale) -> bool:
    settlement = getattr(sale, "settlement", None)
    return sale.state == Sale.State.CONTRACTED and settlement is not None and settlement.state == Settlement.State.DUE


def decided(actor: Actor):  # type: ignore[no-untyped-def]
    """The sales that the actor's organisation sold or won."""
    ours = Q(listing__lister=actor.organisation) | Q(leading_registration__organisation=actor.organisation)
    return (
        Sale.objects.filter(ours, state__in=Sale.DECIDED)
        .select_related("listing__lister", "leading_registration__organisation", "contract", "settlement")
        .order_by("-id")
    )


def desk_duties(actor: Actor) -> Iterator[Duty]:
    running = Case.objects.filter(exchange=actor.exchange, state=Case.State.RUNNING)
    ours = running.filter(waiting_for=WaitingFor.EXCHANGE)
    own = ours.filter(assignee=actor.user).count()
    if own:
        yield Duty(
            _("您承办的 {count} 件案件等待办理").format(count=own),
            _("按办理期限排列，超期的在最前。"),
            f"{reverse('portal:desk')}?whose=mine",
            _("打开业务台"),
            urgent=True,
        )
    free = ours.filter(assignee__isnull=True).count()
    if free:
        yield Duty(
            _("{count} 件案件尚无人承办").format(count=free),
            _("新的委托申请和退回的案件，先认领再办理。"),
            f"{reverse('portal:desk')}?whose=nobody",
            _("去认领"),
        )
    others = waiting_count(actor)
    if others:
        yield Duty(
            _("另有 {count} 件认证与款项待办").format(count=others),
            _("单位认证、到账确认与结算复核。"),
            reverse("portal:desk_others"),
            _("去办理"),
        )


def listings(actor: Actor) -> list[Card]:
    own = Listing.objects.filter(lister=actor.organisation).select_related("lister", "technology_field")
    return [listing_card(listing) for listing in own.order_by("-id")[:SHOWN]]


def needs(actor: Actor) -> list[Card]:
    return [
        need_card(need)
        for need in Need.objects.filter(organisation=actor.organisation).with_parts().order_by("-id")[:SHOWN]
    ]


def matches(actor: Actor) -> list[MatchRow]:
    best = waiting_for(actor).order_by("-score", "-id")
    return rows_of(best[:SHOWN], actor)


def sales(actor: Actor) -> list[SaleRow]:
    """The sales in which the organisation sells or bids, the newest first."""
    ours = Q(listing__lister=actor.organisation) | Q(registrations__organisation=actor.organisation)
    found = Sale.objects.filter(ours).for_pages().order_by("-id").distinct()[:SHOWN]
    bidders = Registration.objects.exclude(state=Registration.State.AGREED)
    own = bidders.filter(sale__in=[sale.pk for sale in found], organisation=actor.organisation)
    numbers = dict(own.values_list("sale_id", "number"))
    return [sale_row(sale, actor, numbers.get(sale.pk, "")) for sale in found]


def cases(actor: Actor, now: datetime) -> list[CaseRow]:
    """Cases under way of what the organisation offers or bought: those that ask something first, then by their limits."""
    if is_exchange_staff(actor):
        return []
    ours = Q(applicant=actor.organisation) | Q(transferee=actor.organisation)
    under_way = Case.objects.filter(ours, state__in=[Case.State.RUNNING, Case.State.SUSPENDED])
    ours_first = under_way.filter(waiting_for__in=OURS).order_by(F("due_at").asc(nulls_last=True), "id")
    others = under_way.exclude(waiting_for__in=OURS).order_by(F("due_at").asc(nulls_last=True), "id")
    found = [*ours_first.select_related("listing__lister")[:SHOWN], *others.select_related("listing__lister")[:SHOWN]]
    calendar = calendar_of(found, now)
    return [case_row(case, actor, now, calendar) for case in found[:SHOWN]]


OURS = (WaitingFor.APPLICANT, WaitingFor.PARTIES)


def case_row(case: Case, actor: Actor, now: datetime, calendar: Calendar) -> CaseRow:
    asked = asked_of(case, actor) if case.waiting_for in OURS else []
    href = reverse("portal:case", args=[case.number])
    return CaseRow(case, href, due_of(case, now, calendar.is_working), asked[0].text if asked else "")


def sale_row(sale: Sale, actor: Actor, registration: str) -> SaleRow:
    part = _("转让方") if actor.acts_for(sale.listing.lister) else _("竞买人")
    tone = SALE_TONES.get(Sale.State(sale.state), "")
    price = sale.leading_fen or sale.start_fen
    own = reverse("portal:registration", args=[registration]) if registration else ""
    return SaleRow(sale, sale_address(sale.number), part, str(sale.get_state_display()), tone, price, own)


SALE_TONES = {
    Sale.State.ANNOUNCED: "waiting",
    Sale.State.OPEN: "live",
    Sale.State.FAILED: "failed",
    Sale.State.WON: "active",
    Sale.State.CONTRACTED: "active",
    Sale.State.SETTLED: "done",
    Sale.State.CERTIFIED: "done",
    Sale.State.DEFAULTED: "failed",
    Sale.State.CALLED_OFF: "failed",
    Sale.State.TERMINATED: "failed",
}
