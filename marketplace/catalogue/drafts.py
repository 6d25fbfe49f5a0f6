"""What a person or a file says about an achievement or a need, before it is checked. Plain values only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RightDraft:
    """One right; `number` is an application number for a patent, the registration number for the others."""

    kind: str
    number: str = ""
    title: str = ""
    status: str = "granted"
    filing_date: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerDraft:
    """A holder: an organisation's public number (`O-2027-000001`), or a name; its share of the whole."""

    organisation: str = ""
    name: str = ""
    share: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonDraft:
    """A figure beside today's: what is measured, in which unit, how, and who says so."""

    measure: str
    ours: Decimal
    today: Decimal
    practice: str
    method: str
    origin: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingDraft:
    """An achievement as its owner describes it; only exchange and title are needed to keep a draft. Money in fen."""

    exchange: str
    title: str
    title_en: str = ""
    abstract: str = ""
    abstract_en: str = ""
    keywords: Sequence[str] = ()
    applications: Sequence[str] = ()
    advantages: Sequence[str] = ()
    evidence: Sequence[dict[str, Any]] = ()  # {"kind": text, "date": "2025-09-18"}
    maturity: str = ""
    trl: int | None = None
    technology_field: str = ""
    industry_codes: Sequence[str] = ()
    ipc_codes: Sequence[str] = ()
    transfer_modes: Sequence[str] = ()
    price_mode: str = "negotiated"
    asking_price_fen: int | None = None
    owner_category: str = ""
    state_level: str = ""  # of a state firm: central, provincial
    encumbrances: str = ""
    defects: str = ""
    payment_terms: str = ""
    decision_basis: str = ""
    buyer_conditions: str = ""
    buyer_conditions_basis: str = ""
    secrecy_reviewer: str = ""
    secrecy_reviewed_date: date | None = None
    rights: Sequence[RightDraft] = ()
    owners: Sequence[OwnerDraft] = ()
    inventors: Sequence[str] = ()
    comparisons: Sequence[ComparisonDraft] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDraft:
    """A technology need as a firm describes it. Money in fen; `deadline_date` is the last day."""

    title: str
    title_en: str = ""
    content: str = ""
    kind: str = "ordinary"
    exchange: str = ""
    keywords: Sequence[str] = ()
    technology_field: str = ""
    industry_codes: Sequence[str] = ()
    ipc_codes: Sequence[str] = ()
    cooperation_modes: Sequence[str] = ()
    budget_low_fen: int | None = None
    budget_high_fen: int | None = None
    deadline_date: date | None = None
