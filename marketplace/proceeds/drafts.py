"""What somebody writes who distributes proceeds."""

from dataclasses import dataclass
from fractions import Fraction

from marketplace.files.models import File


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """One contributor; `user` is the number of his account, if he has one."""

    name: str
    share: Fraction
    main: bool = False
    user: str = ""


@dataclass(frozen=True, slots=True)
class CostDraft:
    """One cost; the exchange's fee is not written, it comes from the settlement."""

    kind: str
    amount_fen: int
    note: str = ""
    own: bool = False
    evidence: File | None = None
