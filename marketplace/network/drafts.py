"""What is told of a deal closed elsewhere, before it is checked."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from accounts.identifiers import normalise_uscc


@dataclass(frozen=True, slots=True, kw_only=True)
class DealDraft:
    """A deal as it is told: amounts in fen, regions as codes of GB/T 2260, `method` a `TransferMode`."""

    contract_number: str
    title: str
    method: str
    amount_fen: int
    deal_date: date
    seller: str
    seller_region: str
    buyer: str
    buyer_region: str
    seller_uscc: str = ""
    buyer_uscc: str = ""
    venue: str = ""

    def values(self) -> dict[str, Any]:
        """By the names of the model, without the space around what people wrote, codes in their one form."""
        plain = {name: value.strip() if isinstance(value, str) else value for name, value in asdict(self).items()}
        return plain | {name: normalise_uscc(plain[name]) for name in ("seller_uscc", "buyer_uscc")}
