"""What comes from elsewhere: records of the exchanges' own systems, the files that brought them, deals closed elsewhere."""

from marketplace.network.models.deal import ExternalDeal
from marketplace.network.models.record import Mark, PartnerRecord, Reading, Reason
from marketplace.network.models.transfer import Kind, Transfer

__all__ = ["ExternalDeal", "Kind", "Mark", "PartnerRecord", "Reading", "Reason", "Transfer"]
