"""Deals closed elsewhere: told by a party or an officer, checked by another officer."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.states import atomic, lock
from marketplace.core.validation import validate, words
from marketplace.files import commands as files
from marketplace.files.checking import SCANS
from marketplace.files.models import File
from marketplace.network import rules
from marketplace.network.drafts import DealDraft
from marketplace.network.models import ExternalDeal

REASON_MOST = 500
GIVEN_LATER = ["number", "evidence", "organisation", "entered_by", "record", "checked_by", "checked_at"]


@atomic
def register_deal(*, draft: DealDraft, exchange: str, evidence: Any = None, actor: Actor, clock: Clock) -> ExternalDeal:
    """Tell an exchange of a deal closed elsewhere, with its evidence: an uploaded file, or one handed in before.

    It counts once an officer has checked it. Raises Forbidden, Invalid field by field.
    """
    now = clock.read()
    require(rules.may_register_deal, actor, exchange)
    told: dict[str, Any] = {"organisation": actor.organisation, "entered_by": actor.user, "entered_at": now}
    deal = ExternalDeal(exchange=exchange, **draft.values(), **told)
    _check(deal, now.astimezone(SHANGHAI).date())
    deal.save()
    if evidence is not None:
        _give_evidence(deal, evidence, actor, clock)
    facts: dict[str, Any] = {
        "contract_number": deal.contract_number,
        "amount_fen": deal.amount_fen,
        "exchange": exchange,
    }
    audit.record("network.deal_registered", subject=deal, actor=actor, private=True, **facts)
    return deal


@atomic
def correct_deal(*, deal: ExternalDeal, draft: DealDraft, evidence: Any = None, actor: Actor, clock: Clock) -> None:
    """Put right what was told, before its check or after it was sent back; it waits for its check again.

    Raises Forbidden for another organisation, Invalid field by field, Refused once it is checked.
    """
    lock(deal)
    now = clock.read()
    require(rules.may_correct_deal, actor, deal)
    changes = draft.values() | {"entered_by": actor.user, "entered_at": now, "note": ""}
    for name, value in changes.items():
        setattr(deal, name, value)
    _check(deal, now.astimezone(SHANGHAI).date())
    deal.move("correct", **changes)
    if evidence is not None and evidence != deal.evidence:
        _give_evidence(deal, evidence, actor, clock)
    audit.record("network.deal_corrected", subject=deal, actor=actor, private=True, amount_fen=deal.amount_fen)


def _check(deal: ExternalDeal, today: date) -> None:
    if deal.deal_date > today:
        raise Invalid(fields={"deal_date": [_("成交日期不得晚于今天。")]})
    validate(deal, exclude=GIVEN_LATER)


def _give_evidence(deal: ExternalDeal, evidence: Any, actor: Actor, clock: Clock) -> None:
    """Keep what was uploaded, or take what was handed in before, about this deal."""
    file = evidence
    if not isinstance(file, File):
        file = files.store(upload=evidence, purpose="deal_evidence", kinds=SCANS, actor=actor, clock=clock)
    files.attach(file=file, subject=audit.ref(deal), actor=actor)
    deal.evidence = file
    deal.save(update_fields=["evidence"])


@atomic
def check_deal(*, deal: ExternalDeal, actor: Actor, clock: Clock) -> None:
    """Confirm that a deal is what its evidence says: from now on it counts.

    Raises Forbidden for who entered it, Refused without evidence or in another state.
    """
    lock(deal)
    now = clock.read()
    require(rules.may_check_deal, actor, deal)
    require(rules.is_another_than_who_entered, actor, deal)
    if deal.evidence is None:
        raise Refused(_("这笔成交没有证明材料，不能核验：请退回，由登记单位补交合同或凭证。"), code="no_evidence")
    deal.move("check", checked_by=actor.user, checked_at=now)
    told: dict[str, Any] = {"exchange": deal.exchange, "amount_fen": deal.amount_fen, "deal_date": deal.deal_date}
    audit.record("network.deal_checked", subject=deal, actor=actor, private=True, **told)


@atomic
def send_back_deal(*, deal: ExternalDeal, reason: str, actor: Actor, clock: Clock) -> None:
    """Send a deal back to whoever told of it, with reasons. Raises Forbidden, Invalid without reasons, Refused elsewhere."""
    lock(deal)
    clock.read()
    require(rules.may_check_deal, actor, deal)
    said = words(reason, field="reason", most=REASON_MOST, lack=_("请写明退回原因和需要补正的内容。"))
    deal.move("send_back", note=said)
    audit.record("network.deal_sent_back", subject=deal, actor=actor, private=True, reason=said)
