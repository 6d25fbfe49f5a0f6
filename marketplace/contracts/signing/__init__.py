"""Ways to sign a version, behind one interface: who signs is asked elsewhere, here the evidence is made and checked."""

from django.utils.translation import gettext as _

from marketplace.contracts.signing.ca import CertifiedSignature
from marketplace.contracts.signing.interface import Adapter, Checked, Signed, Statement
from marketplace.contracts.signing.market import MarketSignature
from marketplace.contracts.signing.paper import PaperSignature
from marketplace.core.errors import Invalid

BROUGHT = ("market", "sm2", "ca")  # those that a signer may name; `paper` follows a confirmed seal
EVIDENCE_MAX = 50_000  # characters that a signer brings along
ADAPTERS: dict[str, Adapter] = {
    "market": MarketSignature("Ed25519"),
    "sm2": MarketSignature("SM2"),
    "ca": CertifiedSignature(),
    "paper": PaperSignature(),
}


def offered() -> list[str]:
    """The ways that can be chosen here: that by an outside CA where one is configured."""
    return [method for method, way in ADAPTERS.items() if way.offered]


def adapter(method: str) -> Adapter:
    """The adapter of a method. Raises Invalid for one that the market does not have."""
    found = ADAPTERS.get(method)
    if found is None:
        raise Invalid(fields={"method": [_("没有这种签署方式。")]}, rule="R-CON-02")
    return found


__all__ = ["ADAPTERS", "BROUGHT", "EVIDENCE_MAX", "Adapter", "Checked", "Signed", "Statement", "adapter", "offered"]
