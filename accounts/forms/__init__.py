"""The forms of accounts, one file for each who fills them in."""

from accounts.forms.exchange import (
    MergerForm,
    NameReadingForm,
    OrganisationReadingForm,
    PersonReadingForm,
    QueueForm,
    ReturnForm,
    SettleForm,
)
from accounts.forms.organisations import CorrectionForm, PaperForm, PersonForm, RegistrationForm, scan_field
from accounts.forms.people import (
    AuthorisationForm,
    ClaimForm,
    InvitationForm,
    ReasonForm,
    RenameForm,
    SignupForm,
    TokenForm,
)

__all__ = [
    "AuthorisationForm",
    "ClaimForm",
    "CorrectionForm",
    "InvitationForm",
    "MergerForm",
    "NameReadingForm",
    "OrganisationReadingForm",
    "PaperForm",
    "PersonForm",
    "PersonReadingForm",
    "QueueForm",
    "ReasonForm",
    "RegistrationForm",
    "RenameForm",
    "ReturnForm",
    "SettleForm",
    "SignupForm",
    "TokenForm",
    "scan_field",
]
