"""What somebody writes who files a contract."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """One line of the itemised quotation."""

    kind: str
    name: str
    amount_fen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingDraft:
    """The fields of R-REG-05; the sides are the filer (own) and the other, `imported` says that the filer buys."""

    name: str
    contract_number: str
    kind: str
    subtype: str
    other_name: str
    other_form: str
    own_region: str
    own_form: str
    own_contact: str
    signed_date: date
    ends_date: date
    total_fen: int
    payment_mode: str
    technology_field: str
    right_type: str
    goal: str
    other_uscc: str = ""
    other_region: str = ""
    other_contact: str = ""
    right_numbers: str = ""
    project_source: str = ""
    expected_investment_fen: int | None = None
    expected_output_fen: int | None = None
    imported: bool = False
    items: tuple[ItemDraft, ...] = ()
