"""Sampling: planned by one person, drawn by another, inspected by those who were drawn."""

import secrets
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from accounts import vault
from accounts.actor import Actor
from accounts.models import ExchangeCode, Membership, Organisation, Role, User
from marketplace.audit import commands as audit
from marketplace.audit.models import Seal
from marketplace.catalogue.models import Listing
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.reporting import drawing, rules
from marketplace.reporting.models import Inspection, Inspector, Sampling
from marketplace.trading.models import Sale

PURPOSE = "sampling-seed"
SIZE_MOST, PER_CASE_MOST = 500, 5
INSPECTING = (Role.SUPERVISOR, Role.OFFICER, Role.REVIEWER)


@atomic
def plan_sampling(
    *,
    title: str,
    exchange: str,
    first_date: date,
    last_date: date,
    size: int,
    per_case: int,
    actor: Actor,
    clock: Clock,
) -> Sampling:
    """Freeze the deals of a span of days and all who may inspect, and publish the hash of a new seed that nobody sees.

    Raises Invalid for days in the wrong order, a sample that is too large or empty, or too few inspectors.
    """
    now = clock.read()
    if exchange and exchange not in ExchangeCode.values:
        raise Invalid(fields={"exchange": [_("没有代码为“{code}”的交易机构。").format(code=exchange[:10])]})
    require(rules.may_plan_sampling, actor, exchange)
    _check(first_date, last_date, size, per_case, now)
    cases, inspectors = _cases(exchange, first_date, last_date), _inspectors()
    if len(cases) < size:
        told = _("这段时间内成交 {count} 项，不足以抽取 {size} 项。").format(count=len(cases), size=size)
        raise Invalid(fields={"size": [told]})
    free = min(sum(1 for one in inspectors if one[2] != code) for code in {case[1] for case in cases})
    if free < per_case:
        raise Invalid(fields={"per_case": [_("无利害关系的检查人员不足 {count} 人。").format(count=per_case)]})
    seed = secrets.token_hex(32)
    sampling = Sampling(
        title=title.strip(),
        exchange=exchange,
        first_date=first_date,
        last_date=last_date,
        size=size,
        per_case=per_case,
        cases=cases,
        inspectors=inspectors,
        lists_sha256=drawing.hash_lists(cases, inspectors),
        commitment=drawing.commit(seed),
        seed_ciphertext=vault.encrypt(seed, purpose=PURPOSE),
        planned_by=actor.user,
        planned_at=now,
    )
    validate(sampling, exclude=["drawn_by", "beacon_seq", "drawn_at"])
    sampling.save()
    audit.record(
        "reporting.sampling_planned",
        subject=sampling,
        actor=actor,
        commitment=sampling.commitment,
        lists_sha256=sampling.lists_sha256,
        cases=len(cases),
        inspectors=len(inspectors),
        size=size,
        per_case=per_case,
    )
    return sampling


def _check(first: date, last: date, size: int, per_case: int, now: datetime) -> None:
    faults = {}
    if last < first:
        faults["last_date"] = [_("截止日期不能早于起始日期。")]
    elif last > now.astimezone(SHANGHAI).date():
        faults["last_date"] = [_("日期不能晚于今天。")]
    if not 1 <= size <= SIZE_MOST:
        faults["size"] = [_("抽取案件数须为 1 至 {most}。").format(most=SIZE_MOST)]
    if not 1 <= per_case <= PER_CASE_MOST:
        faults["per_case"] = [_("每案检查人员数须为 1 至 {most}。").format(most=PER_CASE_MOST)]
    if faults:
        raise Invalid(fields=faults)


def _cases(exchange: str, first: date, last: date) -> list[list[object]]:
    start = datetime.combine(first, time(0), SHANGHAI)
    end = datetime.combine(last, time(0), SHANGHAI) + timedelta(days=1)
    rows = Sale.objects.filter(state__in=Sale.DECIDED, closed_at__gte=start, closed_at__lt=end)
    if exchange:
        rows = rows.filter(exchange=exchange)
    names = ("listing__number", "exchange", "listing__lister__number", "leading_registration__organisation__number")
    return sorted([number, code, sorted([seller, buyer])] for number, code, seller, buyer in rows.values_list(*names))


def _inspectors() -> list[list[object]]:
    """Everybody who supervises or works for an exchange now, each once, with all organisations of his past and present."""
    rows = Membership.objects.filter(
        role__in=INSPECTING, ended_at__isnull=True, organisation__state=Organisation.State.VERIFIED
    )
    found = {
        user: (organisation, exchange)
        for user, organisation, exchange in rows.order_by("-id").values_list(
            "user__number", "organisation__number", "organisation__exchange_code"
        )
    }
    ties: dict[str, set[str]] = {user: set() for user in found}
    members = Membership.objects.filter(user__number__in=found).values_list("user__number", "organisation__number")
    for user, organisation in members:
        ties[user].add(organisation)
    return [[user, *found[user], sorted(ties[user])] for user in sorted(found)]


@atomic
def draw_sampling(*, sampling: Sampling, actor: Actor, clock: Clock) -> None:
    """Draw cases and inspectors with the seed, the frozen lists and the head of the sealed log, and publish all three.

    Raises Refused while the plan itself is not sealed, or if the lists no longer have their hash.
    """
    lock(sampling)
    now = clock.read()
    require(rules.may_draw, actor, sampling)
    planned = Seal.objects.filter(entry__subject=audit.ref(sampling)).order_by("seq").first()
    head = Seal.objects.order_by("-seq").first()
    if planned is None or head is None:
        raise Refused(_("抽查方案尚未写入日志链，请稍后再抽取。"), code="not_sealed")
    if drawing.hash_lists(sampling.cases, sampling.inspectors) != sampling.lists_sha256:
        raise Refused(_("名单与公布的摘要不符，不能抽取。"), code="hash_differs")
    seed = vault.decrypt(sampling.seed_ciphertext, purpose=PURPOSE)
    sampling.move(
        "draw", seed=seed, beacon_seq=head.seq, beacon=bytes(head.hash).hex(), drawn_by=actor.user, drawn_at=now
    )
    drawn = drawing.redraw(published(sampling))
    _assign(sampling, drawn)
    audit.record(
        "reporting.sampling_drawn",
        subject=sampling,
        actor=actor,
        seed=seed,
        beacon_seq=head.seq,
        beacon=sampling.beacon,
        drawn=[[one.listing, list(one.inspectors)] for one in drawn],
    )


def published(sampling: Sampling) -> dict[str, object]:
    """What everybody may know of a sampling: enough to recompute it."""
    return {
        "number": sampling.number,
        "title": sampling.title,
        "commitment": sampling.commitment,
        "lists_sha256": sampling.lists_sha256,
        "seed": sampling.seed,
        "beacon_seq": sampling.beacon_seq,
        "beacon": sampling.beacon,
        "size": sampling.size,
        "per_case": sampling.per_case,
        "cases": sampling.cases,
        "inspectors": sampling.inspectors,
    }


def _assign(sampling: Sampling, drawn: list[drawing.Drawn]) -> None:
    listings = {row.number: row for row in Listing.objects.filter(number__in=[one.listing for one in drawn])}
    persons = {user: organisation for user, organisation, *_rest in sampling.inspectors}
    users = {row.number: row for row in User.objects.filter(number__in=persons)}
    organisations = {row.number: row for row in Organisation.objects.filter(number__in=persons.values())}
    for place, one in enumerate(drawn, 1):
        inspection = Inspection.objects.create(sampling=sampling, position=place, listing=listings[one.listing])
        Inspector.objects.bulk_create(
            Inspector(inspection=inspection, user=users[user], organisation=organisations[persons[user]])
            for user in one.inspectors
        )


@atomic
def record_inspection(*, inspection: Inspection, result: str, findings: str, actor: Actor, clock: Clock) -> None:
    """Write down what an inspector found. Raises Invalid without a result or findings, Refused if it was recorded already."""
    lock(inspection)
    now = clock.read()
    require(rules.may_record_inspection, actor, inspection)
    told = words(findings, field="findings", most=2000, lack=_("请写明检查情况。"))
    if result not in Inspection.Result.values:
        raise Invalid(fields={"result": [_("请选择检查结果。")]})
    inspection.move("record", result=result, findings=told, recorded_by=actor.user, recorded_at=now)
    audit.record("reporting.inspection_recorded", subject=inspection, actor=actor, private=True, result=result)
