"""What a holder writes of the terms of a licence. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfferDraft:
    """Amounts in fen, rates in basis points, times in months. A fixed price, or a royalty by reports; a trial has its trigger too."""

    right: str  # its number
    kind: str  # open, trial
    scope: str
    term_months: int
    fixed_fen: int | None = None
    base: str = ""
    rate_bp: int | None = None
    trigger_fen: int | None = None
    trigger_months: int | None = None
    retroactive: bool = True
    cap_fen: int | None = None
    report_months: int | None = None
    nets_fee: bool = True
    evaluation: str = ""
