from marketplace.trading.models.bid import Bid
from marketplace.trading.models.certificate import Certificate
from marketplace.trading.models.commission import Commission
from marketplace.trading.models.contract import Contract
from marketplace.trading.models.contribution import Contribution, ContributionState
from marketplace.trading.models.default import Default
from marketplace.trading.models.envelope import Envelope, HandedShare, Score
from marketplace.trading.models.forfeiture import Forfeiture
from marketplace.trading.models.instalment import Instalment, Plan
from marketplace.trading.models.interruption import Interruption
from marketplace.trading.models.invitation import InvitationStop, SaleInvitation
from marketplace.trading.models.negotiation import Negotiation, Offer
from marketplace.trading.models.opening_key import OpeningKey
from marketplace.trading.models.priority import PriorityHolder
from marketplace.trading.models.prolongation import Prolongation
from marketplace.trading.models.protocol import Protocol
from marketplace.trading.models.publicity import NoticeObjection, Publicity
from marketplace.trading.models.registration import Registration
from marketplace.trading.models.relisting import FiledValuation, Relisting
from marketplace.trading.models.sale import Sale
from marketplace.trading.models.scheme import Criterion, Scheme
from marketplace.trading.models.sealed import Custodian, Round, SealedTerms
from marketplace.trading.models.settlement import Settlement, Share
from marketplace.trading.models.supplement import Supplement
from marketplace.trading.models.unwinding import Unwinding

__all__ = [
    "Bid",
    "Certificate",
    "Commission",
    "Contract",
    "Contribution",
    "ContributionState",
    "Criterion",
    "Custodian",
    "Default",
    "Envelope",
    "FiledValuation",
    "Forfeiture",
    "HandedShare",
    "Instalment",
    "Interruption",
    "InvitationStop",
    "Negotiation",
    "NoticeObjection",
    "Offer",
    "OpeningKey",
    "Plan",
    "PriorityHolder",
    "Prolongation",
    "Protocol",
    "Publicity",
    "Registration",
    "Relisting",
    "Round",
    "Sale",
    "SaleInvitation",
    "Scheme",
    "Score",
    "SealedTerms",
    "Settlement",
    "Share",
    "Supplement",
    "Unwinding",
]
