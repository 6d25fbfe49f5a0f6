"""A custody agreement that is signed on paper: printed, sealed by both sides, scanned, and compared with the original."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Organisation, User
from marketplace.agency import rules
from marketplace.agency.commands.custody import issue_paper, paper_of, require_term
from marketplace.agency.models import CustodyAgreement
from marketplace.audit import commands as audit
from marketplace.core.clock import Clock
from marketplace.core.errors import Refused, require
from marketplace.core.states import atomic, lock
from marketplace.documents.models import Document, Sealing

State = CustodyAgreement.State


@atomic
def print_custody(*, agreement: CustodyAgreement, actor: Actor, clock: Clock) -> Document:
    """Issue the paper of a proposal, for both sides to seal; the one that is there already, if it is.

    Raises Refused unless the agreement waits for its signature, and between two exchanges, which confirm seals of others.
    """
    lock(agreement)
    now = clock.read()
    require(rules.may_print_custody, actor, agreement)
    require_term(agreement, now)
    if agreement.state != State.PROPOSED:
        raise Refused(_("协议不在待签署状态，不能改用纸质签署。"), rule="C15", code="not_proposed")
    if agreement.owner.exchange_code and agreement.custodian.exchange_code:
        raise Refused(_("双方都是交易机构，请在线签署。"), rule="C15", code="two_exchanges")
    return paper_of(agreement) or issue_paper(agreement, actor, clock)


def check_seal(document: Document, actor: Actor) -> None:
    """Who proposed an agreement does not seal it for the other side. Raises Refused."""
    agreement = _agreement_of(document)
    own = agreement.proposed_for
    proposer = actor.user is not None and actor.user.pk == agreement.proposed_by_id
    if proposer and agreement.state == State.PROPOSED and not actor.acts_for(own):
        raise Refused(
            _("您代表“{side}”提出了这份协议，不能再代表对方盖章。请由对方的另一人办理。").format(side=own.local_name),
            rule="C15",
            code="own_proposal",
        )


def sign_by_seals(sealing: Sealing, now: datetime, actor: Actor) -> None:
    """Sign an agreement once every side has sealed its paper and the originals were compared; an exchange that is a side
    seals the original which its own officer confirms. Of one that was signed before, nothing changes.
    """
    agreement = _agreement_of(sealing.document)
    lock(agreement)
    if agreement.state != State.PROPOSED or _still_to_seal(agreement, sealing.document):
        return
    require_term(agreement, now)
    signer = _signer(agreement, sealing.document, actor)
    if signer == agreement.proposed_by:
        raise Refused(_("协议由您提出，须由另一位工作人员核对原件并代表本机构签署。"), rule="C15", code="own_proposal")
    agreement.move("sign", signed_by=signer, signed_at=now, scan=sealing.file)
    told = {"document": sealing.document.number, "sealing": sealing.number}
    audit.record("agency.custody_signed", subject=agreement, actor=actor, private=True, **told)


def sides_that_seal(agreement: CustodyAgreement) -> list[Organisation]:
    return [side for side in (agreement.owner, agreement.custodian) if not side.exchange_code]


def _still_to_seal(agreement: CustodyAgreement, document: Document) -> bool:
    confirmed = set(_confirmed(document).values_list("organisation", flat=True))
    return any(side.pk not in confirmed for side in sides_that_seal(agreement))


def _signer(agreement: CustodyAgreement, document: Document, actor: Actor) -> User:
    """The person of the side that did not propose: who handed its scan in, or the officer of the exchange."""
    other = agreement.custodian if agreement.proposed_for_id == agreement.owner_id else agreement.owner
    if other.exchange_code:
        assert actor.user is not None
        return actor.user
    return _confirmed(document).get(organisation=other).uploaded_by


def _confirmed(document: Document) -> QuerySet[Sealing]:
    return Sealing.objects.filter(document=document, state=Sealing.State.CONFIRMED)


def _agreement_of(document: Document) -> CustodyAgreement:
    number = document.subject.partition(":")[2]
    return CustodyAgreement.objects.select_related("owner", "custodian", "proposed_for").get(number=number)
