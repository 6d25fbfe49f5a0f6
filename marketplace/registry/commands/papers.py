"""技术合同认定登记证明: what a registration is proved by, with both amounts (R-REG-04). Steps of commands that have asked."""

from typing import Any

from accounts.actor import Actor
from marketplace.core.clock import Clock
from marketplace.desk.official import official
from marketplace.documents import commands as documents
from marketplace.documents.models import Document
from marketplace.documents.queries import documents_of
from marketplace.registry.models import Filing

CERTIFICATE = "registration_certificate"


def issue_certificate(filing: Filing, actor: Actor, clock: Clock) -> Document:
    """For whoever filed; its registrar reads it too."""
    return documents.issue(
        code=CERTIFICATE,
        subject=filing,
        exchange=filing.exchange,
        data=_data(filing),
        actor=actor,
        clock=clock,
        addressee=filing.filer,
    )


def reissue_certificate(filing: Filing, reason: str, actor: Actor, clock: Clock) -> None:
    """The certificate in force anew: the contract's amounts have changed (R-REG-07)."""
    for paper in _current(filing):
        documents.reissue(document=paper, data=_data(filing), reason=reason, actor=actor, clock=clock)


def revoke_certificate(filing: Filing, reason: str, actor: Actor, clock: Clock) -> None:
    """The registration is cancelled; the certificate says so when it is checked (R-REG-07)."""
    for paper in _current(filing):
        documents.revoke(document=paper, reason=reason, actor=actor, clock=clock)


def _current(filing: Filing) -> list[Document]:
    rows = documents_of(filing).filter(code=CERTIFICATE, state=Document.State.CURRENT)
    return list(rows.select_for_update(of=["self"], no_key=True))


@official
def _data(filing: Filing) -> dict[str, Any]:
    assert filing.rule_version
    told: dict[str, Any] = {
        "addressee": filing.filer.name,
        "registration_number": filing.registration_number,
        "registered_at": filing.decided_at,
        "contract_name": filing.name,
        "contract_number": filing.contract_number,
        "contract_kind": f"{filing.get_kind_display()} · {filing.get_subtype_display()}",
        "other_name": filing.other_name,
        "signed_date": filing.signed_date,
        "ends_date": filing.ends_date,
        "field": str(filing.technology_field),
        "total": filing.total_fen,
        "technology": filing.technology_fen,
        "rules": f"{filing.rule_version.title_zh}（{filing.rule_version.number}）",
    }
    rest = {
        "addressee_uscc": filing.filer.uscc,
        "right_numbers": filing.right_numbers,
        "deducted": filing.deducted_fen,
    }
    return told | {name: said for name, said in rest.items() if said}
