"""What a listing lacks before it can be handed to an exchange (R-LST-04)."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import OwnerCategory
from marketplace.catalogue.checking import Faults
from marketplace.catalogue.models import Listing, Ownership, PriceMode, Right, RightKind, RightStatus
from marketplace.rulebook.models import RuleVersion


def gaps_of(listing: Listing, version: RuleVersion) -> Faults:
    """Field by field what is missing or contradicts itself; empty if the listing can be submitted."""
    gaps = _missing_texts(listing)
    gaps |= _gaps_of_rights(list(listing.rights.order_by("position")))
    gaps |= _gaps_of_owners(listing, list(listing.ownerships.order_by("position")), version)
    if (
        listing.buyer_conditions
        and not listing.buyer_conditions_basis
        and listing.owner_category == OwnerCategory.STATE_FIRM
    ):
        gaps["buyer_conditions_basis"] = [
            _("国有企业资产设置受让方资格条件须引用法律依据（规则 R-LST-05）。请填写依据，或删去资格条件。")
        ]
    return gaps


def _missing_texts(listing: Listing) -> Faults:
    required: dict[str, tuple[Any, str]] = {
        "abstract": (listing.abstract, _("请填写成果简介。")),
        "transfer_modes": (listing.transfer_modes, _("请至少选择一种转化方式。")),
        "owner_category": (listing.owner_category, _("请选择所有制类别，它决定交易程序（规则 R-PRI-07）。")),
    }
    if listing.owner_category == OwnerCategory.STATE_FIRM:
        asked = _("请选择国资层级：中央企业，或地方国有企业；它决定哪家交易机构可以办理（规则 R-LST-11）。")
        required["state_level"] = (listing.state_level, asked)
    if listing.price_mode != PriceMode.NEGOTIATED:
        required["asking_price_fen"] = (listing.asking_price_fen, _("挂牌和竞价须写明价格（规则 R-LST-04）。"))
    return {name: [message] for name, (value, message) in required.items() if not value}


def _gaps_of_rights(rights: list[Right]) -> Faults:
    if not rights:
        return {"rights": [_("请至少填写一项权利：专利、技术秘密、软件、植物新品种或布图设计（规则 R-PRI-08）。")]}
    gaps: Faults = {}
    for place, right in enumerate(rights):
        if right.kind != RightKind.TRADE_SECRET and not right.number:
            gaps[f"rights.{place}.number"] = [_("请填写申请号或登记号（规则 R-LST-04）。")]
        if right.kind == RightKind.PATENT and not right.filing_date:
            gaps[f"rights.{place}.filing_date"] = [_("请填写专利申请日，保护期由此计算（规则 R-CON-10）。")]
        if right.status in (RightStatus.LAPSED, RightStatus.INVALIDATED):
            gaps[f"rights.{place}.status"] = [_("已终止或已宣告无效的权利不能挂牌（规则 R-CON-10）。")]
    return gaps


def _gaps_of_owners(listing: Listing, owners: list[Ownership], version: RuleVersion) -> Faults:
    if not shares_are_whole(owners):
        return {"owners": [_("各权利人的份额之和须恰为 1（规则 R-LST-04），例如 3/5 与 2/5。")]}
    if listing.lister_id not in {owner.organisation_id for owner in owners}:
        return {"owners": [_("登记单位须是权利人之一。受托登记请由权利人自己的账号办理。")]}
    limit = version.value("R-LST-10", "max_holders")
    if len(owners) > limit:
        return {"owners": [_("权利人不得超过 {limit} 个（规则 R-LST-10）。").format(limit=limit)]}
    return {}


def shares_are_whole(owners: Iterable[Ownership]) -> bool:
    """Whether every holder has a share and all shares sum to exactly one."""
    shares = [owner.share for owner in owners]
    return None not in shares and sum((share for share in shares if share), Fraction(0)) == 1
