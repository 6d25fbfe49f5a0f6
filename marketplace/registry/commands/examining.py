"""What the registrar does: accept, send back, hear experts, register or refuse, in its time (R-REG-03, R-REG-04)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.documents.commands import next_number
from marketplace.registry import rules
from marketplace.registry.commands.papers import issue_certificate
from marketplace.registry.models import Filing, Opinion
from marketplace.registry.models.filing import NOTE_MAX
from marketplace.registry.recognising import Part, recognise
from marketplace.rulebook.models import Family
from marketplace.rulebook.queries import deadline, version_in_force

State = Filing.State


@atomic
def accept_filing(*, filing: Filing, disputed: bool = False, actor: Actor, clock: Clock) -> None:
    """Accept: the clock starts, longer where the amount is large or the contract `disputed`, which experts then look into."""
    lock(filing)
    now = clock.read()
    require(rules.may_examine, actor, filing)
    version = version_in_force(now, filing.exchange, Family.REGISTRY)
    parts = [Part(item.kind, item.amount_fen) for item in filing.items.order_by("position")]
    found = recognise(filing.total_fen, parts, version, disputed=disputed)
    due = deadline(now, working_days=found.working_days)
    filing.move(
        "accept",
        accepted_by=actor.user,
        accepted_at=now,
        due_at=due.at,
        overdue_at=None,
        disputed=disputed,
        expert_review=found.expert_review,
        rule_version=version,
        reason="",
    )
    audit.record(
        "registry.filing_accepted", subject=filing, actor=actor, private=True, title=filing.name, due_at=due.at
    )


@atomic
def return_filing(*, filing: Filing, reason: str, actor: Actor, clock: Clock) -> None:
    """Send back for correction: the clock stops, and starts anew with the next acceptance. Raises Invalid without a reason."""
    lock(filing)
    clock.read()
    require(rules.may_examine, actor, filing)
    said = words(reason, field="reason", most=NOTE_MAX, lack=_("请写明须补正的内容。"), rule="R-REG-03")
    filing.move("send_back", reason=said, due_at=None, overdue_at=None)
    audit.record("registry.filing_returned", subject=filing, actor=actor, private=True, title=filing.name, reason=said)


@atomic
def record_opinion(
    *, filing: Filing, expert: str, institution: str, supports: bool, reason: str, actor: Actor, clock: Clock
) -> Opinion:
    """Record what an expert said. Refused where no experts are asked."""
    lock(filing)
    now = clock.read()
    require(rules.may_examine, actor, filing)
    if filing.state != State.ACCEPTED or not filing.expert_review:
        raise Refused(
            _("只有须专家评审、正在认定中的合同可以记录专家意见（规则 R-REG-03）。"), rule="R-REG-03", code="no_review"
        )
    opinion = Opinion(
        filing=filing,
        expert=expert.strip(),
        institution=institution.strip(),
        supports=supports,
        reason=reason.strip(),
        recorded_by=actor.user,
        recorded_at=now,
    )
    validate(opinion)
    opinion.save()
    audit.record("registry.opinion_recorded", subject=filing, actor=actor, private=True, supports=supports)
    return opinion


@atomic
def register_filing(*, filing: Filing, actor: Actor, clock: Clock) -> None:
    """Register: the contract gets its number, whoever filed it the certificate (R-REG-04). Refused before the experts have spoken, where they are asked."""
    lock(filing)
    now = clock.read()
    require(rules.may_decide, actor, filing)
    if filing.state == State.ACCEPTED and filing.expert_review and not filing.opinions.exists():
        raise Refused(
            _("技术交易额较大或有争议的合同须先经专家评审（规则 R-REG-03）。"), rule="R-REG-03", code="no_opinion"
        )
    year = now.astimezone(SHANGHAI).year
    filing.move("register", decided_by=actor.user, decided_at=now, registration_number=_number(filing, year))
    issue_certificate(filing, actor, clock)
    audit.record(
        "registry.contract_registered",
        subject=filing,
        actor=actor,
        private=True,
        title=filing.name,
        registration_number=filing.registration_number,
    )


def _number(filing: Filing, year: int) -> str:
    """登记编号 without gaps per registrar and year, such as JR-SW-2027-000001."""
    serial = next_number(series=f"technology-contract-{filing.exchange}", year=year)
    return f"JR-{filing.exchange}-{year}-{serial:06d}"


@atomic
def refuse_filing(*, filing: Filing, reason: str, actor: Actor, clock: Clock) -> None:
    """Refuse the registration with a reason; it may be handed in again. Raises Invalid without one."""
    lock(filing)
    now = clock.read()
    require(rules.may_decide, actor, filing)
    said = words(reason, field="reason", most=NOTE_MAX, lack=_("请写明不予登记的理由。"), rule="R-REG-03")
    filing.move("refuse", decided_by=actor.user, decided_at=now, reason=said)
    audit.record("registry.filing_refused", subject=filing, actor=actor, private=True, title=filing.name, reason=said)


@atomic
def mark_overdue_filings(*, actor: Actor, clock: Clock, limit: int) -> int:
    """Note up to `limit` registrations whose time is past; how many. The sweep's: claim and effect are one transaction."""
    now = clock.read()
    late = _claim(now, limit)
    for filing in late:
        filing.overdue_at = now
        filing.save(update_fields=["overdue_at"])
        audit.record("registry.filing_overdue", subject=filing, actor=actor, private=True, title=filing.name)
    return len(late)


def _claim(now: datetime, limit: int) -> list[Filing]:
    waiting = Filing.objects.filter(state=State.ACCEPTED, due_at__lte=now, overdue_at__isnull=True)
    return list(waiting.select_for_update(skip_locked=True, no_key=True).order_by("due_at", "pk")[:limit])
