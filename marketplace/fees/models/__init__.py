from marketplace.fees.models.choices import Base, Criterion, LegalBasis, Method, Service, Side
from marketplace.fees.models.comment import ScheduleComment
from marketplace.fees.models.invoice import Invoice, Particulars
from marketplace.fees.models.phase import Phase
from marketplace.fees.models.quote import PaymentNotice, Quote
from marketplace.fees.models.rate import Band, DealLimit, Rate, Relief
from marketplace.fees.models.schedule import EXAMPLE_MARK, Adoption, Schedule

__all__ = [
    "EXAMPLE_MARK",
    "Adoption",
    "Band",
    "Base",
    "Criterion",
    "DealLimit",
    "Invoice",
    "LegalBasis",
    "Method",
    "Particulars",
    "PaymentNotice",
    "Phase",
    "Quote",
    "Rate",
    "Relief",
    "Schedule",
    "ScheduleComment",
    "Service",
    "Side",
]
