from marketplace.licensing.models.charge import Charge, ChargeState
from marketplace.licensing.models.licence import Ending, Licence, LicenceState, ReportState, SalesReport
from marketplace.licensing.models.offer import Base, Kind, Offer, OfferState

__all__ = [
    "Base",
    "Charge",
    "ChargeState",
    "Ending",
    "Kind",
    "Licence",
    "LicenceState",
    "Offer",
    "OfferState",
    "ReportState",
    "SalesReport",
]
