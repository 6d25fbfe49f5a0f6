from accounts.models.idempotency import IdempotencyKey
from accounts.models.membership import Membership, Role
from accounts.models.organisation import ExchangeCode, Kind, Organisation, OwnerCategory, Scale
from accounts.models.token import ActingToken
from accounts.models.user import User

__all__ = [
    "ActingToken",
    "ExchangeCode",
    "IdempotencyKey",
    "Kind",
    "Membership",
    "Organisation",
    "OwnerCategory",
    "Role",
    "Scale",
    "User",
]
