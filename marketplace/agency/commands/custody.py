"""A custody agreement from its proposal to its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actor import Actor
from accounts.models import ExchangeCode, Organisation
from marketplace.agency import rules
from marketplace.agency.models import CustodyAgreement, CustodyRight, Scope
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.money import yuan
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.documents.commands import issue, revoke
from marketplace.documents.models import Document
from marketplace.documents.queries import documents_of
from marketplace.files.checking import SCANS
from marketplace.files.commands import store
from marketplace.rulebook.periods import in_shanghai

PAPER = "custody_agreement"
REASON_MOST, PAPER_REASON_MOST = 500, 300
RIGHTS_MOST = 100


@dataclass(frozen=True, slots=True)
class CustodyTerms:
    """What the two sides agree on; amounts in fen, shares in basis points, days included on both ends."""

    scopes: Sequence[str]
    from_date: date
    to_date: date
    fee: str
    all_rights: bool = False
    rights: Sequence[tuple[str, str]] = ()  # number and title, where it is not about all
    limit_fen: int | None = None
    annuities: str = ""
    fee_fen: int | None = None
    fee_bp: int | None = None
    notice_days: int = 30
    terms: str = ""


@atomic
def propose_custody(
    *, owner: Organisation, custodian: Organisation, terms: CustodyTerms, actor: Actor, clock: Clock
) -> CustodyAgreement:
    """Propose a custody from either side; it counts once the other side has signed.

    Raises Invalid field by field: no scope, neither rights nor all of them, an end before its start or in the past.
    """
    now = clock.read()
    require(rules.may_propose_custody, actor, owner, custodian)
    _check(owner, custodian, terms, in_shanghai(now))
    agreement = CustodyAgreement(
        owner=owner,
        custodian=custodian,
        scopes=sorted(set(terms.scopes)),
        all_rights=terms.all_rights,
        from_date=terms.from_date,
        to_date=terms.to_date,
        limit_fen=terms.limit_fen,
        annuities=terms.annuities.strip(),
        fee=terms.fee.strip(),
        fee_fen=terms.fee_fen,
        fee_bp=terms.fee_bp,
        notice_days=terms.notice_days,
        terms=terms.terms.strip(),
        proposed_by=actor.user,
        proposed_for=actor.organisation,
        proposed_at=now,
    )
    validate(agreement)
    agreement.save()
    named = [] if terms.all_rights else terms.rights
    CustodyRight.objects.bulk_create(
        CustodyRight(agreement=agreement, number=number.strip(), title=title.strip()) for number, title in named
    )
    audit.record(
        "agency.custody_proposed",
        subject=agreement,
        actor=actor,
        private=True,
        owner=owner.number,
        custodian=custodian.number,
        scopes=agreement.scopes,
    )
    return agreement


def _check(owner: Organisation, custodian: Organisation, terms: CustodyTerms, today: date) -> None:
    faults: dict[str, list[str]] = {}
    if owner.pk == custodian.pk:
        faults["custodian"] = [_("受托方不能是委托方自己。")]
    for side, name in ((owner, "owner"), (custodian, "custodian")):
        if not side.is_verified:
            faults[name] = [_("“{name}”尚未通过认证，不能签订托管协议。").format(name=side.name)]
    if not terms.scopes or set(terms.scopes) - set(Scope.values):
        faults["scopes"] = [_("请选择托管事项。")]
    if terms.to_date < terms.from_date:
        faults["to_date"] = [_("期限的最后一日不得早于第一日。")]
    elif terms.to_date < today:
        faults["to_date"] = [_("期限已经结束，请填写以后的日期。")]
    numbers = [number.strip() for number, _title in terms.rights]
    if not terms.all_rights and not numbers:
        faults["rights"] = [_("请列明托管的权利，或选择托管全部成果。")]
    elif len(numbers) > RIGHTS_MOST or len(set(numbers)) != len(numbers) or not all(numbers):
        faults["rights"] = [_("每行写一项权利，号码不得重复，最多 {most} 项。").format(most=RIGHTS_MOST)]
    if faults:
        raise Invalid(fields=faults, rule="C15")


@atomic
def sign_custody(*, agreement: CustodyAgreement, actor: Actor, clock: Clock) -> None:
    """Sign for the side that did not propose: from now on the custodian acts within the scope, until the term ends.

    The agreement is issued as a document of both, unless its paper is there already. Raises Refused once its term is over.
    """
    lock(agreement)
    now = clock.read()
    require(rules.may_sign_custody, actor, agreement)
    require_term(agreement, now)
    agreement.move("sign", signed_by=actor.user, signed_at=now)
    audit.record("agency.custody_signed", subject=agreement, actor=actor, private=True)
    if paper_of(agreement) is None:
        issue_paper(agreement, actor, clock)


def require_term(agreement: CustodyAgreement, now: datetime) -> None:
    """Raises Refused once the term of a proposal is over."""
    if agreement.to_date < in_shanghai(now):
        raise Refused(_("协议期限已过，不能再签署。请重新提出。"), rule="C15", code="term_over")


def paper_of(agreement: CustodyAgreement) -> Document | None:
    """The document of an agreement that is in force."""
    return documents_of(agreement).filter(code=PAPER, state=Document.State.CURRENT).first()


def issue_paper(agreement: CustodyAgreement, actor: Actor, clock: Clock) -> Document:
    return issue(
        code=PAPER,
        subject=agreement,
        exchange=exchange_of(agreement),
        data=document_data(agreement),
        actor=actor,
        clock=clock,
    )


def exchange_of(agreement: CustodyAgreement) -> str:
    """In whose series the document is numbered: that of the side that is an exchange, else the owner's home exchange."""
    sides = agreement.custodian.exchange_code or agreement.owner.exchange_code
    return sides or agreement.owner.home_exchange or ExchangeCode.SW


def document_data(agreement: CustodyAgreement) -> dict[str, Any]:
    """The fields of the template `custody_agreement`, whose language is Chinese whoever signs."""
    with override(settings.LANGUAGE_CODE):
        return _document_data(agreement)


def _document_data(agreement: CustodyAgreement) -> dict[str, Any]:
    rights = [{"name": row.title, "number": row.number} for row in agreement.rights.order_by("pk")]
    data = {
        "agreement_number": agreement.number,
        "owner": agreement.owner.name,
        "owner_uscc": agreement.owner.uscc,
        "custodian": agreement.custodian.name,
        "custodian_uscc": agreement.custodian.uscc,
        "rights": rights or [{"name": _("委托方在期限内的全部科技成果")}],
        "scope": agreement.scope_labels,
        "authority": _authority(agreement),
        "annuities": agreement.annuities,
        "fee": _fee(agreement),
        "fee_amount": agreement.fee_fen,
        "valid_from": agreement.from_date,
        "valid_to": agreement.to_date,
        "termination": _("任何一方提前 {days} 日书面通知可以解除本协议。").format(days=agreement.notice_days),
        "terms": agreement.terms,
    }
    return {name: value for name, value in data.items() if value not in ("", None)}


def _authority(agreement: CustodyAgreement) -> str:
    said = _("乙方在上列事项内代甲方办理；成果的所有权和收益归甲方。")
    if agreement.limit_fen is None:
        return said
    return said + _("乙方代签合同的金额不超过 {limit} 元。").format(limit=yuan(agreement.limit_fen))


def _fee(agreement: CustodyAgreement) -> str:
    if agreement.fee_bp is None:
        return agreement.fee
    return agreement.fee + _("（成交分成万分之 {bp}）").format(bp=agreement.fee_bp)


@atomic
def refuse_custody(*, agreement: CustodyAgreement, reason: str, actor: Actor, clock: Clock) -> None:
    """Decline a proposal, for the side that did not make it; a paper of it is revoked. Raises Invalid without a reason."""
    lock(agreement)
    clock.read()
    require(rules.may_sign_custody, actor, agreement)
    reason = words(reason, field="reason", most=REASON_MOST, lack=_("请写明不签署的理由。"))
    agreement.move("refuse", end_reason=reason)
    paper = paper_of(agreement)
    if paper is not None:
        revoke(document=paper, reason=reason[:PAPER_REASON_MOST], actor=actor, clock=clock)
    audit.record("agency.custody_refused", subject=agreement, actor=actor, private=True, reason=reason)


@atomic
def terminate_custody(*, agreement: CustodyAgreement, last_date: date, reason: str, actor: Actor, clock: Clock) -> None:
    """End an agreement from either side, with the notice it asks for: it still counts on `last_date`.

    Raises Invalid for a day before the notice has run, or after the term; without a reason.
    """
    lock(agreement)
    now = clock.read()
    require(rules.may_keep_custody, actor, agreement)
    reason = words(reason, field="reason", most=REASON_MOST, lack=_("请写明解除的理由。"))
    earliest = in_shanghai(now) + timedelta(days=agreement.notice_days)
    if not earliest <= last_date <= agreement.to_date:
        raise Invalid(
            fields={
                "last_date": [
                    _("解除须提前 {days} 日通知：最后一日应在 {earliest} 至 {last} 之间。").format(
                        days=agreement.notice_days, earliest=earliest, last=agreement.to_date
                    )
                ]
            },
            rule="C15",
        )
    agreement.move("terminate", ends_date=last_date, end_reason=reason)
    audit.record(
        "agency.custody_terminated",
        subject=agreement,
        actor=actor,
        private=True,
        last_date=str(last_date),
        reason=reason,
    )


@atomic
def attach_custody_scan(*, agreement: CustodyAgreement, upload: Any, actor: Actor, clock: Clock) -> None:
    """Keep the scan of the paper that both sides sealed beside the agreement. Raises Invalid if the file is not taken."""
    lock(agreement)
    require(rules.may_keep_custody, actor, agreement)
    file = store(upload=upload, purpose="custody", subject=audit.ref(agreement), kinds=SCANS, actor=actor, clock=clock)
    agreement.scan = file
    agreement.save(update_fields=["scan"])
    audit.record("agency.custody_scanned", subject=agreement, actor=actor, private=True, file=file.number)
