"""What of a listing a version keeps, and how a person reads it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import OwnerCategory
from marketplace.catalogue.models import Listing, Ownership, PriceMode, Right, StateLevel, TransferMode
from marketplace.core.money import yuan

# Fields in the order in which they are shown, with how a value is read.
Reader = Callable[[Any], str]


def _lines(value: Any) -> str:
    return "\n".join(value)


def _labels(choices: Any) -> Reader:
    return lambda value: "\n".join(str(choices(code).label) for code in value if code in choices.values)


def _label(choices: Any) -> Reader:
    return lambda value: str(choices(value).label) if value in choices.values else ""


def _proofs(value: Any) -> str:
    return "\n".join(f"{item['kind']} {item['date']}" for item in value)


FIELDS: Mapping[str, tuple[Promise, Reader]] = {
    "title": (_("成果名称"), str),
    "title_en": (_("英文名称"), str),
    "abstract": (_("成果简介"), str),
    "abstract_en": (_("英文简介"), str),
    "keywords": (_("关键词"), _lines),
    "applications": (_("应用场景"), _lines),
    "advantages": (_("技术优势"), _lines),
    "comparisons": (_("与现有做法的实测对比"), _lines),
    "trl": (_("技术就绪度（自评）"), str),
    "maturity": (_("成熟度说明"), str),
    "evidence": (_("成熟度证据"), _proofs),
    "technology_field_id": (_("技术领域"), str),
    "ipc_codes": (_("IPC 分类号"), _lines),
    "industry_codes": (_("行业代码"), _lines),
    "rights": (_("权利"), _lines),
    "owners": (_("权利人"), _lines),
    "transfer_modes": (_("转化方式"), _labels(TransferMode)),
    "price_mode": (_("定价方式"), _label(PriceMode)),
    "asking_price_fen": (_("意向价格"), yuan),
    "owner_category": (_("所有制类别"), _label(OwnerCategory)),
    "state_level": (_("国资层级"), _label(StateLevel)),
    "encumbrances": (_("已有许可、质押和争议"), str),
    "defects": (_("已知缺陷"), str),
    "payment_terms": (_("付款条件"), str),
    "decision_basis": (_("决策或批准文件"), str),
    "buyer_conditions": (_("受让方资格条件"), str),
    "buyer_conditions_basis": (_("资格条件的法律依据"), str),
}
PARTS = frozenset({"rights", "owners", "comparisons"})


def said_by(listing: Listing) -> dict[str, Any]:
    """What a listing says now; of its parts one line each, of a trade secret only its kind (R-LST-07)."""
    said = {name: getattr(listing, name) for name in FIELDS if name not in PARTS}
    owners = listing.ownerships.select_related("organisation").order_by("position")
    return said | {
        "rights": [_right(right) for right in listing.rights.order_by("position")],
        "owners": [_owner(owner) for owner in owners],
        "comparisons": [
            f"{row} · {row.practice} · {row.method} · {row.origin}" for row in listing.comparisons.order_by("position")
        ],
    }


def _right(right: Right) -> str:
    title = "" if right.is_secret else right.title
    return " ".join(filter(None, [str(right.kind), right.number, title, str(right.filing_date or "")]))


def _owner(owner: Ownership) -> str:
    """In the language it was written in: what is kept does not depend on who reads."""
    name = owner.organisation.name if owner.organisation else owner.name
    return f"{name} {owner.share or ''}".strip()


def read(name: str, value: Any) -> str:
    """A kept value as text; empty for nothing."""
    return "" if value is None or value in ("", []) else FIELDS[name][1](value)
