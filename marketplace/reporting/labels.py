"""The words of what figures are broken down by."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import ExchangeCode, OwnerCategory
from marketplace.catalogue.models import PriceMode, TechnologyField, TransferMode
from marketplace.contracts.models import ContractKind
from marketplace.reporting.regions import NAMES

SEVERAL = "several"
UNSAID = gettext_lazy("未填写")


def labels(dimension: str) -> Mapping[str, str]:
    """Every key of a dimension with its words, in the order in which they are shown."""
    return {key: str(words) for key, words in _LABELS[dimension]().items()}


def label(dimension: str, key: str) -> str:
    """The words of one key; a key that nobody knows any more is shown as it is."""
    return labels(dimension).get(key, key) or _("未填写")


def _fields() -> dict[str, Any]:
    return {row.code: str(row) for row in TechnologyField.objects.order_by("position")} | {"": UNSAID}


_LABELS: dict[str, Callable[[], Mapping[str, Any]]] = {
    "exchange": lambda: dict(ExchangeCode.choices),
    "mode": lambda: dict(TransferMode.choices) | {SEVERAL: gettext_lazy("多种方式"), "": UNSAID},
    "field": _fields,
    "kind": lambda: dict(ContractKind.choices),
    "seller_region": lambda: NAMES,
    "buyer_region": lambda: NAMES,
    "owner": lambda: dict(OwnerCategory.choices) | {"": UNSAID},
    "route": lambda: dict(PriceMode.choices),
}
