"""A distribution: drafted from a settled deal, approved by another person, corrected by a new version only (R-RWD-04)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.commissioning.models import StagePayment
from marketplace.core.clock import Clock
from marketplace.core.errors import Forbidden, Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.files import commands as files
from marketplace.licensing.models import Charge
from marketplace.proceeds import rules
from marketplace.proceeds.commands.paying import pay_out
from marketplace.proceeds.commands.teams import agreed_team
from marketplace.proceeds.dealing import Settled, deal_of, kind_of, settled, terms_of
from marketplace.proceeds.drafts import CostDraft
from marketplace.proceeds.models import Cost, DealKind, Distribution, Payout, Receipt, RewardRule
from marketplace.proceeds.models.distribution import SettledDeal, brought_by
from marketplace.proceeds.models.reward import NOTE_MAX
from marketplace.proceeds.waterfall import distribute
from marketplace.rulebook.models import Family
from marketplace.rulebook.queries import version_in_force
from marketplace.trading.models import Sale

MOST_COSTS = 30
FEES = "fees"
BROKER = "negotiation"  # what the venue paid a broker out of the price is a cost of bringing the deal about
WITH_EVIDENCE = frozenset({"valuation", "appraisal", "negotiation", "project"})
KINDS: dict[str, type[SettledDeal]] = {"sale": Sale, "charge": Charge, "payment": StagePayment}
State = Distribution.State


@atomic
def draft_distribution(
    *,
    deal: SettledDeal,
    costs: Sequence[CostDraft],
    announced_date: date | None = None,
    reason: str = "",
    actor: Actor,
    clock: Clock,
) -> Distribution:
    """Draft what a settled sale, charge of a licence or milestone of commissioned work gives to whom, for the actor's unit.

    After an approved one it is a correction and wants a reason. The exchange's fee comes from the settlement, and so does what it paid a broker. Raises Invalid with field and rule where the waterfall finds it unlawful or
    a direct cost lacks its evidence, Refused before the deal is settled or the team agreed, Forbidden for who owns no share.
    """
    require(rules.may_manage, actor)
    assert actor.organisation
    assert actor.user
    lock(deal)
    now = clock.read()
    unit, brought = actor.organisation, _settled(deal, actor)
    of_deal = {name: deal if isinstance(deal, kind) else None for name, kind in KINDS.items()}
    before = Distribution.objects.filter(**of_deal, unit=unit).order_by("-version").first()
    if before is not None and before.state == State.DRAFT:
        raise Refused(_("已有一份分配方案待复核，请先办结。"), rule="R-RWD-04", code="draft_waits")
    in_force = Distribution.objects.filter(**of_deal, unit=unit, state=State.APPROVED).first()
    said = words(reason, field="reason", most=NOTE_MAX, lack=_("更正须写明原因。") if in_force else "", rule="R-RWD-04")
    team = agreed_team(unit, brought.of)
    if team is None:
        raise Refused(_("完成人尚未全部同意份额，不能分配（规则 R-RWD-02）。"), rule="R-RWD-02", code="no_team")
    drafted = Distribution(
        **of_deal,
        unit=unit,
        version=before.version + 1 if before else 1,
        supersedes=in_force,
        reason=said,
        price_fen=brought.price_fen,
        rule_version=version_in_force(now, brought.of.exchange, Family.REWARD),
        reward_rule=_rule_for(unit.pk, deal, brought),
        team=team,
        announced_date=announced_date,
        drafted_by=actor.user,
        drafted_at=now,
    )
    validate(drafted)
    drafted.save()
    _keep_costs(drafted, costs, brought, actor)
    distribute(deal_of(drafted), terms_of(drafted))
    audit.record("proceeds.distribution_drafted", subject=drafted, actor=actor, private=True, version=drafted.version)
    return drafted


def _settled(deal: SettledDeal, actor: Actor) -> Settled:
    if not rules.earns(actor, brought_by(deal)):
        raise Forbidden(_("只有成果的权利人或承担方可以分配本次收入。"), rule="R-RWD-04", code="no_owner")
    found = settled(deal)
    if found is None:
        raise Refused(_("结算完成后才能分配收入（规则 R-RWD-04）。"), rule="R-RWD-04", code="not_settled")
    return found


def _rule_for(unit: int, deal: SettledDeal, brought: Settled) -> RewardRule | None:
    """The unit's rule in force as the deal was settled; without one the law's share is paid. Of work the law says none, so there must be a rule."""
    published = RewardRule.objects.filter(
        organisation_id=unit, kind=kind_of(deal), state=RewardRule.State.PUBLISHED, from_date__lte=brought.day
    )
    found = published.order_by("-from_date").first()
    if found is None and kind_of(deal) == DealKind.WORK:
        text = _("本单位尚未公开技术开发、咨询、服务收入的分配规则，请先制定并公开（规则 R-RWD-10）。")
        raise Refused(text, rule="R-RWD-10", code="no_rule")
    return found


def _keep_costs(drafted: Distribution, costs: Sequence[CostDraft], brought: Settled, actor: Actor) -> None:
    if len(costs) > MOST_COSTS:
        raise Invalid(fields={"costs": [_("不超过 {most} 项扣除。").format(most=MOST_COSTS)]}, rule="R-RWD-04")
    if drafted.in_shares:
        if costs:
            text = _("作价入股分配的是股权，不扣除费用（规则 R-RWD-01）。")
            raise Invalid(fields={"costs": [text]}, rule="R-RWD-01")
        return
    rows = [Cost(distribution=drafted, position=0, kind=FEES, amount_fen=brought.fee_fen)]
    for number, fen in brought.brokers:
        rows.append(Cost(distribution=drafted, position=len(rows), kind=BROKER, amount_fen=fen, note=number))
    first = len(rows)
    for place, one in enumerate(costs):
        _refuse_bad_cost(place, one)
        if one.evidence is not None:
            files.attach(file=one.evidence, subject=audit.ref(drafted), actor=actor)
        rows.append(
            Cost(
                distribution=drafted,
                position=first + place,
                kind=one.kind,
                amount_fen=one.amount_fen,
                own=one.own,
                note=one.note.strip(),
                evidence=one.evidence,
            )
        )
    Cost.objects.bulk_create(rows)


def _refuse_bad_cost(place: int, one: CostDraft) -> None:
    if one.kind == FEES:
        text = _("交易服务费取自结算单，不另填写（规则 R-RWD-04）。")
        raise Invalid(fields={f"costs.{place}.kind": [text]}, rule="R-RWD-04")
    if one.kind in WITH_EVIDENCE and one.evidence is None:
        text = _("评估、鉴定、谈判、项目成本等直接费用须附凭证（规则 R-RWD-04）。")
        raise Invalid(fields={f"costs.{place}.evidence": [text]}, rule="R-RWD-04")
    if len(one.note) > 300 or "\x00" in one.note or len(one.kind) > 20 or "\x00" in one.kind:
        raise Invalid(fields={f"costs.{place}.note": [_("说明不超过 300 字。")]}, rule="R-RWD-04")


@atomic
def approve_distribution(*, distribution: Distribution, actor: Actor, clock: Clock) -> None:
    """Approve: the payouts of what has come in so far become due; those of a corrected version that were not paid are void.

    Where no part payment was recorded, the whole price came with the settlement.
    """
    lock(distribution.deal)
    lock(distribution)
    now = clock.read()
    require(rules.may_decide, actor, distribution)
    if distribution.supersedes is not None:
        _supersede(distribution.supersedes)
    distribution.move("approve", decided_by=actor.user, decided_at=now)
    _receive_settlement(distribution, actor, now)
    pay_out(distribution)
    audit.record(
        "proceeds.distribution_approved",
        subject=distribution,
        actor=actor,
        private=True,
        version=distribution.version,
        people=_people(distribution),
    )


def _supersede(old: Distribution) -> None:
    lock(old)
    for payout in old.payouts.filter(state=Payout.State.DUE).order_by("pk"):
        payout.move("void")
    old.move("supersede")


def _receive_settlement(distribution: Distribution, actor: Actor, now: datetime) -> None:
    if Receipt.objects.filter(**distribution.of_deal, unit=distribution.unit).exists():
        return
    brought = settled(distribution.deal)
    assert brought
    assert actor.user
    Receipt.objects.create(
        **distribution.of_deal,
        unit=distribution.unit,
        reference=f"settlement:{distribution.deal.number}",
        amount_fen=brought.price_fen,
        received_date=brought.day,
        recorded_by=actor.user,
        recorded_at=now,
    )


def _people(distribution: Distribution) -> list[str]:
    rows = distribution.payouts.filter(user__isnull=False).select_related("user")
    return sorted({row.user.number for row in rows if row.user})


@atomic
def reject_distribution(*, distribution: Distribution, answer: str, actor: Actor, clock: Clock) -> None:
    """Send a draft back to who drafted it; the next draft is a new version. Raises Invalid without a reason."""
    lock(distribution)
    now = clock.read()
    require(rules.may_decide, actor, distribution)
    said = words(answer, field="answer", most=NOTE_MAX, lack=_("请写明退回理由。"), rule="R-RWD-04")
    distribution.move("reject", decided_by=actor.user, decided_at=now, answer=said)
    audit.record("proceeds.distribution_rejected", subject=distribution, actor=actor, private=True, reason=said)
