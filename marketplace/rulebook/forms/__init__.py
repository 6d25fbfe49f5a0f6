from marketplace.rulebook.forms.agreements import AgreementForm, EndAgreementForm
from marketplace.rulebook.forms.calendar import DeadlineForm
from marketplace.rulebook.forms.capabilities import EndCapabilityForm, GrantForm, RejectForm
from marketplace.rulebook.forms.versions import AdoptForm, AnswerForm, CommentForm, DraftForm, EndForm

__all__ = [
    "AdoptForm",
    "AgreementForm",
    "AnswerForm",
    "CommentForm",
    "DeadlineForm",
    "DraftForm",
    "EndAgreementForm",
    "EndCapabilityForm",
    "EndForm",
    "GrantForm",
    "RejectForm",
]
