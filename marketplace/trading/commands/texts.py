"""The text of a sale's contract, drawn up from listing, rights, owners, price and payment (R-CON-01..06, R-SET-03)."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.actor import Actor
from marketplace.audit import commands as audit
from marketplace.catalogue.models import Listing, Ownership, Right, RightKind, RightStatus, TransferMode
from marketplace.contracts import commands as contracts
from marketplace.contracts import standard
from marketplace.contracts.content import LICENCE, Patent, Planned, Text
from marketplace.contracts.models import Deed, Subtype
from marketplace.contracts.payments import Payment
from marketplace.contracts.queries.reading import deed_of
from marketplace.core.clock import Clock
from marketplace.core.money import capitals, yuan
from marketplace.core.rates import percent
from marketplace.desk.official import official
from marketplace.trading.commands.terms import agreed_words, fee_words, plan_words
from marketplace.trading.models import Plan, Sale

LICENCES = (TransferMode.EXCLUSIVE_LICENCE, TransferMode.SOLE_LICENCE, TransferMode.ORDINARY_LICENCE)
ANNOUNCED = ("project", "subject", "price", "licence", "priority", "owners")
MANAGED = ("payment",)
RULE = "R-CON-03"


def draft_text(sale: Sale, now: datetime, actor: Actor, clock: Clock) -> Deed:
    """The first version, complete and lawful: who changes nothing signs it at once."""
    winner = sale.leading_registration
    assert winner
    return contracts.draft(
        subject=audit.ref(sale),
        title=sale.listing.title,
        exchange=sale.exchange,
        provider=sale.listing.lister,
        client=winner.organisation,
        text=_text(sale, now),
        rule_version=sale.rule_version,
        announced=ANNOUNCED,
        managed=MANAGED,
        manages_payment=True,
        actor=actor,
        clock=clock,
    )


def redraft_text(sale: Sale, plan: Plan | None, actor: Actor, clock: Clock) -> None:
    """How the price is paid has changed: the clause follows, the rest stays as the sides agreed."""
    deed = deed_of(audit.ref(sale))
    if deed is not None:
        contracts.redraft(
            deed=deed, clauses={"payment": _payment(sale, plan)}, payment=_mode(plan), actor=actor, clock=clock
        )


@official
def _text(sale: Sale, now: datetime) -> Text:
    listing, price_fen = sale.listing, sale.leading_fen
    assert price_fen is not None
    rights = list(listing.rights.order_by("position"))
    patents = [_patent(listing, right) for right in rights if right.kind == RightKind.PATENT and right.number]
    subtype = subtype_of(sale, rights)
    days = int(sale.rule_version.value(RULE, "delivery_days"))
    clauses = {
        "project": listing.title,
        "subject": "\n".join(_subject(sale, rights)),
        "price": _("合同价款为 {price} 元（大写：{capitals}）。").format(
            price=yuan(price_fen), capitals=capitals(price_fen)
        ),
        "payment": _payment(sale, None),
        "owners": _owners(listing),
        "priority": _priority(listing),
    }
    if subtype in LICENCE:
        kinds = "、".join(str(TransferMode(mode).label) for mode in listing.transfer_modes)
        told = _("{kinds}；许可的范围和期限以公告的交易条件为准，不超过权利的存续期限（规则 R-CON-10）。")
        clauses["licence"] = told.format(kinds=kinds)
    return standard.text(
        subtype,
        clauses,
        payment=_mode(None),
        price_fen=price_fen,
        patents=tuple(patents),
        milestones=(_delivery(days),),
        answer_days=int(sale.rule_version.value(RULE, "answer_days")),
    )


def subtype_of(sale: Sale, rights: list[Right]) -> str:
    """Which of the types a deal is, by what is sold and how; a lot with patents is a contract of patents (R-CON-01)."""
    modes = sale.listing.transfer_modes
    licence = TransferMode.ASSIGNMENT not in modes and any(mode in LICENCES for mode in modes)
    patents = [right for right in rights if right.kind == RightKind.PATENT and right.number]
    if sale.in_kind:
        return Subtype.EQUITY
    if not licence and TransferMode.ASSIGNMENT not in modes and TransferMode.DEVELOPMENT in modes:
        return Subtype.COMMISSIONED
    if not licence and TransferMode.ASSIGNMENT not in modes and TransferMode.SERVICE in modes:
        return Subtype.SERVICE
    if patents and licence:
        return Subtype.PATENT_LICENCE
    if patents:
        pending = all(right.status == RightStatus.PENDING for right in patents)
        return Subtype.APPLICATION if pending else Subtype.PATENT
    if rights and all(right.is_secret for right in rights):
        return Subtype.SECRET_LICENCE if licence else Subtype.SECRET
    return Subtype.OTHER_LICENCE if licence else Subtype.OTHER_RIGHT


def _patent(listing: Listing, right: Right) -> Patent:
    holders = "、".join(owner.holder for owner in _owners_of(listing)) or listing.lister.name
    granted = right.status != RightStatus.PENDING
    return Patent(
        title=right.title or listing.title,
        applicant=holders,
        patentee=holders if granted else "",
        filing_date=right.filing_date.isoformat() if right.filing_date else "",
        application_number=right.number,
        patent_number=right.number if granted else "",
        term_ends_date=right.term_ends_date.isoformat() if right.term_ends_date else "",
    )


def _subject(sale: Sale, rights: list[Right]) -> Iterator[str]:
    modes = "、".join(str(TransferMode(mode).label) for mode in sale.listing.transfer_modes)
    yield _("甲方按项目 {project} 公告的交易条件，以{modes}的方式将下列技术成果的权利给予乙方：").format(
        project=sale.listing.project_number, modes=modes
    )
    for place, right in enumerate(rights, 1):
        named = right.title or right.get_kind_display()
        number = f"（{right.number}）" if right.number else ""
        yield f"{place}. {named}{number}，{right.get_kind_display()}"
    agreed = agreed_words(sale)
    if agreed:
        yield agreed


def _owners_of(listing: Listing) -> list[Ownership]:
    return list(listing.ownerships.select_related("organisation").order_by("position"))


def _owners(listing: Listing) -> str:
    owners = _owners_of(listing)
    if len(owners) < 2:
        return _("技术成果由甲方单独享有。")
    shares = "、".join(
        f"{owner.holder} {percent(owner.share)}" if owner.share is not None else owner.holder for owner in owners
    )
    return _("技术成果由下列权利人共有：{owners}；各共有人均已书面同意本合同的处分（规则 R-CON-06）。").format(
        owners=shares
    )


def _priority(listing: Listing) -> str:
    holders = list(listing.priority_holders.order_by("rank", "pk"))
    if not holders:
        return _("没有登记的优先受让权利人。")
    said = "、".join(f"{holder.name}（{holder.get_state_display()}）" for holder in holders)
    return _("依法享有同等条件优先受让权利的人：{holders}（规则 R-CON-05）。").format(holders=said)


@official
def _payment(sale: Sale, plan: Plan | None) -> str:
    words = plan_words(plan) if plan else sale.listing.payment_terms
    return "\n".join(filter(None, [words, fee_words(sale.settlement)]))


def _mode(plan: Plan | None) -> Payment:
    return Payment("instalments" if plan else "at_once")


def _delivery(days: int) -> Planned:
    return Planned(
        name=_("交付技术资料"),
        deliverables=_("本合同标的的全部技术资料，以及办理权利登记所需的文件"),
        acceptance=_("资料完整、可读，与本合同所列技术成果一致"),
        days=days,
    )
