"""What the pages of the agency show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.rules import acts_for_verified, is_exchange_staff
from marketplace.agency import rules
from marketplace.agency.models import Annuity, Attribution, CustodyAgreement, Level, Practitioner
from marketplace.agency.queries.reading import Record, attributions_for, custodies_for, practitioners_for, record_of
from marketplace.core.money import yuan
from marketplace.documents.models import Document
from marketplace.documents.queries import readable
from marketplace.rulebook.changes import spoken

State = CustodyAgreement.State
TONES = {State.PROPOSED: "waiting", State.IN_FORCE: "active", State.REFUSED: "failed", State.TERMINATED: ""}
PRACTITIONER_TONES = {"pending": "waiting", "returned": "failed", "verified": "done", "suspended": "failed"}


class Fact(NamedTuple):
    label: str
    value: str


class CustodyRow(NamedTuple):
    agreement: CustodyAgreement
    tone: str
    waits_for_me: bool


@dataclass(frozen=True, slots=True)
class CustodyList:
    rows: Sequence[CustodyRow]
    may_propose: bool


def custody_list(actor: Actor) -> CustodyList:
    """The agreements of the actor's organisation, what waits for its signature first."""
    found = custodies_for(actor).order_by("-pk")
    rows = [
        CustodyRow(row, TONES[State(row.state)], row.state == State.PROPOSED and rules.may_sign_custody(actor, row))
        for row in found[:200]
    ]
    may = acts_for_verified(actor) and actor.has(*rules.CUSTODY_ROLES)
    return CustodyList(sorted(rows, key=lambda row: not row.waits_for_me), may)


@dataclass(frozen=True, slots=True)
class CustodyPage:
    agreement: CustodyAgreement
    tone: str
    running: bool
    facts: Sequence[Fact]
    rights: Sequence[Any]
    schedule: Sequence[Annuity]
    documents: Sequence[Document]
    may_sign: bool
    may_print: bool
    sealing: bool  # its paper is out, and waits for seals
    may_keep: bool


def custody_page(actor: Actor, agreement: CustodyAgreement) -> CustodyPage:
    """An agreement with its terms, its annuities and its documents, and what the reader may do."""
    proposed = agreement.state == State.PROPOSED
    signed = agreement.state in (State.IN_FORCE, State.TERMINATED)
    documents = readable(actor, agreement)
    return CustodyPage(
        agreement=agreement,
        tone=TONES[State(agreement.state)],
        running=CustodyAgreement.objects.running().filter(pk=agreement.pk).exists(),
        facts=_facts(agreement),
        rights=list(agreement.rights.order_by("pk")),
        schedule=list(agreement.schedule.order_by("pk")),
        documents=documents,
        may_sign=proposed and rules.may_sign_custody(actor, agreement),
        may_print=proposed and not documents and rules.may_print_custody(actor, agreement),
        sealing=proposed and bool(documents),
        may_keep=signed and rules.may_keep_custody(actor, agreement),
    )


def _facts(agreement: CustodyAgreement) -> list[Fact]:
    facts = [
        (_("委托方（权利人）"), agreement.owner.local_name),
        (_("受托方（托管机构）"), agreement.custodian.local_name),
        (_("托管事项"), _("、").join(agreement.scope_labels)),
        (_("期限"), f"{agreement.from_date} – {agreement.to_date}"),
        (_("授权金额上限"), "" if agreement.limit_fen is None else yuan(agreement.limit_fen)),
        (_("年费承担"), agreement.annuities),
        (_("托管费用"), agreement.fee),
        (_("固定费用"), "" if agreement.fee_fen is None else yuan(agreement.fee_fen)),
        (_("成交分成"), "" if agreement.fee_bp is None else spoken(agreement.fee_bp, "bp")),
        (_("解除通知期（日）"), str(agreement.notice_days)),
        (_("其他约定"), agreement.terms),
        (_("最后一日"), str(agreement.ends_date or "")),
        (_("理由"), agreement.end_reason),
    ]
    return [Fact(label, value) for label, value in facts if value]


class PractitionerRow(NamedTuple):
    practitioner: Practitioner
    tone: str


@dataclass(frozen=True, slots=True)
class RegistryPage:
    rows: Sequence[PractitionerRow]
    waiting: Sequence[PractitionerRow]
    levels: Sequence[tuple[str, str]]
    words: str
    level: str


def registry_page(actor: Actor, words: str, level: str) -> RegistryPage:
    """The registry, narrowed by words and level; for the staff of an exchange what waits is apart."""
    found = practitioners_for(actor)
    if words:
        found = found.filter(
            Q(name__icontains=words) | Q(organisation__name__icontains=words) | Q(fields__icontains=words)
        )
    if level in Level.values:
        found = found.filter(level=level)
    rows = [PractitionerRow(row, PRACTITIONER_TONES[row.state]) for row in found.order_by("name", "pk")[:200]]
    waits = [row for row in rows if row.practitioner.state == "pending" and is_exchange_staff(actor)]
    rest = [row for row in rows if row not in waits]
    return RegistryPage(rest, waits, [(code, str(label)) for code, label in Level.choices], words, level)


@dataclass(frozen=True, slots=True)
class PractitionerPage:
    practitioner: Practitioner
    tone: str
    facts: Sequence[Fact]
    record: Record
    inside: bool
    may_verify: bool
    may_suspend: bool
    may_reinstate: bool


def practitioner_page(actor: Actor, row: Practitioner) -> PractitionerPage:
    """An entry with what its person brought about; the certificate number only for himself and for exchanges."""
    inside = is_exchange_staff(actor) or rules.is_the_practitioner(actor, row)
    decides = rules.may_verify_practitioner(actor, row)
    facts = [
        (_("编号"), row.number),
        (_("单位"), row.organisation.local_name if row.organisation else ""),
        (_("级别"), row.get_level_display()),
        (_("发证机构"), row.issued_by),
        (_("证书编号"), row.certificate_number if inside else ""),
        (_("有效期至"), str(row.valid_to or _("长期"))),
        (_("专长领域"), row.fields),
        (_("认证机构"), row.get_verified_by_display()),
        (_("理由"), row.reason if inside else ""),
    ]
    return PractitionerPage(
        practitioner=row,
        tone=PRACTITIONER_TONES[row.state],
        facts=[Fact(label, value) for label, value in facts if value],
        record=record_of(row),
        inside=inside,
        may_verify=decides and row.can("verify"),
        may_suspend=decides and row.can("suspend"),
        may_reinstate=decides and row.can("reinstate"),
    )


@dataclass(frozen=True, slots=True)
class OwnPage:
    practitioner: Practitioner | None
    tone: str
    initial: dict[str, Any]
    attributions: Sequence[Attribution]
    record: Record | None


def own_page(actor: Actor) -> OwnPage:
    """One's own entry, and the deals attributed to oneself."""
    row = Practitioner.objects.filter(user=actor.user).select_related("organisation").first()
    if row is None:
        return OwnPage(None, "", {"name": str(actor.user)}, [], None)
    names = ("name", "level", "certificate_number", "issued_by", "valid_to", "consents")
    initial = {name: getattr(row, name) for name in names} | {"expertise": row.fields, "paper": row.paper}
    deals = list(attributions_for(actor).order_by("-pk")[:200])
    return OwnPage(row, PRACTITIONER_TONES[row.state], initial, deals, record_of(row))
