"""Declaring, checking and withdrawing terms that anybody may take (R-LIC-01, R-LIC-02, R-LIC-06)."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Scope as Acts
from accounts.rules import require_authority
from marketplace.audit import commands as audit
from marketplace.catalogue import commands as catalogue
from marketplace.catalogue.models import Encumbrance, EncumbranceKind, Listing, Right, TransferMode
from marketplace.core.clock import SHANGHAI, Clock
from marketplace.core.errors import Invalid, Refused, require
from marketplace.core.findings import refuse
from marketplace.core.states import atomic, lock
from marketplace.core.validation import words
from marketplace.desk.official import official
from marketplace.licensing import rules
from marketplace.licensing.checking import faults, of_right
from marketplace.licensing.commands.standing import refuse_blocked
from marketplace.licensing.drafts import OfferDraft
from marketplace.licensing.models import Kind, Offer, OfferState
from marketplace.licensing.models.offer import NOTE_MAX, SCOPE_MAX
from marketplace.rulebook.models import CapabilityCode
from marketplace.rulebook.queries import require_capability
from marketplace.trading.commands.tariffs import tariff_of
from marketplace.trading.queries.dispositions import disposition_of


@atomic
def declare_offer(*, listing: Listing, draft: OfferDraft, actor: Actor, clock: Clock) -> Offer:
    """Declare the terms of an open licence, or of use first and payment later, on a right of a listing on offer.

    An open licence is from now on an encumbrance of its right, beside which no exclusive licence is given (R-LIC-03). Raises Invalid
    field by field for terms or a right that do not carry it (R-LIC-01, R-CON-10), Forbidden for anybody but the lister, Refused
    for a listing that is not on offer for ordinary licences, and where a licence, pledge, dispute or annuity stands in the way (R-LIC-02).
    """
    lock(listing)
    now = clock.read()
    require_authority(actor, Acts.LIST, draft.fixed_fen, at=now)
    require(rules.may_offer, actor, listing)
    _require_on_offer(listing)
    require_capability(listing.exchange, CapabilityCode.SETTLEMENT, now)
    refuse(faults(draft))
    right = _right(listing, draft, now)
    refuse_blocked(right, now, opens=draft.kind == Kind.OPEN)
    if sold := disposition_of(listing):
        message = _("该权利正在出售或已达成协议（{number}），其间不得声明许可条件。")
        raise Refused(message.format(number=sold), rule="R-LST-10", code="right_in_sale")
    if Offer.objects.filter(right=right, kind=draft.kind, state__in=[OfferState.DECLARED, OfferState.OPEN]).exists():
        raise Refused(_("该权利已有生效中或待核对的同类许可声明，请先撤回。"), rule="R-LIC-01", code="offer_known")
    assert actor.user
    assert listing.rule_version
    offer = Offer.objects.create(
        kind=draft.kind,
        listing=listing,
        right=right,
        exchange=listing.exchange,
        licensor=listing.lister,
        rule_version=listing.rule_version,
        schedule=tariff_of(listing),
        scope=words(
            draft.scope, field="scope", most=SCOPE_MAX, lack=_("请写明许可的领域、地域和数量范围。"), rule="R-LIC-01"
        ),
        term_months=draft.term_months,
        fixed_fen=draft.fixed_fen,
        base=draft.base,
        rate_bp=draft.rate_bp,
        trigger_fen=draft.trigger_fen or 0,
        trigger_months=draft.trigger_months,
        retroactive=draft.retroactive,
        cap_fen=draft.cap_fen,
        report_months=draft.report_months,
        nets_fee=draft.nets_fee,
        evaluation=words(draft.evaluation, field="evaluation", most=NOTE_MAX),
        encumbrance=_encumber(right, now, actor) if draft.kind == Kind.OPEN else None,
        declared_by=actor.user,
        declared_at=now,
    )
    audit.record(
        "licensing.offer_declared", subject=offer, actor=actor, private=True, listing=listing.number, kind=offer.kind
    )
    return offer


def _require_on_offer(listing: Listing) -> None:
    if listing.state != Listing.State.PUBLISHED or listing.unverified:
        raise Refused(_("只有已受理并正在挂牌的成果可以声明许可条件。"), rule="R-LST-08", code="not_on_offer")
    if TransferMode.ORDINARY_LICENCE not in listing.transfer_modes:
        raise Refused(_("该成果的转化方式不含普通许可。"), rule="R-CON-09", code="not_licensed")


def _right(listing: Listing, draft: OfferDraft, now: datetime) -> Right:
    right = listing.rights.filter(number=draft.right).exclude(number="").first()
    if right is None:
        raise Invalid(fields={"right": [_("请选择有申请号或登记号的权利。")]}, rule="R-LIC-01")
    found = of_right(
        draft,
        kind=right.kind,
        patent_kind=right.patent_kind,
        status=right.status,
        protected_to=right.term_ends_date,
        today=now.astimezone(SHANGHAI).date(),
    )
    refuse(found)
    return right


def _encumber(right: Right, now: datetime, actor: Actor) -> Encumbrance:
    day = now.astimezone(SHANGHAI).date()
    return catalogue.encumber(right, EncumbranceKind.OPEN_LICENCE, basis=_basis(), from_date=day, actor=actor, now=now)


@official
def _basis() -> str:
    return _("专利开放许可声明")


@atomic
def publish_offer(*, offer: Offer, announcement: str = "", actor: Actor, clock: Clock) -> Offer:
    """Put checked terms on the platform; of an open licence `announcement` is the number and day of CNIPA's announcement (R-LIC-01).

    Raises Invalid without it, Forbidden for the lister's people and other exchanges, Refused once it is decided or while
    something stands in the way of the licence.
    """
    lock(offer)
    now = clock.read()
    require(rules.may_check, actor, offer)
    _require_on_offer(offer.listing)
    lack = "" if offer.is_trial else _("请填写国家知识产权局公告的编号和日期。")
    said = words(announcement, field="announcement", most=NOTE_MAX, lack=lack, rule="R-LIC-01")
    refuse_blocked(offer.right, now, opens=not offer.is_trial)
    offer.move("publish", announcement=said, checked_by=actor.user, checked_at=now)
    audit.record("licensing.offer_published", subject=offer, actor=actor, listing=offer.listing.number, kind=offer.kind)
    return offer


@atomic
def return_offer(*, offer: Offer, reasons: str, actor: Actor, clock: Clock) -> Offer:
    """Send terms back; they may be declared anew. Raises Invalid without reasons, Forbidden as `publish_offer` does, Refused once decided."""
    lock(offer)
    now = clock.read()
    require(rules.may_check, actor, offer)
    said = words(reasons, field="reasons", most=NOTE_MAX, lack=_("请写明退回的理由。"), rule="R-SEC-11")
    offer.move("return", reasons=said, checked_by=actor.user, checked_at=now, ended_at=now)
    _lift(offer, said, actor, now)
    audit.record("licensing.offer_returned", subject=offer, actor=actor, private=True, reasons=said)
    return offer


@atomic
def withdraw_offer(*, offer: Offer, reasons: str, actor: Actor, clock: Clock) -> Offer:
    """Take terms off; licences that were taken live on (R-LIC-03). Raises Invalid without reasons, Forbidden, Refused once it is over."""
    lock(offer)
    now = clock.read()
    require_authority(actor, Acts.LIST, at=now)
    require(rules.may_withdraw_offer, actor, offer)
    said = words(reasons, field="reasons", most=NOTE_MAX, lack=_("请写明撤回的理由。"))
    offer.move("withdraw", reasons=said, ended_at=now)
    _lift(offer, said, actor, now)
    audit.record("licensing.offer_withdrawn", subject=offer, actor=actor, kind=offer.kind)
    return offer


def _lift(offer: Offer, reason: str, actor: Actor, now: datetime) -> None:
    if offer.encumbrance is not None:
        lock(offer.encumbrance)
        catalogue.release(offer.encumbrance, reason, actor, now)
