from marketplace.agency.models.attribution import Attribution
from marketplace.agency.models.custody import Annuity, CustodyAgreement, CustodyRight, Scope
from marketplace.agency.models.practitioner import Level, Practitioner

__all__ = ["Annuity", "Attribution", "CustodyAgreement", "CustodyRight", "Level", "Practitioner", "Scope"]
