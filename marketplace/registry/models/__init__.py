from marketplace.contracts.models import SUBTYPES, ContractKind, PaymentMode, Subtype
from marketplace.registry.models.change import Change
from marketplace.registry.models.choices import LegalForm, Purpose, RightType
from marketplace.registry.models.filing import EDITABLE, Filing, Item, Opinion, Paper
from marketplace.registry.models.tax import TaxFacts

__all__ = [
    "EDITABLE",
    "SUBTYPES",
    "Change",
    "ContractKind",
    "Filing",
    "Item",
    "LegalForm",
    "Opinion",
    "Paper",
    "PaymentMode",
    "Purpose",
    "RightType",
    "Subtype",
    "TaxFacts",
]
