from marketplace.fees.models.phase import Phase
from marketplace.fees.models.quote import PaymentNotice, Quote
from marketplace.fees.models.schedule import EXAMPLE_MARK, Adoption, Band, LegalBasis, Rate, Schedule, Side

__all__ = [
    "EXAMPLE_MARK",
    "Adoption",
    "Band",
    "LegalBasis",
    "PaymentNotice",
    "Phase",
    "Quote",
    "Rate",
    "Schedule",
    "Side",
]
