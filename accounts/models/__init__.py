from accounts.models.authorisation import Authorisation, Scope
from accounts.models.claim import Claim
from accounts.models.idempotency import IdempotencyKey
from accounts.models.invitation import Invitation
from accounts.models.membership import Membership, Role
from accounts.models.organisation import ExchangeCode, Kind, Organisation, OwnerCategory, Scale
from accounts.models.paper import Examination, Fault, Paper, Piece
from accounts.models.succession import Merger, NameChange
from accounts.models.token import ActingToken
from accounts.models.user import User
from accounts.models.waiting import WaitingModel

__all__ = [
    "ActingToken",
    "Authorisation",
    "Claim",
    "Examination",
    "ExchangeCode",
    "Fault",
    "IdempotencyKey",
    "Invitation",
    "Kind",
    "Membership",
    "Merger",
    "NameChange",
    "Organisation",
    "OwnerCategory",
    "Paper",
    "Piece",
    "Role",
    "Scale",
    "Scope",
    "User",
    "WaitingModel",
]
